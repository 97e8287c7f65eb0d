package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus.RenditionStatus;
import dev.framecast.camera.Rotation;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.Rendition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CameraVideoTest extends CameraFixture {
  private final VideoSource video = new VideoSource();

  private Camera camera(CameraOptions options) {
    return cameras.add("video", video, options);
  }

  private static @Nullable Frame next(Subscription viewer) throws InterruptedException {
    return viewer.next(Duration.ofSeconds(10));
  }

  /** The numbers of the units that come next. */
  private static List<Integer> numbers(Subscription viewer, int count) throws InterruptedException {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      try (Frame frame = next(viewer)) {
        assertThat(frame).isNotNull();
        numbers.add(frame.live() ? VideoSource.number(frame.bytes()) : -1);
      }
    }
    return numbers;
  }

  @Test
  void aViewerSeesEachUnitFromAKeyFrameOnAndNothingIsDecoded() throws Exception {
    video.delta().key().deltas(3);
    Camera camera = camera(PATIENT);
    try (Subscription viewer = camera.subscribe(Rendition.VIDEO, 0)) {
      assertThat(numbers(viewer, 4)).containsExactly(2, 3, 4, 5);
      video.key().delta();
      assertThat(numbers(viewer, 2)).containsExactly(6, 7);
    }
    assertThat(video.jpegs).hasValue(0);
    assertThat(camera.status().passedThrough()).isEqualTo(6);
    assertThat(camera.status().encoded()).isZero();
  }

  @Test
  void aFrameSaysWhatItIs() throws Exception {
    video.unit(
        (slot, number) -> {
          VideoSource.write(slot, number, VideoSource.FORMAT, true);
          slot.presentedAt(4_711);
        });
    video.delta();
    try (Subscription viewer = camera(PATIENT).subscribe(Rendition.VIDEO, 0)) {
      try (Frame key = next(viewer)) {
        assertThat(key.format()).isEqualTo(FrameFormat.H264);
        assertThat(key.isKey()).isTrue();
        assertThat(key.live()).isTrue();
        assertThat(key.video()).isEqualTo(VideoSource.FORMAT);
        assertThat(key.width()).isEqualTo(64);
        assertThat(key.height()).isEqualTo(48);
        assertThat(key.presentedMicros()).isEqualTo(4_711);
        assertThat(key.epoch()).isPositive();
      }
      try (Frame delta = next(viewer)) {
        assertThat(delta.isKey()).isFalse();
        assertThat(delta.presentedMicros()).isEqualTo(delta.capturedMicros());
      }
    }
  }

  @Test
  void whoComesLaterBeginsAtTheNewestKeyFrameAtOnce() throws Exception {
    video.key().deltas(2);
    Camera camera = camera(PATIENT);
    try (Subscription first = camera.subscribe(Rendition.VIDEO, 0)) {
      assertThat(numbers(first, 3)).endsWith(3);
      video.key().deltas(2);
      assertThat(numbers(first, 3)).endsWith(6);
      try (Subscription second = camera.subscribe(Rendition.video(320), 0)) {
        assertThat(second.rendition()).isEqualTo(Rendition.VIDEO);
        assertThat(numbers(second, 3)).containsExactly(4, 5, 6);
      }
    }
    assertThat(video.opened).hasValue(1);
  }

  @Test
  void soHeDoesWherePicturesHaveBeenTurnedOtherwiseMeanwhile() throws Exception {
    video.key().deltas(2);
    Camera camera = camera(PATIENT);
    try (Subscription first = camera.subscribe(Rendition.VIDEO, 0)) {
      assertThat(numbers(first, 3)).endsWith(3);
      camera.replaceOptions(PATIENT.toBuilder().rotate(Rotation.AUTO).build());
      try (Subscription second = camera.subscribe(Rendition.VIDEO, 0)) {
        video.delta();
        assertThat(numbers(second, 4)).containsExactly(1, 2, 3, 4);
      }
    }
  }

  @Test
  void picturesAndVideoComeByOneConnectionWithTheSameSequences() throws Exception {
    video.rate(50, 5);
    Camera camera = camera(PATIENT);
    try (Subscription units = camera.subscribe(Rendition.VIDEO, 0);
        Subscription pictures = camera.subscribe(Rendition.SOURCE, 0)) {
      Map<Long, Long> captured = new HashMap<>();
      int same = 0;
      for (int i = 0; i < 40; i++) {
        try (Frame unit = next(units)) {
          captured.put(unit.sequence(), unit.capturedNanos());
        }
        try (Frame picture = next(pictures)) {
          assertThat(picture.format()).isEqualTo(FrameFormat.JPEG);
          Long of = captured.get(picture.sequence());
          same += of == null ? 0 : 1;
        }
      }
      assertThat(same).isGreaterThan(20);
    }
    assertThat(video.opened).hasValue(1);
  }

  @Test
  void sessionsAreToldWhatIsWanted() throws Exception {
    video.rate(50, 5);
    Camera camera = camera(PATIENT);
    try (Subscription tile = camera.subscribe(Rendition.video(320), 0)) {
      assertThat(numbers(tile, 1)).hasSize(1);
      assertThat(video.context().wantsVideo()).isTrue();
      assertThat(video.context().wantsPictures()).isFalse();
      assertThat(video.context().wantedWidth()).isEqualTo(320);
      try (Subscription larger = camera.subscribe(Rendition.VIDEO, 0)) {
        assertThat(larger.isOpen()).isTrue();
        assertThat(video.context().wantedWidth()).isZero();
      }
      assertThat(video.context().wantedWidth()).isEqualTo(320);
      try (Subscription picture = camera.subscribe(Rendition.jpeg(640, 0), 2)) {
        assertThat(picture.isOpen()).isTrue();
        assertThat(video.context().wantsPictures()).isTrue();
        assertThat(video.context().wantedWidth()).isEqualTo(640);
        assertThat(video.context().wantedFps()).isEqualTo(2);
        assertThat(video.context().wanted())
            .isEqualTo(Map.of(Rendition.video(320), 0.0, Rendition.jpeg(640, 0), 2.0));
      }
      assertThat(video.context().wanted()).isEqualTo(Map.of(Rendition.video(320), 0.0));
      assertThat(video.context().wantsPictures()).isFalse();
    }
  }

  @Test
  void aSessionThatNobodyWatchesYetIsToldThatTheSourcesOwnPicturesAreWanted() {
    Camera camera = camera(PATIENT.toBuilder().alwaysOn(true).build());
    Await.until("it is connected", () -> video.opened.get() == 1);
    assertThat(video.context().wanted()).isEqualTo(Map.of(Rendition.SOURCE, 0.0));
    assertThat(camera.status().viewers()).isZero();
  }

  @Test
  void afterASlateComesAKeyFrame() throws Exception {
    video.key().delta();
    Camera camera = camera(QUICK);
    try (Subscription viewer = camera.subscribe(Rendition.VIDEO, 0)) {
      assertThat(numbers(viewer, 2)).containsExactly(1, 2);
      try (Frame slate = next(viewer)) {
        assertThat(slate.live()).isFalse();
        assertThat(slate.format()).isEqualTo(FrameFormat.JPEG);
        assertThat(slate.isKey()).isTrue();
        assertThat(slate.video()).isNull();
      }
      video.deltas(2).key().delta();
      List<Integer> after = numbers(viewer, 3);
      after.removeIf(number -> number == -1);
      assertThat(after).startsWith(5);
    }
  }

  @Test
  void aNewConnectionHasAnotherEpochAndBeginsWithAKeyFrame() throws Exception {
    video.key().delta().fail().deltas(1).key();
    try (Subscription viewer = camera(QUICK).subscribe(Rendition.VIDEO, 0)) {
      int first;
      try (Frame frame = next(viewer)) {
        first = frame.epoch();
      }
      assertThat(numbers(viewer, 1)).containsExactly(2);
      while (true) {
        try (Frame frame = next(viewer)) {
          if (frame.live()) {
            assertThat(frame.isKey()).isTrue();
            assertThat(VideoSource.number(frame.bytes())).isEqualTo(4);
            assertThat(frame.epoch()).isEqualTo(first + 1);
            return;
          }
        }
      }
    }
  }

  @Test
  void whoComesAfterATimeWithoutViewersSeesNothingOld() throws Exception {
    video.key().delta();
    Camera camera = camera(PATIENT.toBuilder().linger(Duration.ofMinutes(1)).build());
    try (Subscription pictures = camera.subscribe(Rendition.jpeg(32, 0), 0)) {
      try (Subscription viewer = camera.subscribe(Rendition.VIDEO, 0)) {
        assertThat(numbers(viewer, 1)).hasSize(1);
      }
      video.deltas(3);
      Await.until("they have gone by", () -> video.units.get() == 5);
      try (Subscription viewer = camera.subscribe(Rendition.VIDEO, 0)) {
        video.deltas(2).key().delta();
        assertThat(numbers(viewer, 2)).containsExactly(8, 9);
      }
      assertThat(pictures.isOpen()).isTrue();
    }
  }

  @Test
  void aCameraWithoutVideoEndsWhatThoseReadWhoWantIt() throws Exception {
    video.withoutVideo().rate(50, 5);
    Camera camera = camera(PATIENT);
    try (Subscription viewer = camera.subscribe(Rendition.VIDEO, 0)) {
      Await.until("the video has ended", () -> viewer.frames().isEnded());
      assertThat(viewer.next(Duration.ofSeconds(5))).isNull();
      assertThat(viewer.isOpen()).isFalse();
      assertThat(video.context().wanted()).isEqualTo(Map.of(Rendition.SOURCE, 0.0));
      assertThat(camera.state()).isEqualTo(CameraState.LIVE);
      try (Subscription pictures = camera.subscribe();
          Frame picture = next(pictures)) {
        assertThat(picture.live()).isTrue();
      }
    }
  }

  @Test
  void whatCannotBeHandedOnIsLeftOutUpToTheNextKeyFrame() throws Exception {
    List<VideoSource.Unit> broken =
        List.of(
            (slot, number) -> slot.put(new byte[] {1}, 0, 1),
            (slot, number) -> {
              throw new IOException("the camera coughed");
            },
            (slot, number) ->
                VideoSource.write(slot, number, VideoSource.format(9_000, 6_000), true),
            (slot, number) -> {
              throw new StackOverflowError("deep");
            });
    Camera camera = camera(PATIENT);
    try (Subscription viewer = camera.subscribe(Rendition.VIDEO, 0)) {
      video.key();
      assertThat(numbers(viewer, 1)).containsExactly(1);
      int number = 1;
      for (VideoSource.Unit unit : broken) {
        video.unit(unit).delta().key();
        number += 3;
        assertThat(numbers(viewer, 1)).containsExactly(number);
      }
    }
    assertThat(camera.status().dropped()).isEqualTo(4);
  }

  @Test
  void whatASessionLeavesOutItselfTakesNothingFromTheNext() throws Exception {
    Camera camera = camera(PATIENT);
    try (Subscription viewer = camera.subscribe(Rendition.VIDEO, 0)) {
      video.key().unit((slot, number) -> {}).delta();
      assertThat(numbers(viewer, 2)).containsExactly(1, 3);
    }
    assertThat(camera.status().dropped()).isZero();
  }

  @Test
  void aSessionThatHangsWhileItWritesIsReplaced() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    video
        .key()
        .unit(
            (slot, number) -> {
              awaitForSure(released);
              VideoSource.write(slot, 4_711, VideoSource.FORMAT, true);
            });
    try (Subscription viewer = camera(QUICK).subscribe(Rendition.VIDEO, 0)) {
      assertThat(numbers(viewer, 1)).containsExactly(1);
      video.key().rate(20, 5);
      List<Integer> seen = new ArrayList<>();
      while (!seen.contains(3)) {
        seen.addAll(numbers(viewer, 1));
      }
      released.countDown();
      seen.addAll(numbers(viewer, 20));
      assertThat(seen).doesNotContain(4_711);
    } finally {
      released.countDown();
    }
    Await.until("it is closed", () -> video.closed.get() == video.opened.get());
  }

  @Test
  void aSessionThatHasHungAndThenHasNoVideoEndsNobodyElses() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    video
        .key()
        .unit(
            (slot, number) -> {
              awaitForSure(released);
              throw new VideoSource.NoVideo();
            });
    try (Subscription viewer = camera(QUICK).subscribe(Rendition.VIDEO, 0)) {
      assertThat(numbers(viewer, 1)).containsExactly(1);
      video.key().rate(20, 5);
      List<Integer> seen = new ArrayList<>();
      while (!seen.contains(3)) {
        seen.addAll(numbers(viewer, 1));
      }
      released.countDown();
      Await.until("the first session is closed", () -> video.closed.get() == 1);
      assertThat(viewer.frames().isEnded()).isFalse();
      assertThat(numbers(viewer, 5)).hasSize(5);
    } finally {
      released.countDown();
    }
  }

  /** Whoever interrupts that, as native code does it. */
  private static void awaitForSure(CountDownLatch latch) {
    boolean done = false;
    while (!done) {
      try {
        latch.await();
        done = true;
      } catch (InterruptedException e) {
        done = false;
      }
    }
  }

  @Test
  void whoComesWhileAUnitIsWrittenForNobodyElseAnyMoreIsGivenAKeyFrameFirst() throws Exception {
    Camera camera = camera(PATIENT.toBuilder().linger(Duration.ofMinutes(1)).build());
    Subscription first = camera.subscribe(Rendition.VIDEO, 0);
    BlockingQueue<Subscription> second = new LinkedBlockingQueue<>();
    video.key();
    assertThat(numbers(first, 1)).containsExactly(1);
    video
        .unit(
            (slot, number) -> {
              first.close();
              second.add(camera.subscribe(Rendition.VIDEO, 0));
              VideoSource.write(slot, number, VideoSource.FORMAT, false);
            })
        .delta()
        .key();
    try (Subscription viewer = second.take()) {
      assertThat(numbers(viewer, 1)).containsExactly(4);
    }
  }

  @Test
  void aRateThatIsAskedForTakesNothingFromVideo() throws Exception {
    Camera camera = camera(PATIENT);
    try (Subscription viewer = camera.subscribe(Rendition.VIDEO, 1)) {
      video.key().deltas(4);
      assertThat(numbers(viewer, 5)).containsExactly(1, 2, 3, 4, 5);
    }
  }

  @Test
  void aConsumerThatWasBusyIsGivenAllThatHasComeMeanwhile() throws Exception {
    Camera camera = camera(PATIENT);
    CountDownLatch busy = new CountDownLatch(1);
    BlockingQueue<Integer> consumed = new LinkedBlockingQueue<>();
    BlockingQueue<Integer> flowed = new LinkedBlockingQueue<>();
    try (Subscription viewer = camera.subscribe(Rendition.VIDEO, 0)) {
      viewer.onFrame(
          Runnable::run,
          frame -> {
            awaitForSure(busy);
            consumed.add(VideoSource.number(frame.bytes()));
          });
      viewer
          .publisher(Runnable::run)
          .subscribe(
              new NotedUnits(
                  number -> {
                    awaitForSure(busy);
                    flowed.add(number);
                  }));
      video.key().deltas(5);
      Await.until("all have been published", () -> viewer.frames().sequence() == 6);
      busy.countDown();
      for (int number = 1; number <= 6; number++) {
        assertThat(consumed.poll(10, TimeUnit.SECONDS)).isEqualTo(number);
        assertThat(flowed.poll(10, TimeUnit.SECONDS)).isEqualTo(number);
      }
    } finally {
      busy.countDown();
    }
  }

  /** Asks for all there are. */
  private record NotedUnits(IntConsumer to) implements Flow.Subscriber<Frame> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Frame frame) {
      try (frame) {
        to.accept(VideoSource.number(frame.bytes()));
      }
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {}
  }

  @Test
  void videoCostsNoneOfTheRenditionsThatMayBeMade() throws Exception {
    video.rate(50, 5);
    Camera camera = camera(PATIENT.toBuilder().maxRenditions(1).build());
    try (Subscription viewer = camera.subscribe(Rendition.VIDEO, 0);
        Subscription small = camera.subscribe(Rendition.jpeg(32, 0), 5);
        Subscription other = camera.subscribe(Rendition.jpeg(48, 0), 5)) {
      assertThat(numbers(viewer, 3)).hasSize(3);
      assertThat(small.rendition().width()).isEqualTo(32);
      assertThat(other.rendition().format()).isEqualTo(FrameFormat.JPEG);
      assertThat(camera.status().substituted()).isEqualTo(1);
      assertThat(camera.status().renditions())
          .extracting(RenditionStatus::rendition)
          .contains(Rendition.VIDEO);
    }
    assertThat(camera.status().substituted()).isZero();
    assertThat(camera.status().viewers()).isZero();
  }

  @Test
  void aClosedCameraShowsALastSlateToThoseWhoWatchVideo() throws Exception {
    video.key();
    Camera camera = camera(PATIENT);
    try (Subscription viewer = camera.subscribe(Rendition.VIDEO, 0)) {
      assertThat(numbers(viewer, 1)).containsExactly(1);
      camera.close();
      assertThat(numbers(viewer, 1)).containsExactly(-1);
      assertThat(viewer.isOpen()).isFalse();
    }
  }
}
