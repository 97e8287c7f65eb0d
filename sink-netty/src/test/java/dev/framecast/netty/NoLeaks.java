package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class when Netty's leak detector has found buffers that nobody released. One object
 * is there for all test classes, by the service loader, and hears what is found in between, too.
 */
public final class NoLeaks extends Handler implements BeforeAllCallback, AfterAllCallback {
  private static final Logger LOG = Logger.getLogger(ResourceLeakDetector.class.getName());

  private static final int MOST_TRIES = 1_000;

  private final List<String> reports = new CopyOnWriteArrayList<>();

  /** Called by JUnit. */
  public NoLeaks() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    LOG.removeHandler(this);
    LOG.addHandler(this);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    failIfAny();
  }

  /** Fails with what was found since the last time. */
  void failIfAny() {
    collect();
    List<String> found = List.copyOf(reports);
    reports.removeAll(found);
    assertThat(found).as("buffers that were not released").isEmpty();
  }

  /** Leaks are found when the garbage collector has been, at the next allocation. */
  static void collect() {
    for (int round = 0; round < 3; round++) {
      WeakReference<Object> sentinel = new WeakReference<>(new Object());
      for (int tries = 0; sentinel.get() != null && tries < MOST_TRIES; tries++) {
        System.gc();
        LockSupport.parkNanos(1_000_000);
      }
      ByteBufAllocator.DEFAULT.directBuffer(1).release();
      ByteBufAllocator.DEFAULT.heapBuffer(1).release();
    }
  }

  List<String> reports() {
    return reports;
  }

  @Override
  public void publish(LogRecord record) {
    reports.add(record.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
