package dev.framecast.webcam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SourceException;
import java.awt.Color;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions on a camera that can hang for good. */
@Timeout(30)
class WebcamSessionTest {
  private final FakeCapture camera = new FakeCapture();
  private final AtomicReference<@Nullable DeviceReader> left = new AtomicReference<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final SessionContext context =
      new SessionContext() {
        @Override
        public void waitingFor(String what) {}

        @Override
        public void dropped(String why) {
          told.add(why);
        }

        @Override
        public long maxPixels() {
          return 64 * 48;
        }
      };
  private byte[] red;
  private byte[] blue;

  @BeforeEach
  void makePictures() throws IOException {
    red = Jpegs.of(Color.RED, 64, 48);
    blue = Jpegs.of(Color.BLUE, 64, 48);
  }

  private WebcamSession session() {
    return new WebcamSession("cam", () -> new DeviceReader("webcam-test", camera), left, context);
  }

  private static byte[] source(WebcamSession session) throws IOException {
    FrameSlot slot = new FrameSlot();
    session.writeJpeg(Rendition.SOURCE, slot);
    assertThat(slot.isPassedThrough()).isTrue();
    return Jpegs.bytes(slot.bytes());
  }

  private static CompletableFuture<Boolean> advance(WebcamSession session) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return session.advance();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  @Test
  void jpegsAreHandedOnByteForByteWithoutTheCamerasPadding() throws IOException {
    camera.send(Arrays.copyOf(red, red.length + 500));
    try (WebcamSession session = session()) {
      assertThat(session.advance()).isTrue();
      assertThat(source(session)).isEqualTo(red);
      assertThat(session.info().decoded()).isZero();
    }
  }

  @Test
  void aCameraThatCannotBeReleasedInPeaceIsOpenedAgain() throws IOException {
    camera.releaseFails = true;
    camera.send(new byte[0]);
    try (WebcamSession session = session()) {
      assertThatThrownBy(session::advance).hasMessageContaining("unplugged");
    }
    camera.send(red);
    try (WebcamSession session = session()) {
      assertThat(session.advance()).isTrue();
      assertThat(camera.opened).hasValue(2);
    }
  }

  @Test
  void cutJpegsAreLeftOutAndCountedOnce() throws IOException {
    camera.send(Arrays.copyOf(red, red.length / 2));
    camera.send(blue);
    try (WebcamSession session = session()) {
      assertThat(session.advance()).isTrue();
      assertThat(source(session)).isEqualTo(blue);
      assertThat(session.info().dropped()).isEqualTo(1);
    }
  }

  @Test
  void aJpegWithoutItsEndIsEndedIfItsPictureIsWholeAlsoWherePadded() throws IOException {
    byte[] unended = Arrays.copyOf(red, red.length - 2);
    camera.send(unended);
    try (WebcamSession session = session()) {
      assertThat(session.advance()).isTrue();
      assertThat(source(session)).isEqualTo(red);
      camera.send(Arrays.copyOf(unended, unended.length + 3_000));
      assertThat(session.advance()).isTrue();
      assertThat(source(session)).isEqualTo(red);
      camera.send(Arrays.copyOf(unended, unended.length - 20));
      camera.send(Arrays.copyOf(Arrays.copyOf(red, red.length - 20), red.length + 3_000));
      camera.send(blue);
      assertThat(session.advance()).isTrue();
      assertThat(source(session)).isEqualTo(blue);
    }
  }

  @Test
  void aCameraThatSendsNothingButBrokenJpegsIsGivenUp() {
    for (int i = 0; i < 200; i++) { // the newest win, so not all of them are seen
      camera.send(new byte[] {1, 2, 3});
    }
    try (WebcamSession session = session()) {
      assertThatThrownBy(session::advance)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("30 broken pictures in a row");
    }
  }

  @Test
  void theCameraIsToldWhatIsWrongWithAPictureAndOfTooManyPixels() throws IOException {
    camera.send(Jpegs.of(Color.RED, 65, 48));
    try (WebcamSession session = session()) {
      CompletableFuture<Boolean> advanced = advance(session);
      while (told.isEmpty()) {
        Thread.onSpinWait();
      }
      camera.send(red);
      assertThat(advanced.join()).isTrue();
      assertThat(told)
          .containsExactly(
              "a broken picture was dropped: a picture of 65x48 pixels: more than 3072");
    }
  }

