package dev.framecast.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Await;
import dev.framecast.frame.Registration;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The watchdog thread's life, and that it does in time what it is told. */
@Timeout(60)
class WatchdogTest {
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final long SOONER = TimeUnit.MILLISECONDS.toNanos(60);
  private static final long LATER = TimeUnit.MILLISECONDS.toNanos(600);

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final Watchdog watchdog =
      new Watchdog(
          run -> {
            Thread thread = new Thread(run, "watchdog-of-a-test");
            threads.add(thread);
            return thread;
          });

  @AfterEach
  void stop() {
    watchdog.close();
    Await.until("the threads end", () -> threads.stream().noneMatch(Thread::isAlive));
  }

  private static <T> T get(Future<T> task) throws Exception {
    return task.get(Await.LONG.toSeconds(), TimeUnit.SECONDS);
  }

  /** The thread that an task runs on. */
  private Thread visit() throws Exception {
    FutureTask<Thread> visit = new FutureTask<>(Thread::currentThread);
    assertThat(get(watchdog.after(0, visit))).isNull();
    return visit.get();
  }

  private void awaitRest() {
    Thread thread = threads.get(threads.size() - 1);
    Await.until("it rests", () -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  @Test
  void theThreadBeginsWhenThereIsSomethingToDoAndEndsAfterARest() throws Exception {
    assertThat(threads).isEmpty();
    long began = System.nanoTime();
    Thread thread = visit();
    assertThat(threads).containsExactly(thread);
    assertThat(watchdog.isThread(thread)).isTrue();
    assertThat(watchdog.isThread(Thread.currentThread())).isFalse();
    Await.until("it ends", () -> !thread.isAlive());
    assertThat(System.nanoTime() - began)
        .isBetween(TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(10));
  }

  @Test
  void itComesBackForATaskAndForALook() throws Exception {
    Thread first = visit();
    Await.until("it ends", () -> !first.isAlive());
    Thread second = visit();
    assertThat(second).isNotSameAs(first);
    Await.until("it ends again", () -> !second.isAlive());
    CountDownLatch looked = new CountDownLatch(1);
    Registration watch = watch(watchdog, looked);
    awaitIt(looked);
    assertThat(threads).hasSize(3);
    watch.close();
    Await.until("without cameras it ends", () -> !threads.get(2).isAlive());
  }

  private static Registration watch(Watchdog by, CountDownLatch looked) {
    return by.watch(
        () -> {
          looked.countDown();
          return HOUR;
        });
  }

  @Test
  void whileACameraIsActiveItLooksAndDoesNotEnd() throws Exception {
    CountDownLatch looked = new CountDownLatch(5);
    long began = System.nanoTime();
    Registration watch = watch(watchdog, looked);
    awaitIt(looked);
    assertThat(System.nanoTime() - began)
        .as("five looks twice a second, the first after a tenth")
        .isBetween(TimeUnit.MILLISECONDS.toNanos(2_100), TimeUnit.MILLISECONDS.toNanos(6_000));
    assertThat(visit()).isSameAs(threads.get(0));
    watch.close();
  }

  @Test
  void whatComesWhileItRestsIsDoneAtOnce() throws Exception {
    Future<?> far = watchdog.after(HOUR, () -> {});
    awaitRest();
    assertThat(visit()).isSameAs(threads.get(0));
    awaitRest();
    CountDownLatch looked = new CountDownLatch(1);
    Registration watch = watch(watchdog, looked);
    awaitIt(looked);
    assertThat(threads).hasSize(1);
    watch.close();
    assertThat(far.isDone()).isFalse();
  }

  @Test
  void timersFireInTheirOrderAndNotBeforeTheirTime() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    long began = System.nanoTime();
    Future<?> forever = watchdog.after(Long.MAX_VALUE, () -> order.add("forever"));
    Future<?> past = watchdog.after(Long.MIN_VALUE, () -> order.add("past"));
    Future<?> later = watchdog.after(LATER, () -> order.add("later"));
    Future<?> sooner = watchdog.after(SOONER, () -> order.add("sooner"));
    get(past);
    get(sooner);
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(SOONER);
    get(later);
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(LATER);
    assertThat(order).containsExactly("past", "sooner", "later");
    assertThat(forever.isDone()).isFalse();
  }

  @Test
  void aCancelledTimerIsForgotten() {
    AtomicInteger ran = new AtomicInteger();
    Future<?> far = watchdog.after(HOUR, () -> {});
    WeakReference<Future<?>> timer =
        new WeakReference<>(watchdog.after(HOUR, ran::incrementAndGet));
    awaitRest();
    assertThat(cancel(timer)).isTrue();
    Await.until("nothing holds it", () -> isGone(timer));
    assertThat(far.isDone()).isFalse();
    assertThat(ran).hasValue(0);
  }

  private static boolean cancel(WeakReference<Future<?>> timer) {
    Future<?> present = timer.get();
    return present != null && present.cancel(false);
  }

  private static boolean isGone(WeakReference<?> reference) {
    System.gc();
    return reference.get() == null;
  }

  @Test
  void aTaskThatFailsOrLeavesAnInterruptIsNoTroubleToTheNext() throws Exception {
    Future<?> broken =
        watchdog.after(
            0,
            () -> {
              throw new InternalError("thrown on purpose by a test");
            });
    assertThatThrownBy(() -> get(broken))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InternalError.class);
    CountDownLatch both = new CountDownLatch(1);
    Future<?> rude =
        watchdog.after(
            0,
            () -> {
              awaitIt(both);
              Thread.currentThread().interrupt();
            });
    FutureTask<Boolean> interrupted = new FutureTask<>(Thread::interrupted);
    Future<?> next = watchdog.after(0, interrupted);
    both.countDown();
    get(rude);
    get(next);
    assertThat(interrupted.get()).isFalse();
    assertThat(visit()).isSameAs(threads.get(0));
    assertThat(threads).hasSize(1);
  }

