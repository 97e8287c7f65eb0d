package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session's own look at a JPEG spares the camera's: see {@link FrameSlot#passThrough}. */
@Timeout(30)
class CameraInspectionTest {
  private static final byte[] JPEG = Jpegs.color(80, 60);
  private static final byte[] CUT = Arrays.copyOf(JPEG, JPEG.length - 40);

  /** What the session shows, once. */
  private byte[] shown = JPEG;

  /** What the session has looked at, for all that the camera knows. */
  private byte[] inspected = JPEG;

  private boolean passedThrough = true;

  private final class Session implements FrameSession {
    private final JpegCheck check = new JpegCheck();
    private boolean any;

    @Override
    public boolean advance() {
      if (any) {
        await();
        return false;
      }
      any = true;
      boolean good = check.inspect(ByteBuffer.wrap(inspected));
      assertThat(good).isEqualTo(inspected == JPEG);
      return true;
    }

    private static void await() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) {
      if (passedThrough) {
        slot.passThrough(ByteBuffer.wrap(shown), check);
      } else {
        slot.put(ByteBuffer.wrap(shown));
      }
    }

    @Override
    public void close() {}
  }

  /** Whether the picture was published, and 80 pixels wide. */
  private boolean isPublished() {
    FrameSource source =
        new FrameSource() {
          @Override
          public FrameSession open() {
            return new Session();
          }

          @Override
          public String description() {
            return "inspected";
          }
        };
    try (Cameras cameras = new Cameras()) {
      Camera camera = cameras.add("cam", source, CameraFixture.PATIENT);
      try (Subscription viewer = camera.subscribe()) {
        Await.until(
            "the picture is through",
            () -> viewer.frames().sequence() > 0 || camera.status().dropped() > 0);
        try (Frame frame = viewer.frames().acquireNext(0)) {
          assertThat(frame == null || frame.width() == 80).isTrue();
          return frame != null;
        }
      }
    }
  }

  @Test
  void whatTheSessionFoundGoodIsPublishedWithoutASecondLook() {
    byte[] spoilt = JPEG.clone();
    Jpegs.claim(spoilt, 0, 0); // a second look would see that
    shown = spoilt;
    assertThat(isPublished()).isTrue();
  }

  @Test
  void whatTheSessionFoundBrokenIsLookedOver() {
    inspected = CUT;
    shown = CUT;
    assertThat(isPublished()).isFalse();
  }

  @Test
  void anInspectionOfOtherBytesDoesNotCount() {
    shown = CUT;
    assertThat(isPublished()).isFalse();
  }

  @Test
  void whatTheSessionMadeItselfIsLookedOver() {
    byte[] spoilt = JPEG.clone();
    spoilt[0] = 0;
    shown = spoilt;
    passedThrough = false;
    assertThat(isPublished()).isFalse();
  }

  @Test
  void anInspectionOfAsManyOtherBytesDoesNotCount() {
    shown = new byte[JPEG.length];
    assertThat(isPublished()).isFalse();
  }
}
