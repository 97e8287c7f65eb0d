package dev.framecast.benchmarks.strategy;

import dev.framecast.frame.FrameBuffer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;

/** The threads of one strategy, at work on some lines until closed. */
final class Workshop implements AutoCloseable {
  private final List<Line> lines;
  private final List<Thread> threads = new ArrayList<>();

  Workshop(Strategy strategy, List<Line> lines) {
    this.lines = lines;
    switch (strategy) {
      case ONE_THREAD ->
          hire(
              () ->
                  lines.forEach(
                      line -> {
                        line.fetchAndEncode();
                        line.writeBlocking();
                      }));
      case CAPTURE_APART -> {
        lines.forEach(line -> hire(line::fetch));
        hireForWork(line -> line.pictures, line -> line.encodeFetched() && line.writeBlocking());
      }
      case OUTPUT_APART -> {
        hire(() -> lines.forEach(Line::fetchAndEncode));
        hireForWork(line -> line.frames, Line::writeBlocking);
      }
      case BOTH_APART -> {
        lines.forEach(line -> hire(line::fetchAndEncode));
        hireForWork(line -> line.frames, Line::writeBlocking);
      }
      case ENCODE_APART -> {
        lines.forEach(line -> hire(line::fetch));
        lines.forEach(this::hireEncoder);
        hireForWork(line -> line.frames, Line::writeBlocking);
      }
      case FRAMECAST -> {
        lines.forEach(line -> hire(line::fetchNewestAndEncode));
        hireEventLoop();
      }
    }
    threads.forEach(Thread::start);
  }

  /** A thread that does this again and again. */
  private Thread hire(Runnable job) {
    Thread thread =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                job.run();
              }
            },
            "workshop-" + threads.size());
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  /** A thread for all lines, woken by any of them; it sleeps when there was nothing to do. */
  private void hireForWork(Function<Line, FrameBuffer> from, Predicate<Line> job) {
    wake(
        hire(
            () -> {
              boolean any = false;
              for (Line line : lines) {
                any |= job.test(line);
              }
              if (!any) {
                LockSupport.park(this);
              }
            }),
        from,
        lines);
  }

  private void hireEncoder(Line line) {
    wake(
        hire(
            () -> {
              if (!line.encodeFetched()) {
                LockSupport.park(this);
              }
            }),
        one -> one.pictures,
        List.of(line));
  }

  private void hireEventLoop() {
    wake(
        hire(
            () -> {
              long next = Long.MAX_VALUE;
              for (Line line : lines) {
                next = Math.min(next, line.writeToReady());
              }
              if (next == Long.MAX_VALUE) {
                LockSupport.park(this);
              } else {
                LockSupport.parkNanos(this, Math.max(1, next - System.nanoTime()));
              }
            }),
        line -> line.frames,
        lines);
  }

  @SuppressWarnings("MustBeClosedChecker") // for as long as the buffers live
  private static void wake(Thread thread, Function<Line, FrameBuffer> from, List<Line> by) {
    by.forEach(line -> from.apply(line).onPublish(() -> LockSupport.unpark(thread)));
  }

  /** Processor time of all threads so far, in nanoseconds. */
  long cpuNanos() {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    return threads.stream().mapToLong(thread -> bean.getThreadCpuTime(thread.getId())).sum();
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        TimeUnit.SECONDS.timedJoin(thread, 2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
