package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Registration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that a consumer is called with; consumers and executors are anybody's code. */
class CameraOnFrameTest extends CameraFixture {
  private static final Executor THREADS = run -> new Thread(run, "consumer").start();
  private static final Executor AT_ONCE = Runnable::run;

  private final AtomicInteger calls = new AtomicInteger();

  private static void awaitMore(AtomicInteger count) {
    int before = count.get();
    Await.until("more come", () -> count.get() > before + 2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void neverMoreThanOneCallAtATimeAndNoFrameTwice(boolean atOnce) {
    Camera camera = add(PATIENT);
    source.rate(200);
    List<Long> seen = new CopyOnWriteArrayList<>();
    AtomicInteger inside = new AtomicInteger();
    AtomicBoolean together = new AtomicBoolean();
    try (Subscription viewer = camera.subscribe();
        Registration all =
            viewer.onFrame(
                atOnce ? AT_ONCE : ForkJoinPool.commonPool(),
                frame -> {
                  together.compareAndSet(false, inside.incrementAndGet() > 1);
                  seen.add(frame.sequence());
                  Thread.onSpinWait();
                  inside.decrementAndGet();
                })) {
      assertThat(all).isNotNull();
      Await.until("many came", () -> seen.size() > 100);
    }
    assertThat(together).isFalse();
    assertThat(seen).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aSlowConsumerIsGivenTheNewestAndHoldsUpNobody() {
    Camera camera = add(PATIENT);
    source.rate(100);
    Semaphore go = new Semaphore(0);
    AtomicReference<Frame> current = new AtomicReference<>();
    try (Subscription viewer = camera.subscribe()) {
      Registration slow =
          viewer.onFrame(
              THREADS,
              frame -> {
                current.set(frame);
                calls.incrementAndGet();
                go.acquireUninterruptibly();
              });
      Await.until("it is called", () -> calls.get() == 1);
      Frame first = current.get();
      long at = first.sequence();
      Await.until("frames go by", () -> viewer.frames().sequence() > at + 20);
      assertThat(calls).hasValue(1);
      assertThat(first.sequence()).as("open as long as the call").isEqualTo(at);
      go.release();
      Await.until("it is called again", () -> calls.get() == 2);
      assertThat(current.get().sequence()).isGreaterThan(at + 20);
      assertThatIllegalStateException().as("closed by now").isThrownBy(first::bytes);
      slow.close();
      go.release();
    }
  }

  @Test
  void oneThatThrowsIsCalledWithTheNextFrame() {
    Camera camera = add(PATIENT);
    source.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      viewer.onFrame(
          THREADS,
          frame -> {
            if (calls.incrementAndGet() % 2 == 0) {
              throw new IllegalArgumentException("on purpose");
            }
            throw new StackOverflowError("on purpose");
          });
      Await.until("it is called again", () -> calls.get() > 5);
      assertThat(camera.state()).isEqualTo(CameraState.LIVE);
    }
  }

  @Test
  void itEndsAfterTheLastSlateOfTheCamera() {
    Camera camera = add(PATIENT);
    source.rate(50);
    List<Boolean> live = new CopyOnWriteArrayList<>();
    try (Subscription viewer = camera.subscribe()) {
      viewer.onFrame(THREADS, frame -> live.add(frame.live()));
      Await.until("it is called", () -> live.contains(true));
      cameras.remove("cam");
      Await.until("the last slate comes", () -> live.contains(false));
      assertThat(live.indexOf(false)).as("the last one").isEqualTo(live.size() - 1);
    }
  }

  @Test
  void aCameraThatWasClosedBeforeStillGivesItsLastSlate() {
    Camera camera = add(PATIENT);
    try (Subscription viewer = camera.subscribe()) {
      cameras.remove("cam");
      AtomicInteger slates = new AtomicInteger();
      viewer.onFrame(THREADS, frame -> slates.addAndGet(frame.live() ? 100 : 1));
      Await.until("it comes", () -> slates.get() > 0);
      assertThat(slates).hasValue(1);
    }
  }

  @Test
  void itEndsWithItsRegistrationAndTheOthersGoOn() {
    Camera camera = add(PATIENT);
    source.rate(100);
    AtomicInteger others = new AtomicInteger();
    try (Subscription viewer = camera.subscribe()) {
      viewer.onFrame(THREADS, frame -> others.incrementAndGet());
      Registration one = viewer.onFrame(AT_ONCE, frame -> calls.incrementAndGet());
      awaitMore(calls);
      one.close();
      one.close();
      awaitMore(others);
      int called = calls.get();
      awaitMore(others);
      assertThat(calls).hasValue(called);
    }
  }

  @Test
  void aConsumerMayCloseTheSubscription() {
    Camera camera = add(PATIENT);
    source.rate(100);
    Subscription viewer = camera.subscribe();
    viewer.onFrame(
        THREADS,
        frame -> {
          calls.incrementAndGet();
          viewer.close();
        });
    Await.until("nobody watches", () -> camera.status().viewers() == 0);
    assertThat(calls).hasValue(1);
    assertThatIllegalStateException()
        .isThrownBy(() -> viewer.onFrame(THREADS, frame -> {}))
        .withMessageContaining("\"cam\" is closed");
  }

  @Test
  void theSubscriptionMayBeClosedDuringACall() {
    Camera camera = add(PATIENT);
    source.rate(100);
    CountDownLatch go = new CountDownLatch(1);
    AtomicReference<Object> bytes = new AtomicReference<>();
    Subscription viewer = camera.subscribe();
    viewer.onFrame(
        THREADS,
        frame -> {
          calls.incrementAndGet();
          await(go);
          bytes.set(frame.bytes());
        });
    Await.until("it is called", () -> calls.get() == 1);
    viewer.close();
    cameras.remove("cam");
    go.countDown();
    Await.until("its frame was open", () -> bytes.get() != null);
    assertThat(calls).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneThatNeverReturnsHoldsUpNeitherPicturesNorSlatesNorOthers(boolean atOnce) {
    CountDownLatch never = new CountDownLatch(1);
    Camera camera = add(QUICK);
    source.picture();
    Executor blocking = // as one does whose queue is full
        run -> {
          await(never);
        };
    try (Subscription viewer = camera.subscribe();
        Subscription other = camera.subscribe()) {
      viewer.onFrame(atOnce ? AT_ONCE : blocking, frame -> await(never));
      other.onFrame(AT_ONCE, frame -> calls.incrementAndGet());
      long live = await(other, Frame::live);
      long slate = await(other, live, CameraFixture::isSlate);
      source.rate(50);
      await(other, slate, Frame::live);
      awaitMore(calls);
    } finally {
      never.countDown();
    }
  }

  @Test
  void anExecutorThatRefusesIsAskedAgainAtTheNextFrame() {
    Camera camera = add(PATIENT);
    source.rate(100);
    AtomicInteger asked = new AtomicInteger();
    Executor choosy =
        run -> {
          if (asked.incrementAndGet() <= 5) {
            throw new RejectedExecutionException("full");
          }
          run.run();
        };
    try (Subscription viewer = camera.subscribe()) {
      viewer.onFrame(choosy, frame -> calls.incrementAndGet());
      awaitMore(calls);
      assertThat(camera.state()).isEqualTo(CameraState.LIVE);
    }
  }

  @Test
  void anExecutorThatIsShutDownHarmsNobody() {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    Camera camera = add(PATIENT);
    source.rate(100);
    AtomicInteger others = new AtomicInteger();
    try (Subscription viewer = camera.subscribe()) {
      viewer.onFrame(executor, frame -> calls.incrementAndGet());
      viewer.onFrame(AT_ONCE, frame -> others.incrementAndGet());
      awaitMore(calls);
      executor.shutdownNow();
      awaitMore(others);
      assertThat(camera.state()).isEqualTo(CameraState.LIVE);
    }
  }

  @Test
  void aSlowConsumerLeavesAnExecutorOfOneThreadToOthers() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    Camera camera = add(PATIENT);
    source.rate(200);
    try (Subscription viewer = camera.subscribe()) {
      viewer.onFrame(
          executor,
          frame -> {
            long seen = frame.sequence();
            calls.incrementAndGet();
            Await.until("there is more to do", () -> viewer.frames().sequence() > seen);
          });
      awaitMore(calls);
      assertThat(executor.submit(() -> "done").get()).isEqualTo("done");
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void anExecutorThatForgetsWhatItIsGivenIsAskedAgain() {
    Camera camera = add(PATIENT);
    source.rate(50);
    AtomicInteger asked = new AtomicInteger();
    Executor forgetful =
        run -> {
          if (asked.incrementAndGet() > 1) {
            run.run();
          }
        };
    try (Subscription viewer = camera.subscribe()) {
      viewer.onFrame(forgetful, frame -> calls.incrementAndGet());
      awaitMore(calls);
    }
  }
}
