package dev.framecast.benchmarks.strategy;

import dev.framecast.FrameSlot;
import java.nio.ByteBuffer;
import org.openjdk.jmh.infra.Blackhole;

/**
 * An encoder that needs so many milliseconds of a processor for a picture, and then writes a JPEG
 * of 172 KB, which is what 1080p is. Immutable.
 */
final class BusyEncoder {
  private static final int JPEG_BYTES = 172_000;
  private static final long PROBE = 2_000_000;

  private final ByteBuffer jpeg = ByteBuffer.allocateDirect(JPEG_BYTES);
  private final long tokens;

  BusyEncoder(double millis) {
    long best = Long.MAX_VALUE;
    // The first rounds run before the loop is compiled, and any may be disturbed.
    for (int i = 0; i < 8; i++) {
      long begun = System.nanoTime();
      Blackhole.consumeCPU(PROBE);
      best = Math.min(best, System.nanoTime() - begun);
    }
    tokens = (long) (millis * 1e6 * PROBE / best);
  }

  /** Works, and writes a JPEG of the picture that was taken at that time. */
  void encode(long taken, FrameSlot slot) {
    Blackhole.consumeCPU(tokens);
    write(taken, slot);
  }

  /** Writes so many bytes without work, as a capture thread does that hands on what it fetched. */
  void write(long taken, FrameSlot slot) {
    slot.put(jpeg.duplicate());
    slot.capturedAt(taken);
  }
}
