package dev.framecast.benchmarks.strategy;

import dev.framecast.frame.FrameSlot;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import org.openjdk.jmh.infra.Blackhole;

/**
 * An encoder that needs so many milliseconds of a processor for a picture, and then writes a JPEG
 * of 172 KB, which is what 1080p is. Immutable.
 *
 * <p>It works by the thread's own processor time. An amount of work that each process measures for
 * itself differs from one to the next, by more than the strategies do.
 */
final class BusyEncoder {
  private static final int JPEG_BYTES = 172_000;

  /** Some microseconds of work, between looks at the time. */
  private static final long STEP = 4_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ByteBuffer jpeg = ByteBuffer.allocateDirect(JPEG_BYTES);
  private final long nanos;

  BusyEncoder(double millis) {
    nanos = (long) (millis * 1e6);
  }

  /** Works, and writes a JPEG of the picture that was taken at that time. */
  void encode(long taken, FrameSlot slot) {
    long end = THREADS.getCurrentThreadCpuTime() + nanos;
    while (THREADS.getCurrentThreadCpuTime() < end) {
      Blackhole.consumeCPU(STEP);
    }
    write(taken, slot);
  }

  /** Writes so many bytes without work, as a capture thread does that hands on what it fetched. */
  void write(long taken, FrameSlot slot) {
    slot.put(jpeg.duplicate());
    slot.capturedAt(taken);
  }
}
