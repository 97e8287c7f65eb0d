package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of Reactive Streams, by their numbers where they have one. */
class CameraPublisherTest extends CameraFixture {
  private static final Executor THREADS = run -> new Thread(run, "subscriber").start();

  private static <S extends Flow.Subscriber<Frame>> S subscribe(Subscription viewer, S subscriber) {
    viewer.publisher(THREADS).subscribe(subscriber);
    return subscriber;
  }

  private static void frames(Subscription viewer, int count) {
    long now = viewer.frames().sequence();
    Await.until("frames go by", () -> viewer.frames().sequence() >= now + count);
  }

  @Test
  void noMoreFramesComeThanWereAskedFor() { // 1.1
    Camera camera = add(PATIENT);
    source.rate(100);
    try (Subscription viewer = camera.subscribe()) {
      NotedFrames one = subscribe(viewer, new NotedFrames());
      NotedFrames all = subscribe(viewer, new NotedFrames());
      all.awaitSubscription().request(Long.MAX_VALUE);
      one.awaitSubscription();
      frames(viewer, 5);
      assertThat(one.sequences).isEmpty();
      one.awaitSubscription().request(2);
      one.awaitSubscription().request(1); // 3.8: it adds up
      Await.until("three come", () -> one.sequences.size() == 3);
      frames(viewer, 5);
      assertThat(one.sequences).hasSize(3).isSorted().doesNotHaveDuplicates();
      long before = viewer.frames().sequence();
      one.awaitSubscription().request(1);
      Await.until("one comes", () -> one.sequences.size() == 4);
      assertThat(one.sequences.get(3)).as("the newest").isGreaterThanOrEqualTo(before);
      Await.until("the other has a demand of its own", () -> all.sequences.size() > 10);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void signalsComeOneAfterTheOther(boolean atOnce) { // 1.3
    Camera camera = add(PATIENT);
    source.rate(200);
    NotedFrames noted =
        new NotedFrames() {
          @Override
          public void onNext(Frame frame) {
            super.onNext(frame);
            subscription.get().request(1); // 3.2, and 3.3: without recursion
          }
        };
    try (Subscription viewer = camera.subscribe()) {
      viewer.publisher(atOnce ? Runnable::run : ForkJoinPool.commonPool()).subscribe(noted);
      noted.awaitSubscription().request(1);
      Await.until("many come", () -> noted.sequences.size() > 100);
    }
    Await.until("it completes", () -> noted.completed.get() == 1);
    assertThat(noted.together).hasValue(0);
    assertThat(noted.sequences).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void itCompletesWithTheCameraAfterTheLastSlate() { // 1.5, 1.7
    Camera camera = add(PATIENT);
    source.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      NotedFrames noted = subscribe(viewer, new NotedFrames());
      noted.awaitSubscription().request(Long.MAX_VALUE);
      Await.until("pictures come", () -> noted.live.contains(true));
      cameras.remove("cam");
      Await.until("it completes", noted::isOver);
      assertThat(noted.live).last().isEqualTo(false);
      assertThat(noted.error).hasValue(null);
      noted.awaitSubscription().request(1);
      assertThat(noted.completed).hasValue(1);
    }
  }

  @Test
  void theLastSlateWaitsForDemand() {
    Camera camera = add(PATIENT);
    source.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      NotedFrames noted = subscribe(viewer, new NotedFrames());
      noted.awaitSubscription();
      cameras.remove("cam");
      assertThat(noted.completed).hasValue(0);
      noted.awaitSubscription().request(5);
      Await.until("it completes", noted::isOver);
      assertThat(noted.live).containsExactly(false);
    }
  }

  @Test
  void itCompletesWithTheSubscriptionAndOneWhoComesLaterIsToldSo() {
    Camera camera = add(PATIENT);
    Subscription viewer = camera.subscribe();
    Flow.Publisher<Frame> publisher = viewer.publisher(THREADS);
    NotedFrames early = subscribe(viewer, new NotedFrames());
    viewer.close();
    NotedFrames late = new NotedFrames();
    publisher.subscribe(late);
    Await.until("both are told", () -> early.isOver() && late.isOver());
    assertThat(late.completed).hasValue(1);
    assertThat(late.subscription).as("1.9").doesNotHaveNullValue();
    assertThat(early.sequences).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> viewer.publisher(THREADS))
        .withMessageContaining("\"cam\" is closed");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void askingForNothingIsAnError(long wanted) { // 3.9
    Camera camera = add(PATIENT);
    source.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      NotedFrames noted = subscribe(viewer, new NotedFrames());
      noted.awaitSubscription().request(wanted);
      Await.until("it is told", noted::isOver);
      assertThat(noted.error.get())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("request(" + wanted + ")");
      noted.awaitSubscription().request(1);
      frames(viewer, 3);
      assertThat(noted.sequences).as("1.7").isEmpty();
    }
  }

