package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.sink.Await;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class when Netty's leak detector has found buffers that nobody released. */
final class NoLeaks extends Handler implements BeforeAllCallback, AfterAllCallback {
  private static final Logger LOG = Logger.getLogger(ResourceLeakDetector.class.getName());

  private final List<String> reports = new CopyOnWriteArrayList<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    LOG.addHandler(this);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    collect();
    LOG.removeHandler(this);
    assertThat(reports).as("buffers that were not released").isEmpty();
  }

  /** Leaks are found when the garbage collector has been, at the next allocation. */
  static void collect() {
    for (int round = 0; round < 3; round++) {
      WeakReference<Object> sentinel = new WeakReference<>(new Object());
      Await.until(
          "a garbage collection",
          () -> {
            System.gc();
            return sentinel.get() == null;
          });
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
