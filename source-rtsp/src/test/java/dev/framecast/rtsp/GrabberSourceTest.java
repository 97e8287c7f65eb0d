package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrabberSourceTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 80, 81})
  void coloursAndSizesAreRight(int wanted) throws Exception {
    Orange grabber = new Orange(3);
    try (FrameSession session = GrabberSource.of("orange", () -> grabber).open()) {
      assertThat(grabber.started).as("not before the first picture").isFalse();
      BufferedImage image = Shots.image(Shots.next(session, Rendition.jpeg(wanted, 90)));
      assertThat(image.getWidth()).isEqualTo(wanted == 0 ? 161 : wanted);
      Color middle = new Color(image.getRGB(image.getWidth() / 2, 30));
      assertThat(middle.getRed()).isBetween(252, 255);
      assertThat(middle.getGreen()).isBetween(125, 131);
      assertThat(middle.getBlue()).isBetween(0, 3);
      FrameSlot bgr = new FrameSlot();
      assertThat(session.writeRaw(Rendition.bgr24(wanted), bgr)).isTrue();
      assertThat(bgr.width()).isEqualTo(image.getWidth());
      int at = 3 * (bgr.width() * 30 + bgr.width() / 2);
      assertThat(bgr.bytes().get(at) & 0xFF).isBetween(0, 2);
      assertThat(bgr.bytes().get(at + 1) & 0xFF).isBetween(126, 130);
      assertThat(bgr.bytes().get(at + 2) & 0xFF).isBetween(253, 255);
      assertThat(session.info().width()).isEqualTo(161);
    }
    assertThat(grabber.closed).isTrue();
  }

  @Test
  void theEndOfTheGrabberIsTheEndOfTheStream() throws Exception {
    try (FrameSession session = GrabberSource.of("orange", () -> new Orange(2)).open()) {
      assertThat(session.advance()).isTrue();
      assertThat(session.advance()).isTrue();
      assertThat(session.advance()).isFalse();
    }
  }

  @Test
  void aCancelledSessionGrabsNoMore() throws Exception {
    try (FrameSession session = GrabberSource.of("orange", () -> new Orange(9)).open()) {
      assertThat(session.advance()).isTrue();
      session.cancel();
      assertThatThrownBy(session::advance).hasMessage("orange: cancelled");
    }
  }

  @Test
  void aFilmIsShownAtItsOwnPace() throws Exception {
    Orange film = new Orange(6);
    film.lengthMicros = 600_000;
    long before = System.nanoTime();
    try (FrameSession session = GrabberSource.of("film", () -> film).open()) {
      Shots.drain(session);
    }
    assertThat(System.nanoTime() - before).isBetween(490_000_000L, 5_000_000_000L);
  }

  @Test
  void aFilmThatWaitsForItsPaceIsCancelled() throws Exception {
    Orange film = new Orange(6);
    film.lengthMicros = 600_000_000;
    film.stepMicros = 900_000;
    try (FrameSession session = GrabberSource.of("film", () -> film).open()) {
      assertThat(session.advance()).isTrue();
      Thread other = new Thread(session::cancel);
      other.start();
      assertThatThrownBy(() -> Shots.drain(session)).hasMessage("film: cancelled");
      other.join();
    }
  }

  @Test
  void whatAGrabberSaysOfItsAddressIsNotRepeated() {
    assertThat(Shots.failure(GrabberSource.of("orange", () -> new Orange(-1))))
        .hasMessageStartingWith("orange: the grabber failed")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  /**
   * Orange pictures with rows that are longer than the picture is wide; -1 of them is a failure.
   */
  private static final class Orange extends FrameGrabber {
    private int left;
    private boolean started;
    private boolean closed;
    private long lengthMicros;
    private long stepMicros = 100_000;
    private long time;

    Orange(int count) {
      left = count;
    }

    @Override
    public void start() throws FrameGrabber.Exception {
      started = true;
      if (left < 0) {
        throw new FrameGrabber.Exception("cannot open rtsp://admin:secret@host/");
      }
    }

    @Override
    public long getLengthInTime() {
      return lengthMicros;
    }

    @Override
    public Frame grab() {
      if (left-- == 0) {
        return null;
      }
      Frame frame = new Frame(161, 91, Frame.DEPTH_UBYTE, 3);
      frame.timestamp = time;
      time += stepMicros;
      ByteBuffer pixels = (ByteBuffer) frame.image[0];
      for (int row = 0; row < 91; row++) {
        for (int column = 0; column < 161; column++) {
          int at = row * frame.imageStride + column * 3;
          pixels.put(at, (byte) 0).put(at + 1, (byte) 128).put(at + 2, (byte) 255);
        }
      }
      return frame;
    }

    @Override
    public void trigger() {}

    @Override
    public void stop() {}

    @Override
    public void release() {
      closed = true;
    }
  }
}