  @Test
  void afterACancelNothingComes() { // 1.8, 3.5 to 3.7
    Camera camera = add(PATIENT);
    source.rate(100);
    try (Subscription viewer = camera.subscribe()) {
      NotedFrames noted =
          subscribe(
              viewer,
              new NotedFrames() {
                @Override
                public void onNext(Frame frame) {
                  super.onNext(frame);
                  subscription.get().cancel();
                }
              });
      noted.awaitSubscription().request(Long.MAX_VALUE);
      frames(viewer, 10);
      Await.until("one came", () -> !noted.sequences.isEmpty());
      noted.awaitSubscription().cancel();
      noted.awaitSubscription().request(-1);
      frames(viewer, 5);
      assertThat(noted.sequences).hasSize(1);
      assertThat(noted.isOver()).isFalse();
    }
  }

  @Test
  void oneWhoCancelsAtOnceHearsNothing() {
    Camera camera = add(PATIENT);
    source.rate(100);
    NotedFrames noted =
        new NotedFrames() {
          @Override
          public void onSubscribe(Flow.Subscription given) {
            super.onSubscribe(given);
            given.request(1);
            given.cancel();
          }
        };
    Subscription viewer = camera.subscribe();
    subscribe(viewer, noted).awaitSubscription();
    frames(viewer, 5);
    viewer.close();
    Await.until("nobody watches", () -> camera.status().viewers() == 0);
    assertThat(noted.sequences).isEmpty();
    assertThat(noted.isOver()).isFalse();
  }

  @Test
  void aFrameGivenToOneWhoThrowsIsClosedAndNoMoreCome() { // 2.13
    Camera camera = add(PATIENT);
    source.rate(100);
    List<Frame> given = new CopyOnWriteArrayList<>();
    NotedFrames noted =
        new NotedFrames() {
          @Override
          public void onNext(Frame frame) {
            given.add(frame);
            throw new StackOverflowError("on purpose");
          }
        };
    try (Subscription viewer = camera.subscribe()) {
      subscribe(viewer, noted).awaitSubscription().request(Long.MAX_VALUE);
      Await.until("it comes", () -> !given.isEmpty());
      frames(viewer, 5);
      assertThat(given).hasSize(1);
      Await.until("it is closed", () -> isClosed(given.get(0)));
      assertThat(noted.isOver()).isFalse();
      assertThat(camera.state()).isEqualTo(CameraState.LIVE);
    }
  }

  private static boolean isClosed(Frame frame) {
    try {
      return frame.size() < 0;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  @Test
  void theSubscriberOwnsItsFrames() {
    Camera camera = add(PATIENT);
    source.rate(100);
    List<Frame> kept = new CopyOnWriteArrayList<>();
    NotedFrames noted =
        new NotedFrames() {
          @Override
          public void onNext(Frame frame) {
            kept.add(frame);
          }
        };
    try (Subscription viewer = camera.subscribe()) {
      subscribe(viewer, noted).awaitSubscription().request(3);
      Await.until("three come", () -> kept.size() == 3);
      frames(viewer, 5);
    }
    assertThat(kept).allSatisfy(frame -> assertThat(frame.bytes().hasRemaining()).isTrue());
    kept.forEach(Frame::close);
  }

  @Test
  void nobodyIsNoSubscriber() { // 1.9
    Camera camera = add(PATIENT);
    try (Subscription viewer = camera.subscribe()) {
      Flow.Publisher<Frame> publisher = viewer.publisher(THREADS);
      assertThatThrownBy(() -> publisher.subscribe(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("subscriber");
    }
  }
}