  private static void awaitIt(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void afterTheCloseWhatWasDueIsDoneAndNothingElse() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    AtomicInteger looks = new AtomicInteger();
    Future<?> running =
        watchdog.after(
            0,
            () -> {
              begun.countDown();
              awaitIt(closed);
            });
    awaitIt(begun);
    Registration watch = watchdog.watch(looks::incrementAndGet);
    Future<?> timer = watchdog.after(HOUR, () -> {});
    Future<?> lastSlate = watchdog.after(0, () -> {});
    watchdog.close();
    watchdog.close();
    closed.countDown();
    get(running);
    get(lastSlate);
    assertThat(timer.isCancelled()).isTrue();
    Await.until("the thread ends", () -> !threads.get(0).isAlive());
    assertThat(looks).hasValue(0);
    AtomicInteger late = new AtomicInteger();
    get(watchdog.after(0, late::incrementAndGet));
    assertThat(late).hasValue(0);
    watch.close();
  }

  @Test
  void aThreadThatRestsEndsWithTheClose() {
    Future<?> timer = watchdog.after(HOUR, () -> {});
    awaitRest();
    watchdog.close();
    Await.until("the thread ends", () -> !threads.get(0).isAlive());
    assertThat(timer.isCancelled()).isTrue();
  }

  @Test
  void newsAfterTheCloseAreNoTrouble() {
    watchdog.close();
    watchdog.lookSoon();
    assertThat(watchdog.watch(() -> 0)).isNotNull();
    assertThat(threads).isEmpty();
  }

  @Test
  void whereNoThreadCanBeMadeNothingIsKeptAndTheNextWhoAsksGetsOne() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Watchdog starved =
        new Watchdog(
            run -> {
              if (asked.getAndIncrement() < 2) {
                throw new OutOfMemoryError("thrown on purpose by a test");
              }
              Thread thread = new Thread(run);
              threads.add(thread);
              return thread;
            });
    AtomicInteger ran = new AtomicInteger();
    assertThatThrownBy(() -> starved.after(0, ran::incrementAndGet))
        .isInstanceOf(OutOfMemoryError.class);
    assertThatThrownBy(() -> starved.watch(ran::incrementAndGet))
        .isInstanceOf(OutOfMemoryError.class);
    CountDownLatch looked = new CountDownLatch(1);
    Registration watch = watch(starved, looked);
    awaitIt(looked);
    watch.close();
    starved.close();
    assertThat(ran).hasValue(0);
  }
}
