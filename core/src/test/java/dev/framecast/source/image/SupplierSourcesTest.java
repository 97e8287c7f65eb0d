package dev.framecast.source.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SourceException;
import dev.framecast.source.common.NotedContext;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SupplierSourcesTest {
  private final FrameSlot slot = new FrameSlot();

  @Test
  void imagesBecomeJpegsAndNullIsSkipped() throws IOException {
    Iterator<BufferedImage> images =
        Arrays.asList(
                Jpegs.picture(64, 48, BufferedImage.TYPE_INT_RGB),
                null,
                null,
                Jpegs.picture(128, 96, BufferedImage.TYPE_INT_ARGB))
            .iterator();
    try (FrameSession session = ImageSource.of("plots", 500, images::next).open()) {
      assertThat(session.advance()).isTrue();
      session.writeJpeg(Rendition.SOURCE, slot);
      assertThat(Jpegs.decode(slot.bytes()).getWidth()).isEqualTo(64);
      assertThat(slot.isPassedThrough()).isFalse();
      assertThat(session.advance()).isTrue();
      slot.clear();
      session.writeJpeg(Rendition.jpeg(64, 0), slot);
      assertThat(Jpegs.decode(slot.bytes()).getWidth()).isEqualTo(64);
      assertThat(session.info().width()).isEqualTo(128);
    }
    assertThat(ImageSource.of("plots", 1, () -> null).description()).isEqualTo("plots");
  }

  @Test
  void jpegsAreHandedOnUntouchedOrScaled() throws IOException {
    byte[] jpeg = Jpegs.color(640, 360);
    byte[] padded = Arrays.copyOf(jpeg, jpeg.length + 10);
    try (FrameSession session = JpegSource.of(500, () -> padded).open()) {
      assertThat(session.advance()).isTrue();
      session.writeJpeg(Rendition.SOURCE, slot);
      assertThat(slot.bytes()).isEqualTo(ByteBuffer.wrap(jpeg));
      assertThat(slot.isPassedThrough()).isTrue();
      slot.clear();
      session.writeJpeg(Rendition.jpeg(320, 0), slot);
      assertThat(Jpegs.decode(slot.bytes()).getWidth()).isEqualTo(320);
      assertThat(slot.isPassedThrough()).isFalse();
      assertThat(session.info().decoded()).isEqualTo(1);
    }
  }

  @Test
  void aJpegIsDecodedOnceForAllRenditionsAndTheNextOneAnew() throws IOException {
    Iterator<byte[]> two = Arrays.asList(Jpegs.color(640, 360), Jpegs.gray(480, 270)).iterator();
    try (FrameSession session = JpegSource.of(500, two::next).open()) {
      for (int picture = 1; picture <= 2; picture++) {
        assertThat(session.advance()).isTrue();
        for (int width : new int[] {320, 160, 64}) {
          slot.clear();
          session.writeJpeg(Rendition.jpeg(width, 0), slot);
          BufferedImage shown = Jpegs.decode(slot.bytes());
          assertThat(shown.getWidth()).isEqualTo(width);
          assertThat(shown.getRGB(2, 2) >> 16 & 0xFF).isBetween(100, 255);
        }
        assertThat(session.info().decoded()).isEqualTo(picture);
      }
    }
  }

  @Test
  void nullBeforeTheFirstPictureIsWaitingForIt() throws IOException {
    NotedContext context = new NotedContext();
    byte[] jpeg = Jpegs.color(64, 48);
    Iterator<byte[]> late = Arrays.asList(null, null, jpeg).iterator();
    try (FrameSession session = JpegSource.of(500, late::next).open(context)) {
      assertThat(session.advance()).isTrue();
    }
    assertThat(context.awaited).containsExactly("the first picture", "the first picture");
  }

  @Test
  void nullLaterShowsTheLastPictureAgainOnceASecondAndNotAtEachTick() throws IOException {
    NotedContext context = new NotedContext();
    BufferedImage image = Jpegs.picture(64, 48, BufferedImage.TYPE_INT_RGB);
    AtomicInteger calls = new AtomicInteger();
    Supplier<BufferedImage> once = () -> calls.getAndIncrement() == 0 ? image : null;
    try (FrameSession session = ImageSource.of(20, once).open(context)) {
      assertThat(session.advance()).isTrue();
      long first = System.nanoTime();
      assertThat(session.advance()).isTrue();
      assertThat(System.nanoTime() - first).isGreaterThan(800_000_000L);
      assertThat(calls.get()).isGreaterThan(2);
      session.writeJpeg(Rendition.SOURCE, slot);
      assertThat(Jpegs.decode(slot.bytes()).getWidth()).isEqualTo(64);
    }
    assertThat(context.awaited).isEmpty();
  }

  @Test
  void atOnePictureASecondOrFewerEachTickShowsOne() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    byte[] jpeg = Jpegs.color(64, 48);
    Supplier<byte[]> once = () -> calls.getAndIncrement() == 0 ? jpeg : null;
    try (FrameSession session = JpegSource.of(0.9, once).open()) {
      assertThat(session.advance()).isTrue();
      assertThat(session.advance()).isTrue();
      assertThat(calls.get()).isEqualTo(2);
      session.writeJpeg(Rendition.SOURCE, slot);
      assertThat(slot.bytes()).isEqualTo(ByteBuffer.wrap(jpeg));
    }
  }

  @Test
  void afterABrokenJpegTheOneBeforeDoesNotHold() throws IOException {
    NotedContext context = new NotedContext();
    byte[] good = Jpegs.color(64, 48);
    byte[] other = Jpegs.color(96, 48);
    AtomicInteger calls = new AtomicInteger();
    Supplier<byte[]> jpegs =
        () -> {
          int call = calls.getAndIncrement();
          return call == 0 ? good : call == 1 ? new byte[9] : call == 2 ? null : other;
        };
    try (FrameSession session = JpegSource.of(0.9, jpegs).open(context)) {
      assertThat(session.advance()).isTrue();
      assertThat(session.advance()).isTrue();
      assertThat(session.info().width()).isEqualTo(96);
    }
    assertThat(context.dropped)
        .containsExactly("a broken picture was dropped: not a JPEG: does not begin with FF D8");
  }

  @Test
  void aJpegOfMorePixelsThanTheCameraTakesIsLeftOut() throws IOException {
    NotedContext context = new NotedContext(64 * 48);
    Iterator<byte[]> two = Arrays.asList(Jpegs.color(65, 48), Jpegs.color(64, 48)).iterator();
    try (FrameSession session = JpegSource.of(500, two::next).open(context)) {
      assertThat(session.advance()).isTrue();
      assertThat(session.info().width()).isEqualTo(64);
    }
    assertThat(context.dropped).hasSize(1);
    assertThat(context.dropped.get(0)).contains("65x48 pixels: more than 3072");
  }

  @Test
  void aBrokenJpegIsLeftOutAndManyEndTheSession() throws IOException {
    byte[] jpeg = Jpegs.color(64, 48);
    byte[] cut = Arrays.copyOf(jpeg, jpeg.length / 2);
    Iterator<byte[]> one = Arrays.asList(cut, jpeg).iterator();
    try (FrameSession session = JpegSource.of(1000, one::next).open()) {
      assertThat(session.advance()).isTrue();
      assertThat(session.info().dropped()).isEqualTo(1);
    }
    try (FrameSession session = JpegSource.of("replay", 1000, () -> cut).open()) {
      assertThatThrownBy(session::advance)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("replay")
          .hasMessageContaining("cut off");
    }
  }

  @Test
  void whatTheFunctionThrowsEndsTheSession() throws IOException {
    IOException lost = new IOException("file lost");
    try (FrameSession session =
        JpegSource.of(
                1,
                () -> {
                  throw new UncheckedIOException(lost);
                })
            .open()) {
      assertThatThrownBy(session::advance).isSameAs(lost);
    }
    try (FrameSession session =
        ImageSource.of(
                1,
                () -> {
                  throw new IllegalStateException("no screen");
                })
            .open()) {
      assertThatThrownBy(session::advance)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("no screen");
    }
  }

  @Test
  void cancelEndsTheSession() throws IOException {
    try (FrameSession session = ImageSource.of(1, () -> null).open()) {
      session.cancel();
      assertThat(session.advance()).isFalse();
    }
  }

  @Test
  void theLastPictureHoldsForTheNextSessionToo() throws IOException {
    Iterator<BufferedImage> images =
        Arrays.asList(Jpegs.picture(64, 48, BufferedImage.TYPE_INT_RGB), null).iterator();
    ImageSource plots = ImageSource.of(500, () -> images.hasNext() ? images.next() : null);
    Iterator<byte[]> bytes = Arrays.asList(Jpegs.color(64, 48), null).iterator();
    JpegSource jpegs = JpegSource.of(500, () -> bytes.hasNext() ? bytes.next() : null);
    for (FrameSource source : new FrameSource[] {plots, jpegs}) {
      for (int i = 0; i < 2; i++) {
        try (FrameSession session = source.open(SessionContext.NONE)) {
          assertThat(session.advance()).isTrue();
          slot.clear();
          session.writeJpeg(Rendition.SOURCE, slot);
          assertThat(Jpegs.decode(slot.bytes()).getWidth()).isEqualTo(64);
        }
      }
    }
  }

  @Test
  void picturesOfTooManyPixelsAreRefusedBeforeTheyAreEncoded() throws IOException {
    NotedContext small = new NotedContext(1_000);
    Iterator<BufferedImage> images =
        Arrays.asList(
                Jpegs.picture(64, 48, BufferedImage.TYPE_INT_RGB),
                Jpegs.picture(20, 20, BufferedImage.TYPE_INT_RGB))
            .iterator();
    try (FrameSession session = ImageSource.of(500, images::next).open(small)) {
      assertThat(session.advance()).isTrue();
      assertThat(session.info().width()).isEqualTo(20);
      assertThat(small.dropped).anyMatch(why -> why.contains("64x48"));
    }
    assertThatThrownBy(() -> TestPatternSource.of(320, 180, 5).open(small))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("320x180");
  }
}
