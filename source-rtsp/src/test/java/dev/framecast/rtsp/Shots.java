package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SourceException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;

/** Takes pictures from sessions as a camera does. */
public final class Shots {
  private Shots() {}

  /** The session's next picture. */
  public static byte[] next(FrameSession session, Rendition rendition) throws IOException {
    assertThat(session.advance()).as("a picture comes").isTrue();
    return present(session, rendition);
  }

  /** The picture that the session has reached. */
  public static byte[] present(FrameSession session, Rendition rendition) throws IOException {
    FrameSlot slot = new FrameSlot();
    session.writeJpeg(rendition, slot);
    byte[] jpeg = new byte[slot.length()];
    slot.bytes().get(jpeg);
    return jpeg;
  }

  /** Goes on until that is so; the test's time limit ends it. */
  public static void until(FrameSession session, BooleanSupplier condition) throws IOException {
    while (!condition.getAsBoolean()) {
      assertThat(session.advance()).as("a picture comes").isTrue();
    }
  }

  /** Waits until that is so; the test's time limit ends it. */
  public static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(1_000_000);
      assertThat(Thread.currentThread().isInterrupted()).as("it is over before that").isFalse();
    }
  }

  /** Goes on until the stream ends or fails. */
  public static void drain(FrameSession session) throws IOException {
    boolean more;
    do {
      more = session.advance();
    } while (more);
  }

  public static BufferedImage image(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  /** The error that ends a session of this source. */
  public static SourceException failure(FrameSource source) {
    return catchThrowableOfType(
        SourceException.class,
        () -> {
          try (FrameSession session = source.open()) {
            while (session.advance()) {
              session.writeJpeg(Rendition.SOURCE, new FrameSlot());
            }
          }
        });
  }
}