  /** What capture cards put in front of one field of an interlaced picture ("AVI1"). */
  private static byte[] field(byte[] jpeg, int polarity) {
    return ByteBuffer.allocate(jpeg.length + 18)
        .put(jpeg, 0, 2)
        .putShort((short) 0xFFE0)
        .putShort((short) 16)
        .putInt(0x41564931)
        .put((byte) polarity)
        .put(new byte[9])
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  @Test
  void oneFieldOfAPictureIsMadeAWholeOneInEachForm() throws IOException {
    try (WebcamSession session = session()) {
      for (int polarity = 1; polarity <= 2; polarity++) {
        camera.send(field(Jpegs.of(Color.RED, 64, 24), polarity));
        assertThat(session.advance()).isTrue();
        FrameSlot slot = new FrameSlot();
        session.writeJpeg(Rendition.SOURCE, slot);
        assertThat(slot.isPassedThrough()).isFalse();
        assertThat(Jpegs.decode(slot).getHeight()).isEqualTo(48);
        assertThat(Jpegs.difference(Jpegs.decode(slot), Color.RED)).isLessThan(10);
        slot.clear();
        session.writeJpeg(Rendition.jpeg(32, 90), slot);
        assertThat(Jpegs.decode(slot).getHeight()).isEqualTo(24);
        slot.clear();
        session.writeRaw(Rendition.bgr24(0), slot);
        assertThat(slot.length()).isEqualTo(64 * 48 * 3);
        assertThat(session.info().decoded()).isEqualTo(polarity);
        camera.send(red);
        assertThat(session.advance()).isTrue();
        assertThat(source(session)).isEqualTo(red);
      }
    }
  }

  @Test
  void aSmallerRenditionIsDecodedAndCounted() throws IOException {
    camera.send(red);
    try (WebcamSession session = session()) {
      session.advance();
      FrameSlot slot = new FrameSlot();
      session.writeJpeg(Rendition.jpeg(32, 90), slot);
      assertThat(Jpegs.decode(slot).getWidth()).isEqualTo(32);
      assertThat(Jpegs.difference(Jpegs.decode(slot), Color.RED)).isLessThan(10);
      assertThat(session.info().decoded()).isEqualTo(1);
    }
  }

  @Test
  void aSlowCaptureThreadGetsTheNewestPicture() throws Exception {
    camera.send(red);
    try (WebcamSession session = session()) {
      session.advance();
      for (int i = 0; i < 5; i++) {
        camera.send(red);
      }
      camera.send(blue);
      camera.awaitRead(8); // all seven were left for the session, one over the other
      session.advance();
      assertThat(source(session)).isEqualTo(blue);
    }
  }

  @Test
  void cancelEndsAWaitAtOnceAndCloseDoesNotWaitForABlockedRead() throws Exception {
    camera.send(red);
    WebcamSession session = session();
    session.advance();
    camera.awaitRead(2);
    CompletableFuture<Boolean> waiting = advance(session);
    long begin = System.nanoTime();
    session.cancel();
    assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS)).hasMessageContaining("cancelled");
    assertThat(seconds(begin)).isLessThan(1);
    begin = System.nanoTime();
    session.close();
    assertThat(seconds(begin)).isLessThan(2);
    assertThat(camera.released).isFalse();
  }

  @Test
  void theNextSessionTakesOverAReadThatStillBlocks() throws Exception {
    camera.send(red);
    try (WebcamSession first = session()) {
      first.advance();
      camera.awaitRead(2);
    }
    try (WebcamSession second = session()) {
      CompletableFuture<Boolean> advanced = advance(second);
      while (left.get() != null) {
        Thread.onSpinWait(); // until it is taken over
      }
      camera.send(blue);
      assertThat(advanced.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(source(second)).isEqualTo(blue);
      assertThat(camera.opened.get()).isEqualTo(1);
    }
  }

  @Test
  void aReaderThatNobodyTakesOverReleasesTheCamera() throws Exception {
    camera.send(red);
    try (WebcamSession first = session()) {
      first.advance();
      camera.awaitRead(2);
    }
    DeviceReader hanging = left.get();
    camera.send(blue);
    assertThat(hanging.awaitEnd(TimeUnit.SECONDS.toNanos(10))).isTrue();
    assertThat(camera.released).isTrue();
    camera.send(red);
    try (WebcamSession second = session()) {
      assertThat(second.advance()).isTrue();
      assertThat(camera.opened.get()).isEqualTo(2);
    }
  }

  @Test
  void aCameraIsReleasedBeforeItsLossIsTold() {
    camera.send(new byte[0]);
    try (WebcamSession session = session()) {
      assertThatThrownBy(session::advance)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("unplugged");
      assertThat(camera.released).isTrue();
    }
  }

  @Test
  void closeMayBeCalledAgainAndBeforeAnything() {
    WebcamSession session = session();
    session.close();
    session.close();
    assertThat(camera.opened.get()).isZero();
    assertThatThrownBy(session::advance).hasMessageContaining("cancelled");
  }
}
