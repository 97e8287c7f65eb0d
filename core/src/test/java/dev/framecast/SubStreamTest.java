package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Registration;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Which of its two streams a camera opens for whom. */
class SubStreamTest extends SubStreamFixture {
  @Test
  void aTileIsServedByTheSubStreamAlone() {
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, SubStreamFixture::isSmall);
      assertThat(main.opened).hasValue(0);
      assertThat(sub.opened).hasValue(1);
      Await.until("it is told", () -> stream(camera, 1).connected());
      assertThat(stream(camera, 0).connected()).isFalse();
    }
  }

  @Test
  void theFullPictureIsServedByTheMainStreamAlone() {
    try (Subscription full = camera().subscribe()) {
      await(full, SubStreamFixture::isLarge);
      assertThat(main.opened).hasValue(1);
      assertThat(sub.opened).hasValue(0);
    }
  }

  @Test
  void aViewerOfTheFullPictureBringsTheMainStreamAndTheTileSeesNoGap() {
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      long small = await(tile, SubStreamFixture::isSmall);
      Set<Boolean> live = ConcurrentHashMap.newKeySet();
      Registration seen = tile.onFrame(Runnable::run, frame -> live.add(frame.live()));
      try (Subscription full = camera.subscribe()) {
        await(full, SubStreamFixture::isLarge);
        await(tile, small + 3, SubStreamFixture::isSmall);
        Await.until("the sub-stream is let go", () -> sub.openNow() == 0);
        Await.until("it is told", () -> camera.status().session().width() == 128);
        assertThat(camera.status().connects()).as("for the camera nothing happened").isEqualTo(1);
      }
      long before = tile.frames().sequence();
      Await.until("the tile's stream is enough again", () -> main.openNow() == 0);
      await(tile, before, Frame::live);
      assertThat(sub.openNow()).isEqualTo(1);
      seen.close();
      assertThat(live).as("the tile has seen no slate").containsExactly(true);
      assertThat(camera.status().failures()).isZero();
      assertThat(camera.status().width()).as("what the camera can give").isEqualTo(128);
    }
  }

  @Test
  void aSnapshotOfTheFullPictureWaitsForTheMainStream() throws Exception {
    Camera camera = camera();
    for (Rendition full :
        List.of(
            Rendition.SOURCE, Rendition.bgr24(0), Rendition.jpeg(128, 80), Rendition.gray8(0))) {
      try (Subscription tile = camera.subscribe(TILE, 0)) {
        await(tile, tile.frames().sequence(), SubStreamFixture::isSmall);
        Await.until("the sub-stream alone is open", () -> main.openNow() == 0);
        assertThat(widthOfSnapshot(camera, full, Duration.ofSeconds(20))).isEqualTo(128);
      }
    }
  }

  @Test
  void aSubStreamTooSmallForTheTileGivesWay() {
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(Rendition.jpeg(100, 80), 0)) {
      await(tile, frame -> frame.live() && frame.width() == 100);
      Await.until("the sub-stream is let go", () -> sub.openNow() == 0);
    }
    try (Subscription next = camera.subscribe(Rendition.jpeg(100, 80), 0)) {
      await(next, Frame::live);
      assertThat(sub.opened).as("remembered").hasValue(1);
    }
  }

  @Test
  void wantsThatChangeTenTimesASecondDoNotChangeTheStreamEachTime() {
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, SubStreamFixture::isSmall);
      for (int i = 0; i < 20; i++) {
        try (Subscription full = camera.subscribe()) {
          await(full, Frame::live);
        }
        await(tile, tile.frames().sequence() + 2, Frame::live);
      }
      assertThat(main.opened.get()).isLessThanOrEqualTo(2);
      assertThat(camera.status().failures()).isZero();
    }
  }

  @Test
  void aCameraThatIsClosedWhileItDialsLeavesNothingOpen() {
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, SubStreamFixture::isSmall);
      main.silent = true;
      try (Subscription full = camera.subscribe()) {
        Await.until("it is dialled", () -> main.openNow() == 1);
        camera.close();
        assertThat(full.isOpen()).isTrue(); // its last slate is still to be seen
      }
    }
    Await.until("both are closed", () -> main.openNow() == 0 && sub.openNow() == 0);
  }

  @Test
  void anAddressHasASubStream() {
    FrameSource source =
        FrameSources.of("test:640x480@5#label=yard&subStream=test:320x240%405%23label=small");
    assertThat(source.description()).contains("640x480").contains("sub-stream").contains("320x240");
  }

  @Test
  void theLoginOfTheMainStreamIsTheSubStreamsToo() {
    for (String address :
        List.of(
            "http://me:secret@camera/main#subStream=http://camera/sub",
            "http://camera/main#subStream=http://me:secret%40camera/sub")) {
      assertThat(FrameSources.of(address).description())
          .isEqualTo("http://camera/main, sub-stream http://camera/sub");
    }
  }
}
