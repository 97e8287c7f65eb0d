package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Registration;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A camera with a main stream of 128 pixels and a sub-stream of 64. */
class SubStreamTest extends CameraFixture {
  private static final Rendition TILE = Rendition.jpeg(64, 80);

  private final SizedSource main = new SizedSource("the main stream", 128);
  private final SizedSource sub = new SizedSource("the sub-stream", 64);

  @AfterEach
  void bothAreClosed() {
    cameras.close();
    Await.until("both are closed", () -> main.openNow() == 0 && sub.openNow() == 0);
  }

  private static boolean isLarge(Frame frame) {
    return frame.live() && frame.width() == 128;
  }

  private static boolean isSmall(Frame frame) {
    return frame.live() && frame.width() == 64;
  }

  private Camera camera() {
    return cameras.add("yard", main.withSubStream(sub), PATIENT);
  }

  private static SessionInfo.Stream stream(Camera camera, int index) {
    return camera.status().session().streams().get(index);
  }

  @Test
  void aTileIsServedByTheSubStreamAlone() {
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, SubStreamTest::isSmall);
      assertThat(main.opened).hasValue(0);
      assertThat(sub.opened).hasValue(1);
      Await.until("it is told", () -> stream(camera, 1).connected());
      assertThat(stream(camera, 0).connected()).isFalse();
    }
  }

  @Test
  void theFullPictureIsServedByTheMainStreamAlone() {
    try (Subscription full = camera().subscribe()) {
      await(full, SubStreamTest::isLarge);
      assertThat(main.opened).hasValue(1);
      assertThat(sub.opened).hasValue(0);
    }
  }

  @Test
  void aViewerOfTheFullPictureBringsTheMainStreamAndTheTileSeesNoGap() {
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      long small = await(tile, SubStreamTest::isSmall);
      Set<Boolean> live = ConcurrentHashMap.newKeySet();
      Registration seen = tile.onFrame(Runnable::run, frame -> live.add(frame.live()));
      try (Subscription full = camera.subscribe()) {
        await(full, SubStreamTest::isLarge);
        await(tile, small + 3, SubStreamTest::isSmall);
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
        await(tile, tile.frames().sequence(), SubStreamTest::isSmall);
        Await.until("the sub-stream alone is open", () -> main.openNow() == 0);
        assertThat(widthOfSnapshot(camera, full, Duration.ofSeconds(20))).isEqualTo(128);
      }
    }
  }

  private static int widthOfSnapshot(Camera camera, Rendition rendition, Duration timeout)
      throws Exception {
    try (Frame frame =
        camera.snapshot(rendition, Duration.ZERO, timeout).get(30, TimeUnit.SECONDS)) {
      return frame.width();
    }
  }

  @Test
  void aSnapshotShowsTheSubStreamWhenTheMainStreamTakesTooLong() throws Exception {
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, SubStreamTest::isSmall);
      main.silent = true;
      assertThat(widthOfSnapshot(camera, Rendition.SOURCE, Duration.ofMillis(500))).isEqualTo(64);
    }
  }

  @Test
  void aSnapshotShowsTheSubStreamAtOnceWhenTheMainStreamCannotBeHad() throws Exception {
    main.failure = new SourceException(Kind.BUSY, "too many connections");
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, SubStreamTest::isSmall);
      assertThat(widthOfSnapshot(camera, Rendition.SOURCE, Duration.ofMinutes(10))).isEqualTo(64);
    }
  }

  @Test
  void aSubStreamThatIsNotThereIsReplacedByTheMainStream() {
    sub.failure = new SourceException(Kind.NO_VIDEO, "no such stream");
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, Frame::live);
      assertThat(main.openNow()).isEqualTo(1);
      Await.until("it is told", () -> "no such stream".equals(stream(camera, 1).problem()));
      assertThat(camera.status().failures()).isZero();
    }
    try (Subscription again = camera.subscribe(TILE, 0)) {
      await(again, Frame::live);
      assertThat(sub.opened).as("not asked again so soon").hasValue(1);
    }
  }

  @Test
  void aSubStreamThatBreaksIsReplacedByTheMainStreamToo() {
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      long before = await(tile, SubStreamTest::isSmall);
      sub.failure = new SourceException(Kind.UNREACHABLE, "gone");
      await(tile, before + 3, Frame::live);
      Await.until("the main stream is used", () -> main.openNow() == 1 && sub.openNow() == 0);
      assertThat(camera.status().failures()).isZero();
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
  void aMainStreamThatHangsLeavesTheTileAsItIs() {
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, SubStreamTest::isSmall);
      main.silent = true;
      try (Subscription full = camera.subscribe()) {
        Await.until("it is dialled", () -> main.openNow() == 1);
        long now = tile.frames().sequence();
        await(tile, now + 20, SubStreamTest::isSmall);
        await(full, SubStreamTest::isSmall);
      }
    }
  }

  @Test
  void aMainStreamThatCannotBeHadLeavesTheTileAsItIsAndIsAskedAgain() {
    main.failure = new SourceException(Kind.BUSY, "too many connections");
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, SubStreamTest::isSmall);
      try (Subscription full = camera.subscribe()) {
        Await.until("it is asked again", () -> main.opened.get() > 1);
        assertThat(sub.openNow()).isEqualTo(1);
        await(full, SubStreamTest::isSmall);
        main.failure = null;
        await(full, SubStreamTest::isLarge);
        assertThat(camera.status().failures()).isZero();
      }
    }
  }

  @Test
  void aMainStreamThatCannotBeHadIsReplacedByTheSubStreamUntilItCan() {
    main.failure = new SourceException(Kind.UNSUPPORTED, "no decoder");
    Camera camera = camera();
    try (Subscription full = camera.subscribe()) {
      await(full, SubStreamTest::isSmall);
      Await.until("it is told", () -> "no decoder".equals(stream(camera, 0).problem()));
      assertThat(camera.status().failures()).isZero();
      main.failure = null;
      await(full, SubStreamTest::isLarge);
      Await.until("that is told, too", () -> stream(camera, 0).problem() == null);
      assertThat(camera.status().failures()).isZero();
    }
  }

  @Test
  void aMainStreamThatBreaksIsReplacedByTheSubStreamToo() {
    Camera camera = camera();
    try (Subscription full = camera.subscribe()) {
      await(full, SubStreamTest::isLarge);
      main.failure = new SourceException(Kind.BROKEN, "garbage");
      await(full, SubStreamTest::isSmall);
      assertThat(camera.status().failures()).isZero();
    }
  }

  @Test
  void ofTwoStreamsThatCannotBeHadTheMainOnesProblemIsTheCameras() {
    main.failure = new SourceException(Kind.UNSUPPORTED, "no decoder");
    sub.failure = new SourceException(Kind.NO_VIDEO, "no such stream");
    Camera camera = camera();
    try (Subscription full = camera.subscribe()) {
      Await.until("it is told", () -> camera.status().failures() > 0);
      assertThat(camera.status().problem()).contains("no decoder");
      assertThat(sub.opened).as("asked once").hasValue(1);
      assertThat(full.isOpen()).isTrue();
    }
  }

  @Test
  void aCameraThatRefusesTheLoginIsNotAskedForItsOtherStream() {
    main.failure = new SourceException(Kind.UNAUTHORIZED, "wrong password");
    Camera camera = camera();
    try (Subscription full = camera.subscribe()) {
      Await.until("it is told", () -> camera.status().failures() > 0);
      assertThat(sub.opened).hasValue(0);
      assertThat(full.isOpen()).isTrue();
    }
  }

  @Test
  void aSubStreamWhoseCodeDoesNotLoadIsReplacedByTheMainStream() {
    FrameSource broken =
        () -> {
          throw new UnsatisfiedLinkError("no natives");
        };
    Camera camera = cameras.add("yard", main.withSubStream(broken), PATIENT);
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, Frame::live);
      assertThat(camera.status().failures()).isZero();
      Await.until("it is told", () -> stream(camera, 1).problem() != null);
    }
  }

  @Test
  void aSubStreamThatOpensNothingIsReplacedByTheMainStream() {
    Camera camera = cameras.add("yard", main.withSubStream(noSession()), PATIENT);
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, Frame::live);
      assertThat(camera.status().failures()).isZero();
    }
  }

  private static FrameSource noSession() {
    return () -> null;
  }

  @Test
  void aStreamThatCannotBeClosedDoesNotKeepTheOtherOpen() {
    sub.closeFailure = new IllegalStateException("close() is broken");
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, SubStreamTest::isSmall);
      try (Subscription full = camera.subscribe()) {
        await(full, SubStreamTest::isLarge);
        assertThat(camera.status().failures()).isZero();
      }
    }
  }

  @Test
  void wantsThatChangeTenTimesASecondDoNotChangeTheStreamEachTime() {
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, SubStreamTest::isSmall);
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
  void aSubStreamThatSaysNothingIsNotTriedAgainAtOnce() {
    sub.silent = true;
    Camera camera =
        cameras.add(
            "yard",
            main.withSubStream(sub),
            PATIENT.toBuilder().connectTimeout(Duration.ofMillis(3_500)).build());
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, Frame::live);
      assertThat(main.openNow()).isEqualTo(1);
      assertThat(sub.opened).hasValue(1);
    }
  }

  @Test
  void aCameraThatIsClosedWhileItDialsLeavesNothingOpen() {
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, SubStreamTest::isSmall);
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
