package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.SessionInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What becomes of a picture's bytes between the source and the viewers. */
class CameraPictureTest extends CameraFixture {
  private static final byte[] JPEG = Jpegs.color(80, 60);

  private static byte[] newest(Subscription viewer) {
    try (Frame frame = viewer.frames().acquireNext(0)) {
      byte[] bytes = new byte[frame.size()];
      frame.bytes().get(bytes);
      return bytes;
    }
  }

  @Test
  void aGoodJpegIsPublishedByteForByte() {
    Camera camera = add(PATIENT);
    source.picture(JPEG);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      assertThat(newest(viewer)).isEqualTo(JPEG);
      try (Frame frame = viewer.frames().acquireNext(0)) {
        assertThat(frame.width()).isEqualTo(80);
        assertThat(frame.height()).isEqualTo(60);
        assertThat(System.nanoTime() - frame.capturedNanos())
            .isBetween(0L, Duration.ofSeconds(20).toNanos());
        assertThat(frame.capturedMicros() / 1_000)
            .isCloseTo(System.currentTimeMillis(), within(20_000L));
      }
      assertThat(camera.status().passedThrough()).isEqualTo(1);
      assertThat(camera.status().encoded()).isZero();
    }
  }

  @Test
  void paddingBehindTheEndIsCutOff() {
    Camera camera = add(PATIENT);
    source.picture(Arrays.copyOf(JPEG, JPEG.length + 500));
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      assertThat(newest(viewer)).isEqualTo(JPEG);
    }
  }

  @Test
  void missingHuffmanTablesAreAddedAndOtherBytesStay() {
    Camera camera = add(PATIENT);
    byte[] bare = Jpegs.without(JPEG, 0xC4);
    source.picture(bare);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      byte[] published = newest(viewer);
      assertThat(published.length).isGreaterThan(bare.length);
      assertThat(Jpegs.without(published, 0xC4)).isEqualTo(bare);
      assertThat(Jpegs.difference(Jpegs.decode(published), Jpegs.decode(JPEG))).isZero();
    }
  }

  @Test
  void brokenPicturesAreNeverPublishedButCounted() {
    Camera camera = add(PATIENT);
    byte[] cut = Arrays.copyOf(JPEG, JPEG.length - 40);
    byte[] glued = ByteBuffer.allocate(cut.length + JPEG.length).put(cut).put(JPEG).array();
    byte[] noise = {1, 2, 3, 4};
    source.picture(cut).picture(glued).picture(noise).picture(JPEG).picture(cut);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      Await.until("all are through", () -> camera.status().dropped() == 4);
      assertThat(camera.status().renditions().get(0).published()).isEqualTo(1);
      assertThat(newest(viewer)).isEqualTo(JPEG);
      CameraStatus status = camera.status();
      assertThat(status.captured()).isEqualTo(1);
      assertThat(status.lastError()).startsWith("a broken picture was dropped: ");
      assertThat(camera.state()).isEqualTo(CameraState.LIVE);
    }
  }

  @Test
  void aStreamOfBrokenPicturesStallsAndIsReconnected() {
    Camera camera = add(QUICK);
    source.picture();
    try (Subscription viewer = camera.subscribe()) {
      long live = await(viewer, Frame::live);
      byte[] cut = Arrays.copyOf(JPEG, JPEG.length - 40);
      Thread sender =
          new Thread(() -> Await.within(Await.LONG, () -> source.picture(cut).opened.get() > 1));
      sender.start();
      await(camera, CameraState.STALLED);
      await(viewer, live, CameraFixture::isSlate);
      Await.until("it is dialled again", () -> source.opened.get() == 2);
      source.rate(30);
      await(viewer, viewer.frames().sequence(), Frame::live);
      assertThat(camera.status().reconnects()).isEqualTo(1);
    }
  }

  @Test
  void aPictureThatTheSourceLeavesOutIsNoPicture() {
    Camera camera = add(QUICK);
    source.picture(new byte[0]);
    try (Subscription viewer = camera.subscribe()) {
      Await.until(
          "it is heard of",
          () -> "the source left a picture out".equals(camera.status().lastError()));
      assertThat(camera.state()).isNotEqualTo(CameraState.LIVE);
      assertThat(viewer.frames().sequence()).isZero();
      assertThat(camera.status().dropped()).isZero();
      source.picture();
      await(viewer, Frame::live);
    }
  }

  @Test
  void theSizeMayChange() {
    Camera camera = add(PATIENT);
    source.picture(JPEG);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, frame -> frame.width() == 80);
      source.picture(Jpegs.color(48, 32));
      await(viewer, frame -> frame.width() == 48 && frame.height() == 32);
      assertThat(camera.status().width()).isEqualTo(48);
      assertThat(camera.status().height()).isEqualTo(32);
    }
  }

  @Test
  void theStatusTellsWhatTheSessionKnows() {
    source
        .knows(
            SessionInfo.builder()
                .codec("mjpeg")
                .size(1920, 1080)
                .fps(25)
                .decoded(7)
                .dropped(3)
                .build())
        .rate(50);
    Camera camera = add(PATIENT);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, 30, Frame::live);
      CameraStatus status = camera.status();
      assertThat(status.session().codec()).isEqualTo("mjpeg");
      assertThat(status.width()).isEqualTo(1920);
      assertThat(status.height()).isEqualTo(1080);
      assertThat(status.decoded()).isEqualTo(7);
      assertThat(status.dropped()).isEqualTo(3);
      assertThat(status.fps()).isBetween(25.0, 60.0);
      assertThat(status.ageMillis()).isBetween(0L, 5_000L);
      assertThat(status.captured()).isGreaterThanOrEqualTo(30);
      assertThat(status.state()).isEqualTo(CameraState.LIVE);
      assertThat(status.renditions()).hasSize(1);
      assertThat(status.renditions().get(0).viewers()).isEqualTo(1);
      assertThat(status.renditions().get(0).published()).isGreaterThanOrEqualTo(30);
    }
    await(camera, CameraState.IDLE);
    CameraStatus after = camera.status();
    assertThat(after.decoded()).as("kept when the session has ended").isEqualTo(7);
    assertThat(after.dropped()).isEqualTo(3);
    assertThat(after.width()).isEqualTo(1920);
    assertThat(after.fps()).isZero();
    assertThat(after.retryMillis()).isZero();
    assertThat(after.lastError()).isNull();
  }

  @Test
  void theStatusBeforeTheFirstPictureKnowsNothing() {
    CameraStatus status = add(PATIENT.toBuilder().name("Front door").build()).status();
    assertThat(status.name()).isEqualTo("Front door");
    assertThat(status.source()).isEqualTo("scripted");
    assertThat(status.session()).isEqualTo(SessionInfo.UNKNOWN);
    assertThat(status.ageMillis()).isEqualTo(-1);
    assertThat(status.width()).isZero();
    assertThat(status.fps()).isZero();
    assertThat(status.viewers()).isZero();
  }
}
