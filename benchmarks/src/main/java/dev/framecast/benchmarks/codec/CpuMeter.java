package dev.framecast.benchmarks.codec;

import com.sun.management.OperatingSystemMXBean;
import dev.framecast.benchmarks.Figures;
import java.lang.management.ManagementFactory;

/**
 * Processor time of the whole process for each operation: decoders have threads of their own, and
 * so has the garbage collector. Not safe for use by many threads.
 */
final class CpuMeter {
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private long before;
  private double operations;
  private long bytes;

  void begin() {
    before = system.getProcessCpuTime();
    operations = 0;
    bytes = 0;
  }

  /** One operation was done, and made a JPEG of that size; 0: it makes none. */
  int count(int size) {
    operations++;
    bytes += size;
    return size;
  }

  void end() {
    double cpu = system.getProcessCpuTime() - before;
    Figures.tellRatio("CPU a picture", cpu / 1e6, operations, "ms");
    if (bytes > 0) {
      Figures.tellRatio("JPEG", bytes / 1e3, operations, "KB");
    }
  }
}
