package dev.framecast.benchmarks.serving;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraStatus;
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
   * Bytes allocated so far by the threads that live now but for the one that asks, frames
   * published, processor seconds, threads, and the heap and direct memory in use.
   */
  String read() {
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    long allocated = 0;
    for (int i = 0; i < ids.length; i++) {
      allocated += ids[i] == Thread.currentThread().getId() ? 0 : Math.max(0, bytes[i]);
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
