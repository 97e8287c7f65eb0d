package dev.framecast.source;

import dev.framecast.FrameSlot;
import dev.framecast.Rendition;
import dev.framecast.jpeg.JpegScaler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Hands a JPEG on as it is where that will do, and scales it where not. Owned by one thread. */
final class JpegRenditions implements AutoCloseable {
  private @Nullable JpegScaler scaler;
  private final AtomicLong decoded = new AtomicLong();

  void write(ByteBuffer jpeg, int width, Rendition rendition, FrameSlot slot) throws IOException {
    if (rendition.isMetBySource(width)) {
      slot.passThrough(jpeg);
      return;
    }
    JpegScaler current = scaler;
    if (current == null) {
      current = new JpegScaler();
      scaler = current;
    }
    current.scale(jpeg, rendition, slot);
    decoded.incrementAndGet();
  }

  /** Pictures decoded so far. Any thread. */
  long decoded() {
    return decoded.get();
  }

  @Override
  public void close() {
    if (scaler != null) {
      scaler.close();
      scaler = null;
    }
  }
}
