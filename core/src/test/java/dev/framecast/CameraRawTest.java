package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.image.TestPatternSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames without JPEG. */
class CameraRawTest extends CameraFixture {
  private static final Duration LONG = Duration.ofSeconds(10);

  private static Rendition raw(FrameFormat format, int width) {
    return format == FrameFormat.GRAY8 ? Rendition.gray8(width) : Rendition.bgr24(width);
  }

  private static void assertPixels(Frame frame, FrameFormat format, int width, int height) {
    assertThat(frame.format()).isEqualTo(format);
    assertThat(frame.width()).isEqualTo(width);
    assertThat(frame.height()).isEqualTo(height);
    assertThat(frame.size()).isEqualTo(format.bytes(width, height));
    assertThat(frame.bytes().remaining()).isEqualTo(frame.size());
    assertThat(frame.bytes().isDirect()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = FrameFormat.class,
      names = {"BGR24", "GRAY8"})
  void aSessionWithPixelsIsNotAskedForAJpeg(FrameFormat format) throws Exception {
    Camera camera = cameras.add("test", TestPatternSource.of(641, 361, 50), PATIENT);
    try (Subscription own = camera.subscribe(raw(format, 0), 0);
        Subscription small = camera.subscribe(raw(format, 320), 0)) {
      try (Frame frame = own.next(LONG)) {
        assertPixels(frame, format, 641, 361);
      }
      try (Frame frame = small.next(LONG)) {
        assertPixels(frame, format, 320, 180);
      }
      assertThat(own.rendition()).isEqualTo(raw(format, 0));
      CameraStatus status = camera.status();
      assertThat(status.encoded()).isZero();
      assertThat(status.passedThrough()).isZero();
      assertThat(status.decoded()).isZero();
      assertThat(status.width()).isEqualTo(641);
    }
  }

  @Test
  void ofAJpegAloneThePixelsAreDecodedOnceAPictureForAll() throws Exception {
    Camera camera = add(PATIENT);
    List<Subscription> viewers = new ArrayList<>();
    try (Subscription jpeg = camera.subscribe()) {
      viewers.add(camera.subscribe(Rendition.bgr24(0), 0));
      viewers.add(camera.subscribe(Rendition.gray8(0), 0));
      viewers.add(camera.subscribe(Rendition.gray8(32), 0));
      source.rate(20);
      Await.until("some were shown", () -> camera.status().captured() > 20);
      source.rate(0);
      Await.until("all are made", () -> source.left() == 0);
      long shown = camera.status().captured();
      assertThat(source.written(Rendition.SOURCE)).as("once a picture").isLessThanOrEqualTo(25);
      assertThat(camera.status().decoded()).isBetween(15L, shown);
      assertThat(viewers.stream().mapToLong(viewer -> viewer.frames().sequence()).sum())
          .as("frames made of these")
          .isGreaterThan(40);
      try (Frame whole = jpeg.next(LONG);
          Frame bgr = viewers.get(0).next(LONG);
          Frame small = viewers.get(2).next(LONG)) {
        assertPixels(bgr, FrameFormat.BGR24, ScriptedSource.WIDTH, ScriptedSource.HEIGHT);
        assertPixels(small, FrameFormat.GRAY8, 32, 24);
        assertThat(bgr.capturedNanos()).as("the same picture").isEqualTo(whole.capturedNanos());
      }
    }
    viewers.forEach(Subscription::close);
  }

  @Test
  void withoutAViewerOfTheJpegItIsDecodedAllTheSame() throws Exception {
    Camera camera = add(PATIENT);
    source.picture();
    try (Subscription bgr = camera.subscribe(Rendition.bgr24(0), 0);
        Subscription gray = camera.subscribe(Rendition.gray8(0), 0)) {
      bgr.next(LONG).close();
      gray.next(LONG).close();
      assertThat(source.written(Rendition.SOURCE)).isEqualTo(1);
      assertThat(camera.status().decoded()).isEqualTo(1);
      assertThat(camera.status().passedThrough()).as("JPEGs shown").isZero();
    }
  }

  @Test
  void aJpegThatIsBrokenIsDroppedWithItsReasonAndTheNextOneIsShown() throws Exception {
    Camera camera = add(PATIENT);
    source.picture(new byte[500]);
    source.picture();
    try (Subscription bgr = camera.subscribe(Rendition.bgr24(0), 0)) {
      try (Frame frame = bgr.next(LONG)) {
        assertThat(frame.live()).isTrue();
      }
      assertThat(camera.status().dropped()).isEqualTo(1);
      assertThat(camera.status().lastError()).contains("the JPEG does not decode");
    }
  }

  @Test
  void slatesAreOfTheSameFormat() throws Exception {
    Camera camera = add(QUICK);
    source.picture();
    try (Subscription bgr = camera.subscribe(Rendition.bgr24(0), 0);
        Subscription gray = camera.subscribe(Rendition.gray8(40), 0)) {
      await(bgr, Frame::live);
      for (Subscription viewer : List.of(bgr, gray)) {
        boolean live = true;
        while (live) {
          try (Frame frame = viewer.next(LONG)) {
            live = frame.live();
            assertPixels(frame, viewer.rendition().format(), frame.width(), frame.height());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "64; 48; 100; 100 bytes, and 64x48 pixels of GRAY8 have 3072",
        "0; 0; 100; does not say how large",
        "-1; -100; 100; does not say how large",
        "50000; 50000; 100; 50000x50000 are more than the 33177600 pixels that are allowed",
        "2147483647; 2147483647; 1; 2147483647x2147483647 are more than",
        "1; 1; -1; a picture was dropped: java.lang.StackOverflowError: on purpose"
      },
      delimiter = ';')
  void brokenPixelsAreDroppedWithTheirReason(int width, int height, int bytes, String reason) {
    Camera camera =
        cameras.add(
            "raw",
            new RawPicturesSource(
                (rendition, slot) -> {
                  if (bytes < 0) {
                    throw new StackOverflowError("on purpose");
                  }
                  slot.picture(width, height);
                  slot.put(new byte[bytes], 0, bytes);
                }),
            QUICK);
    try (Subscription viewer = camera.subscribe(Rendition.gray8(0), 0)) {
      await(viewer, CameraFixture::isSlate);
      Await.until("it is told", () -> camera.status().dropped() > 2);
      assertThat(camera.status().lastError()).contains(reason);
      assertThat(camera.state()).isNotEqualTo(CameraState.LIVE);
    }
  }

  @Test
  void pixelsThatComeTooLateAreNotShown() {
    Camera camera =
        cameras.add(
            "raw",
            new RawPicturesSource(
                (rendition, slot) -> {
                  RawPicturesSource.whole(FrameFormat.GRAY8, 64, 48, slot);
                  slot.capturedAt(System.nanoTime() - TimeUnit.SECONDS.toNanos(5));
                }),
            QUICK);
    try (Subscription viewer = camera.subscribe(Rendition.gray8(0), 0)) {
      await(viewer, CameraFixture::isSlate);
      Await.until(
          "it is told",
          () -> String.valueOf(camera.status().lastError()).contains("come too late"));
    }
  }

  @Test
  void theSizeMayChangeInTheMiddle() throws Exception {
    Camera camera = add(PATIENT);
    int[][] sizes = {{64, 48}, {1, 1}, {641, 361}, {16, 300}, {64, 48}};
    try (Subscription bgr = camera.subscribe(Rendition.bgr24(0), 0)) {
      for (int[] size : sizes) {
        source.picture(Jpegs.color(size[0], size[1]));
        try (Frame frame = bgr.next(LONG)) {
          assertPixels(frame, FrameFormat.BGR24, size[0], size[1]);
        }
      }
    }
  }

  @Test
  void anUltraHdPictureIsShown() throws Exception {
    Camera camera = cameras.add("uhd", TestPatternSource.of(3840, 2160, 10), PATIENT);
    try (Subscription bgr = camera.subscribe(Rendition.bgr24(0), 0);
        Frame frame = bgr.next(LONG)) {
      assertPixels(frame, FrameFormat.BGR24, 3840, 2160);
    }
  }

  @Test
  void aSnapshotMayBeRaw() throws Exception {
    Camera camera = cameras.add("test", TestPatternSource.of(320, 180, 50), PATIENT);
    try (Frame frame = camera.snapshot(Rendition.gray8(160), Duration.ZERO, LONG).get()) {
      assertPixels(frame, FrameFormat.GRAY8, 160, 90);
      assertThat(frame.live()).isTrue();
    }
  }

  @Test
  void rawOnesAreAlwaysMadeAndTakeRoomOfTheBudgetForJpegs() {
    CameraOptions one = PATIENT.toBuilder().maxRenditions(1).build();
    Camera camera = add(one);
    source.rate(20);
    try (Subscription gray = camera.subscribe(Rendition.gray8(100), 0);
        Subscription bgr = camera.subscribe(Rendition.bgr24(100), 0);
        Subscription jpeg = camera.subscribe(Rendition.jpeg(100, 0), 0)) {
      assertThat(gray.rendition()).isEqualTo(Rendition.gray8(100));
      assertThat(bgr.rendition()).isEqualTo(Rendition.bgr24(100));
      assertThat(jpeg.rendition()).as("never another format").isEqualTo(Rendition.SOURCE);
      assertThat(camera.status().substituted()).isEqualTo(1);
      await(gray, Frame::live);
      await(bgr, Frame::live);
      await(jpeg, Frame::live);
    }
  }
}
