package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One of a camera's two streams cannot be had, breaks, hangs or says nothing. */
class SubStreamTroubleTest extends SubStreamFixture {
  @Test
  void aSnapshotShowsTheSubStreamWhenTheMainStreamTakesTooLong() throws Exception {
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, SubStreamFixture::isSmall);
      main.silent = true;
      assertThat(widthOfSnapshot(camera, Rendition.SOURCE, Duration.ofMillis(500))).isEqualTo(64);
    }
  }

  @Test
  void aSnapshotShowsTheSubStreamAtOnceWhenTheMainStreamCannotBeHad() throws Exception {
    main.failure = new SourceException(Kind.BUSY, "too many connections");
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, SubStreamFixture::isSmall);
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
      long before = await(tile, SubStreamFixture::isSmall);
      sub.failure = new SourceException(Kind.UNREACHABLE, "gone");
      await(tile, before + 3, Frame::live);
      Await.until("the main stream is used", () -> main.openNow() == 1 && sub.openNow() == 0);
      assertThat(camera.status().failures()).isZero();
    }
  }

  @Test
  void aMainStreamThatHangsLeavesTheTileAsItIs() {
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, SubStreamFixture::isSmall);
      main.silent = true;
      try (Subscription full = camera.subscribe()) {
        Await.until("it is dialled", () -> main.openNow() == 1);
        long now = tile.frames().sequence();
        await(tile, now + 20, SubStreamFixture::isSmall);
        await(full, SubStreamFixture::isSmall);
      }
    }
  }

  @Test
  void aMainStreamThatCannotBeHadLeavesTheTileAsItIsAndIsAskedAgain() {
    main.failure = new SourceException(Kind.BUSY, "too many connections");
    Camera camera = camera();
    try (Subscription tile = camera.subscribe(TILE, 0)) {
      await(tile, SubStreamFixture::isSmall);
      try (Subscription full = camera.subscribe()) {
        Await.until("it is asked again", () -> main.opened.get() > 1);
        assertThat(sub.openNow()).isEqualTo(1);
        await(full, SubStreamFixture::isSmall);
        main.failure = null;
        await(full, SubStreamFixture::isLarge);
        assertThat(camera.status().failures()).isZero();
      }
    }
  }

  @Test
  void aMainStreamThatCannotBeHadIsReplacedByTheSubStreamUntilItCan() {
    main.failure = new SourceException(Kind.UNSUPPORTED, "no decoder");
    Camera camera = camera();
    try (Subscription full = camera.subscribe()) {
      await(full, SubStreamFixture::isSmall);
      Await.until("it is told", () -> "no decoder".equals(stream(camera, 0).problem()));
      assertThat(camera.status().failures()).isZero();
      main.failure = null;
      await(full, SubStreamFixture::isLarge);
      Await.until("that is told, too", () -> stream(camera, 0).problem() == null);
      assertThat(camera.status().failures()).isZero();
    }
  }

  @Test
  void aMainStreamThatBreaksIsReplacedByTheSubStreamToo() {
    Camera camera = camera();
    try (Subscription full = camera.subscribe()) {
      await(full, SubStreamFixture::isLarge);
      main.failure = new SourceException(Kind.BROKEN, "garbage");
      await(full, SubStreamFixture::isSmall);
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
      await(tile, SubStreamFixture::isSmall);
      try (Subscription full = camera.subscribe()) {
        await(full, SubStreamFixture::isLarge);
        assertThat(camera.status().failures()).isZero();
      }
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
}
