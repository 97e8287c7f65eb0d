package dev.framecast.examples.soak;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A count in a moment of rest: nobody comes and goes, the cameras are those of the beginning, all
 * viewers who stay watch. Says what is not as it has to be then.
 */
final class Census {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

  /** How old a live picture may be by then. */
  private static final long OLDEST_MILLIS = 5_000;

  private final Crowd crowd;
  private final Problems problems;

  Census(Crowd crowd, Problems problems) {
    this.crowd = crowd;
    this.problems = problems;
  }

  /**
   * Waits until all is as it has to be, and counts; what is not so after a while is a problem.
   *
   * @param good whether the count is as it may be: until then it is repeated for a while, because
   *     threads that are not needed any more end after some seconds
   */
  Sample take(Predicate<Sample> good) throws Exception {
    int busy = crowd.gate.pause(TimeUnit.SECONDS.toMillis(60));
    if (busy > 0) {
      problems.add(busy + " cameras or visitors did not come to an end within 60 s");
    }
    awaitOnlyThoseWhoStay(); // of the cameras that they came to
    for (CameraActor actor : crowd.actors) {
      actor.goHome();
    }
    crowd.viewers.forEach(viewer -> viewer.notes.beginWindow());
    await(
        "cameras are not live",
        () -> crowd.actors.stream().filter(a -> !a.isLiveNow()).map(CameraActor::state).toList());
    await("viewers see nothing", this::missing);
    awaitOnlyThoseWhoStay();
    crowd.viewers.forEach(viewer -> viewer.notes.beginWindow());
    rest(10_000);
    await("viewers see nothing more", this::missing);
    for (StayingViewer viewer : crowd.viewers) {
      if (viewer.notes.oldestMillis() > OLDEST_MILLIS) {
        problems.add(
            viewer.notes + " was shown a picture " + viewer.notes.oldestMillis() + " ms old");
      }
    }
    Sample sample = collected();
    for (int i = 0; i < 30 && !good.test(sample); i++) {
      rest(2_000);
      sample = collected();
    }
    return sample;
  }

  private void awaitOnlyThoseWhoStay() throws InterruptedException {
    await(
        "viewers are not those who stay",
        () ->
            crowd.watching() == crowd.expected()
                ? List.of()
                : List.of(crowd.watching() + " in place of " + crowd.expected()));
  }

  /** The first count: when neither threads nor descriptors get fewer any more. */
  Sample takeSettled() throws Exception {
    Sample before = take(sample -> true);
    for (int i = 0; i < 10; i++) {
      rest(6_000); // longer than threads without work stay
      Sample now = collected();
      if (now.threads() >= before.threads() && now.descriptors() >= before.descriptors()) {
        return before;
      }
      before = now;
    }
    return before;
  }

  long oldestMillis() {
    return crowd.viewers.stream().mapToLong(viewer -> viewer.notes.oldestMillis()).max().orElse(0);
  }

  private List<String> missing() {
    return crowd.viewers.stream()
        .filter(viewer -> !viewer.notes.missing().isEmpty())
        .map(viewer -> viewer.notes + " " + viewer.notes.missing())
        .toList();
  }

  private void await(String what, Supplier<List<String>> offenders) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    List<String> now = offenders.get();
    while (!now.isEmpty() && System.nanoTime() < deadline) {
      rest(200);
      now = offenders.get();
    }
    if (!now.isEmpty()) {
      problems.add("at rest " + what + ": " + now);
    }
  }

  /** Without what is garbage. */
  static Sample collected() throws InterruptedException {
    return collected(3);
  }

  static Sample collected(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      System.gc();
      rest(300); // for cleaners, which run after a collection
    }
    return Sample.take();
  }

  static void rest(long millis) throws InterruptedException {
    boolean unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }
}
