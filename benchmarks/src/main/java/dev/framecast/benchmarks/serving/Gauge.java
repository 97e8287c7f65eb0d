package dev.framecast.benchmarks.serving;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.framecast.Camera;
import dev.framecast.CameraStatus;
import dev.framecast.Cameras;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What a server's process knows about itself, as one line of JSON. */
final class Gauge {
  private final Cameras cameras;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  Gauge(Cameras cameras) {
    this.cameras = cameras;
  }

  /**
   * Bytes allocated so far by the threads that live now, frames published, processor seconds,
   * threads, and the heap and direct memory in use.
   */
  String read() {
    // First, so that what this method allocates counts for the next reading.
    long allocated = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      allocated += Math.max(0, bytes);
    }
    long published = 0;
    for (Camera camera : cameras.all()) {
      CameraStatus status = camera.status();
      published += status.encoded() + status.passedThrough();
    }
    Runtime runtime = Runtime.getRuntime();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return String.format(
        Locale.ROOT,
        "{\"allocated\":%d,\"published\":%d,\"cpuS\":%.3f,\"threads\":%d,\"heap\":%d,\"direct\":%d}",
        allocated,
        published,
        system.getProcessCpuTime() / 1e9,
        threads.getThreadCount(),
        runtime.totalMemory() - runtime.freeMemory(),
        direct + Math.max(0, PlatformDependent.usedDirectMemory()));
  }
}
