package dev.framecast.examples.faults;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Healthy cameras, one of each kind, beside those that are made to fail: how long their viewers had
 * to wait for a frame at most. Beside them runs a timer that does nothing, which tells how long the
 * machine itself stood still.
 */
final class Gaps implements AutoCloseable {
  private static final long WORTH_NANOS = TimeUnit.MILLISECONDS.toNanos(60);
  private static final long TICK_MILLIS = 20;

  private final ConcurrentLinkedQueue<Gap> frames = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Gap> pauses = new ConcurrentLinkedQueue<>();
  private final List<Rig> rigs = new ArrayList<>();
  private final List<Subscription> viewers = new ArrayList<>();
  private final AtomicLong lastTick = new AtomicLong(System.nanoTime());

  /** From one moment to another nothing came. */
  private record Gap(long from, long to) {
    boolean touches(long begin, long end) {
      return to - begin > 0 && end - from > 0;
    }
  }

  Gaps(Cameras cameras, HostsFile hosts, ScheduledExecutorService timer) throws IOException {
    for (Rig.Column column : Rig.Column.values()) {
      String id = "healthy-" + column.name().toLowerCase(Locale.ROOT).replace('_', '-');
      Rig rig = column.rig(id, hosts);
      rigs.add(rig);
      Subscription viewer = cameras.add(id, rig.source()).subscribe();
      AtomicLong last = new AtomicLong(System.nanoTime());
      viewer.frames().onPublish(() -> note(frames, last));
      viewers.add(viewer);
    }
    Future<?> unused =
        timer.scheduleAtFixedRate(
            () -> note(pauses, lastTick), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void note(ConcurrentLinkedQueue<Gap> gaps, AtomicLong last) {
    long now = System.nanoTime();
    long before = last.getAndSet(now);
    if (now - before > WORTH_NANOS) {
      gaps.add(new Gap(before, now));
    }
  }

  boolean areLive() {
    return viewers.stream()
        .map(Subscription::camera)
        .map(Camera::state)
        .allMatch(state -> state == CameraState.LIVE);
  }

  /** Milliseconds that any of the healthy cameras' viewers had to wait at most in that time. */
  long longestMillis(long begin, long end) {
    return longest(frames, begin, end);
  }

  /** Milliseconds that the machine stood still at most in that time. */
  long pauseMillis(long begin, long end) {
    return longest(pauses, begin, end);
  }

  private static long longest(ConcurrentLinkedQueue<Gap> gaps, long begin, long end) {
    return gaps.stream()
        .filter(gap -> gap.touches(begin, end))
        .mapToLong(gap -> (gap.to() - gap.from()) / 1_000_000)
        .max()
        .orElse(WORTH_NANOS / 1_000_000);
  }

  @Override
  public void close() throws IOException {
    for (Subscription viewer : viewers) {
      viewer.camera().close();
    }
    for (Rig rig : rigs) {
      rig.close();
    }
  }
}
