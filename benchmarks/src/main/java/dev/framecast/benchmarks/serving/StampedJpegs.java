package dev.framecast.benchmarks.serving;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * A camera for machines without one: passes a JPEG through at a fixed rate, with a comment in it
 * that says when that was, by CLOCK_MONOTONIC (which is what {@link System#nanoTime()} is on
 * Linux). Load clients read it: {@code fakecam dev=0 seq=N t=SECONDS.NANOS}. Makes no garbage.
 */
final class StampedJpegs implements FrameSource {
  private static final byte[] NAME = "fakecam dev=0 seq=".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TIME = " t=".getBytes(StandardCharsets.US_ASCII);
  private static final int SEQUENCE_DIGITS = 9;
  private static final int SECOND_DIGITS = 10;
  private static final int NANO_DIGITS = 9;
  private static final long SECOND = 1_000_000_000L;

  /** Marker, length, text. */
  private static final int STAMP_BYTES =
      4 + NAME.length + SEQUENCE_DIGITS + TIME.length + SECOND_DIGITS + 1 + NANO_DIGITS;

  private final ByteBuffer jpeg;
  private final long period;

  StampedJpegs(byte[] jpeg, double fps) {
    this.jpeg = ByteBuffer.allocateDirect(jpeg.length).put(jpeg).flip();
    this.period = (long) (SECOND / fps);
  }

  @Override
  public FrameSession open() {
    return new Session();
  }

  private final class Session implements FrameSession {
    private final ByteBuffer rest = jpeg.duplicate();
    private long due = System.nanoTime();
    private long sequence;

    @Override
    public boolean advance() {
      due = Math.max(due + period, System.nanoTime() - period);
      long left = due - System.nanoTime();
      while (left > 0) {
        LockSupport.parkNanos(this, left);
        if (Thread.currentThread().isInterrupted()) {
          return false;
        }
        left = due - System.nanoTime();
      }
      sequence++;
      return true;
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) {
      long now = System.nanoTime();
      ByteBuffer out = slot.reserve(jpeg.limit() + STAMP_BYTES);
      out.putShort((short) 0xFFD8).putShort((short) 0xFFFE).putShort((short) (STAMP_BYTES - 2));
      out.put(NAME);
      digits(out, sequence, SEQUENCE_DIGITS);
      out.put(TIME);
      digits(out, now / SECOND, SECOND_DIGITS);
      out.put((byte) '.');
      digits(out, now % SECOND, NANO_DIGITS);
      slot.capturedAt(now);
      slot.passThrough(rest.clear().limit(jpeg.limit()).position(2));
    }

    private static void digits(ByteBuffer out, long value, int count) {
      long rest = value;
      for (int at = out.position() + count - 1; at >= out.position(); at--) {
        out.put(at, (byte) ('0' + rest % 10));
        rest /= 10;
      }
      out.position(out.position() + count);
    }

    @Override
    public void close() {}
  }
}
