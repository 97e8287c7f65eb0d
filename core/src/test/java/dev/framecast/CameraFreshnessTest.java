package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus.RenditionStatus;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is shown as live is live: each rendition, by the time at which its picture was captured. */
class CameraFreshnessTest extends CameraFixture {
  private static final Rendition SMALL = Rendition.jpeg(320, 0);
  private static final byte[] JPEG = Jpegs.color(640, 360);

  private static final CameraOptions OPTIONS =
      CameraOptions.builder()
          .stallAfter(Duration.ofMillis(400))
          .reconnectAfter(Duration.ofSeconds(30))
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  /** The scripted camera's pictures, with what a session does at each, and how it writes them. */
  private abstract static class Paced implements FrameSource {
    final AtomicInteger opened = new AtomicInteger();
    volatile boolean sick;
    private final ScriptedSource pace;

    Paced() {
      this(20);
    }

    Paced(double fps) {
      pace = new ScriptedSource().rate(fps);
    }

    /** Whether the picture is shown. */
    @SuppressWarnings("UnusedVariable") // by some who override this
    boolean isShown(SessionContext context) {
      return true;
    }

    @SuppressWarnings("UnusedVariable") // by some who override this
    void write(Rendition rendition, FrameSlot slot) throws IOException {
      slot.passThrough(ByteBuffer.wrap(JPEG));
    }

    @Override
    public String description() {
      return "twenty a second";
    }

    @Override
    public FrameSession open() {
      throw new AssertionError("cameras hand a context over");
    }

