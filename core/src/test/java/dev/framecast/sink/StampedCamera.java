package dev.framecast.sink;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * A camera for measuring: passes one JPEG through at a fixed rate, each time with a comment that
 * says when that was, by CLOCK_MONOTONIC.
 */
public final class StampedCamera implements FrameSource {
  private final byte[] jpeg;
  private final long interval;

  public StampedCamera(byte[] jpeg, double fps) {
    this.jpeg = jpeg;
    this.interval = (long) (1e9 / fps);
  }

  @Override
  public FrameSession open() {
    return new FrameSession() {
      private long next = System.nanoTime();
      private long sequence;

      @Override
      public boolean advance() {
        next += interval;
        long wait;
        while ((wait = next - System.nanoTime()) > 0) {
          LockSupport.parkNanos(wait);
        }
        return true;
      }

      @Override
      public void writeJpeg(Rendition rendition, FrameSlot slot) {
        byte[] text =
            String.format(
                    Locale.ROOT, "fakecam dev=0 seq=%d t=%.9f", ++sequence, System.nanoTime() / 1e9)
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = slot.reserve(jpeg.length + text.length + 4);
        out.put(jpeg, 0, 2).putShort((short) 0xFFFE).putShort((short) (text.length + 2)).put(text);
        slot.passThrough(ByteBuffer.wrap(jpeg, 2, jpeg.length - 2));
      }

      @Override
      public void close() {}
    };
  }
}
