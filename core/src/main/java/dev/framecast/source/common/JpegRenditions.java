package dev.framecast.source.common;

import dev.framecast.encode.JpegScaler;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.JpegCheck;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hands a JPEG on as it is where that will do, and scales it, or gives its pixels, where not; it is
 * decoded once for all renditions. One field of an interlaced picture is made a whole picture, for
 * which there is no way but to decode it. Owned by one thread.
 */
public final class JpegRenditions implements AutoCloseable {
  private final long maxPixels;
  private @Nullable JpegScaler scaler;

  /** The present JPEG, decoded; null if nobody wanted that so far. */
  private @Nullable BufferedImage picture;

  /** Why the present JPEG does not decode. */
  private @Nullable IOException failure;

  private final FieldDoubler fields = new FieldDoubler();
  private final AtomicLong decoded = new AtomicLong();

  public JpegRenditions(long maxPixels) {
    this.maxPixels = maxPixels;
  }

  /** The JPEGs that are written from now on are of another picture. */
  public void next() {
    picture = null;
    failure = null;
  }

  public void write(ByteBuffer jpeg, JpegCheck inspected, Rendition rendition, FrameSlot slot)
      throws IOException {
    boolean whole = inspected.field() == 0;
    if (whole && rendition.isMetBySource(inspected.width())) {
      slot.passThrough(jpeg, inspected);
      return;
    }
    slot.turnByExif(jpeg);
    JpegScaler current = scaler;
    if (current == null) {
      current = new JpegScaler().maxPixels(maxPixels);
      scaler = current;
    }
    current.encode(decode(current, jpeg, inspected.field()), rendition, slot);
  }

  private BufferedImage decode(JpegScaler current, ByteBuffer jpeg, int field) throws IOException {
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
    BufferedImage known = picture;
    if (known == null) {
      try {
        known = current.decode(jpeg);
        known = field == 0 ? known : fields.whole(known, field);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
      picture = known;
      decoded.incrementAndGet();
    }
    return known;
  }

  /** Pictures decoded so far. Any thread. */
  public long decoded() {
    return decoded.get();
  }

  @Override
  public void close() {
    next();
    if (scaler != null) {
      scaler.close();
      scaler = null;
    }
  }
}