    @Override
    public FrameSession open(SessionContext context) throws IOException {
      opened.incrementAndGet();
      FrameSession pictures = pace.open();
      return new FrameSession() {
        @Override
        public boolean advance() throws IOException {
          do {
            if (!pictures.advance()) {
              return false;
            }
          } while (!isShown(context));
          return true;
        }

        @Override
        public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
          write(rendition, slot);
        }

        @Override
        public void close() {
          pictures.close();
        }
      };
    }
  }

  private static RenditionStatus status(Camera camera, Rendition rendition) {
    return camera.status().renditions().stream()
        .filter(status -> status.rendition().equals(rendition))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRenditionThatFailsIsToldWhileTheOthersAreLive() {
    Paced source =
        new Paced() {
          @Override
          void write(Rendition rendition, FrameSlot slot) throws IOException {
            if (sick && rendition.equals(SMALL)) {
              throw new IOException("no decoder takes this picture");
            }
            super.write(rendition, slot);
          }
        };
    Camera camera = cameras.add("cam", source, OPTIONS);
    try (Subscription own = camera.subscribe();
        Subscription small = camera.subscribe(SMALL, 0)) {
      long live = await(small, Frame::live);
      source.sick = true;
      long slate = await(small, live, CameraFixture::isSlate);
      long published = status(camera, SMALL).published();
      long next = await(small, slate, CameraFixture::isSlate);
      assertThat(status(camera, SMALL).published())
          .as("a slate a second, and nothing else")
          .isEqualTo(published + 1);
      assertThat(camera.state()).isEqualTo(CameraState.LIVE);
      try (Frame frame = own.frames().acquireNext(0)) {
        assertThat(frame.live()).isTrue();
      }
      RenditionStatus status = status(camera, SMALL);
      assertThat(status.problem()).contains("no decoder takes this picture");
      assertThat(status.ageMillis()).isGreaterThan(400);
      assertThat(status(camera, Rendition.SOURCE).problem()).isNull();
      assertThat(status(camera, Rendition.SOURCE).ageMillis()).isLessThan(400);
      source.sick = false;
      await(small, next, Frame::live);
      assertThat(status(camera, SMALL).problem()).isNull();
    }
  }

  @Test
  void aRenditionThatNeverSucceedsIsToldToo() {
    Paced source =
        new Paced() {
          @Override
          void write(Rendition rendition, FrameSlot slot) throws IOException {
            if (rendition.equals(SMALL)) {
              throw new IOException("no decoder takes this picture");
            }
            super.write(rendition, slot);
          }
        };
    Camera camera = cameras.add("cam", source, OPTIONS);
    try (Subscription own = camera.subscribe();
        Subscription small = camera.subscribe(SMALL, 0)) {
      await(own, Frame::live);
      await(small, CameraFixture::isSlate);
      assertThat(camera.snapshot(SMALL, Duration.ZERO, Duration.ofMillis(100)))
          .failsWithin(Await.LONG)
          .withThrowableThat()
          .withMessageContaining("no decoder takes this picture");
    }
  }

  @Test
  void aPictureThatIsOldWhenItComesIsNotLive() {
    Paced source =
        new Paced() {
          @Override
          void write(Rendition rendition, FrameSlot slot) throws IOException {
            super.write(rendition, slot);
            slot.capturedAt(System.nanoTime() - (sick ? Duration.ofSeconds(14).toNanos() : 0));
          }
        };
    Camera camera = cameras.add("cam", source, OPTIONS);
    try (Subscription viewer = camera.subscribe()) {
      long live = await(viewer, Frame::live);
      source.sick = true;
      long slate = await(viewer, live, CameraFixture::isSlate);
      await(camera, CameraState.STALLED);
      Await.until(
          "the reason is told",
          () -> camera.status().lastError().contains("pictures come too late"));
      source.sick = false;
      await(viewer, slate, Frame::live);
    }
  }

  @Test
  void aSlowCameraMayBeAsLateAsItsIntervalExplains() {
    Paced slow =
        new Paced(1.7) {
          @Override
          void write(Rendition rendition, FrameSlot slot) throws IOException {
            super.write(rendition, slot);
            slot.capturedAt(System.nanoTime() - Duration.ofMillis(500).toNanos());
          }
        };
    Camera camera =
        cameras.add(
            "slow",
            slow,
            CameraOptions.builder()
                .stallAfter(Duration.ofMillis(300))
                .reconnectAfter(Duration.ofSeconds(30))
                .connectTimeout(Duration.ofSeconds(10))
                .build());
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
    }
  }

  @Test
  void aPictureFromTheFutureCountsFromItsArrival() {
    Paced source =
        new Paced() {
          @Override
          void write(Rendition rendition, FrameSlot slot) throws IOException {
            super.write(rendition, slot);
            slot.capturedAt(System.nanoTime() + Duration.ofHours(1).toNanos());
          }
        };
    Camera camera = cameras.add("cam", source, OPTIONS);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      try (Frame frame = viewer.frames().acquireNext(0)) {
        assertThat(frame.capturedNanos() - System.nanoTime()).isLessThanOrEqualTo(0);
      }
    }
  }

  @Test
  void aSessionThatWaitsAndSaysSoIsNotGivenUp() {
    Paced source =
        new Paced() {
          @Override
          boolean isShown(SessionContext context) {
            if (sick) {
              context.waitingFor("a key frame");
            }
            return !sick;
          }
        };
    source.sick = true;
    Camera camera = cameras.add("cam", source, OPTIONS);
    long begun = System.nanoTime();
    try (Subscription viewer = camera.subscribe()) {
      long slate = await(viewer, CameraFixture::isSlate);
      Await.until(
          "more than the time to connect has passed",
          () -> System.nanoTime() - begun > 2 * OPTIONS.connectTimeout().toNanos());
      assertThat(camera.state()).isEqualTo(CameraState.CONNECTING);
      assertThat(camera.status().waitingFor()).isEqualTo("a key frame");
      source.sick = false;
      long live = await(viewer, slate, Frame::live);
      assertThat(camera.status().waitingFor()).isNull();
      source.sick = true;
      await(viewer, live, CameraFixture::isSlate);
      assertThat(camera.state()).isEqualTo(CameraState.STALLED);
      assertThat(camera.status().lastError()).startsWith("waiting for a key frame, no picture for");
      assertThat(source.opened).hasValue(1);
      assertThat(camera.status().failures()).isZero();
    }
  }

  @Test
  void whatWasWrongWithThePicturesIsTheReasonAndNotThatNoneCame() {
    Paced source =
        new Paced() {
          @Override
          boolean isShown(SessionContext context) {
            context.dropped("a part holds no JPEG");
            return false;
          }
        };
    Camera camera = cameras.add("cam", source, OPTIONS);
    try (Subscription viewer = camera.subscribe()) {
      await(camera, CameraState.BACKOFF);
      assertThat(camera.status().lastError())
          .isEqualTo("a part holds no JPEG (no picture for 1.0 s: twenty a second)");
      assertThat(viewer.camera()).isSameAs(camera);
    }
  }

  @Test
  void aPictureThatClaimsTooManyPixelsIsDropped() {
    Camera camera = add(QUICK.toBuilder().maxPixels(64 * 48).build());
    source.picture().picture(Jpegs.color(65, 48)).picture();
    try (Subscription viewer = camera.subscribe()) {
      Await.until("two are through", () -> viewer.frames().sequence() >= 2);
      assertThat(camera.status().dropped()).isEqualTo(1);
    }
    await(camera, CameraState.IDLE); // or the session that ends would take the next picture
    source.picture(Jpegs.color(65, 48));
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, CameraFixture::isSlate);
      Await.until(
          "the reason is told",
          () -> String.valueOf(camera.status().lastError()).contains("65x48"));
    }
  }

  @Test
  void aSlateIsShownThoughTheLastPictureCannotBeDecoded() {
    Camera camera = add(PATIENT.toBuilder().maxPixels(Long.MAX_VALUE).build());
    byte[] huge = Jpegs.color(64, 48);
    Jpegs.claim(huge, 20_000, 30_000);
    source.picture(huge).fail(Kind.UNREACHABLE, "nobody answers");
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, CameraFixture::isSlate);
      try (Frame slate = viewer.frames().acquireNext(0)) {
        assertThat(Jpegs.decode(slate.bytes()).getWidth()).isLessThanOrEqualTo(640);
      }
    }
  }
}
