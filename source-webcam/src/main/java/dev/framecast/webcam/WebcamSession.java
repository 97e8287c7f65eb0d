package dev.framecast.webcam;

import dev.framecast.encode.RawPicture;
import dev.framecast.encode.RenditionEncoder;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import dev.framecast.source.common.JpegRenditions;
import dev.framecast.webcam.encode.OpenCvRenditionEncoder;
import dev.framecast.webcam.encode.RawPixels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection: pictures from a {@link DeviceReader}, JPEGs handed on as they are, everything
 * else made by a {@link RenditionEncoder}.
 */
final class WebcamSession implements FrameSession {
  /** A camera that sends nothing but broken JPEGs is no camera. */
  private static final int MAX_BROKEN_IN_A_ROW = 30;

  /** Longer than a picture takes even at 5 a second, so that the camera is free after close(). */
  private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long RELEASE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final String description;
  private final Supplier<DeviceReader> readers;

  /** The source's reader that a session before this one had to leave in a blocked read. */
  private final AtomicReference<@Nullable DeviceReader> left;

  private final SessionContext context;
  private final JpegCheck check = new JpegCheck();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final AtomicLong decoded = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private volatile @Nullable DeviceReader reader;
  private volatile SessionInfo lastInfo = SessionInfo.UNKNOWN;
  private @Nullable Picture picture;
  private @Nullable RenditionEncoder maker;
  private @Nullable RawPixels pixels;

  /** For JPEGs that are one field of an interlaced picture, as capture cards send them. */
  private final JpegRenditions fields;

  WebcamSession(
      String description,
      Supplier<DeviceReader> readers,
      AtomicReference<@Nullable DeviceReader> left,
      SessionContext context) {
    this.description = description;
    this.readers = readers;
    this.left = left;
    this.context = context;
    this.fields = new JpegRenditions(context.maxPixels());
    check.maxPixels(context.maxPixels());
  }

  @Override
  public boolean advance() throws IOException {
    DeviceReader from = reader;
    if (from == null) {
      from = cancelled.get() ? null : connect();
      reader = from;
    }
    int broken = 0;
    while (from != null) {
      picture = null;
      fields.next();
      if (pixels != null) {
        pixels.next();
      }
      Picture next = from.next(cancelled);
      if (next == null) {
        break;
      }
      picture = next;
      ByteBuffer jpeg = next.asJpeg();
      if (jpeg == null || check.inspect(jpeg)) {
        return true;
      }
      if (check.lacksOnlyEnd(jpeg)) { // the driver knows how long it is, and some padded it
        next.endJpeg(check.length());
        return true;
      }
      dropped.incrementAndGet();
      context.dropped("a broken picture was dropped: " + check.problem());
      if (++broken == MAX_BROKEN_IN_A_ROW) {
        throw new SourceException(
            Kind.BROKEN,
            description + ": " + broken + " broken pictures in a row: " + check.problem());
      }
    }
    throw new SourceException(Kind.ENDED, description + ": cancelled");
  }

  private DeviceReader connect() throws SourceException {
    DeviceReader known = left.get();
    if (known != null) {
      boolean adopted = known.adopt();
      if (!adopted && !known.awaitEnd(RELEASE_NANOS)) {
        throw new SourceException(
            Kind.BUSY, description + ": the last connection to it does not end; its driver hangs");
      }
      left.compareAndSet(known, null);
      if (adopted) {
        return known;
      }
    }
    DeviceReader fresh = readers.get();
    fresh.start();
    return fresh;
  }

  @Override
  public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
    Picture current = current();
    slot.capturedAt(current.takenAt());
    ByteBuffer jpeg = whole(current);
    RawPicture raw = current.asRaw();
    if (jpeg != null && check.field() != 0) {
      fields.write(jpeg, check, rendition, slot);
    } else if (jpeg != null) {
      if (rendition.isMetBySource(check.width())) {
        slot.passThrough(jpeg, check);
      } else {
        slot.turnByExif(jpeg);
        maker().scale(jpeg, check.width(), rendition, slot);
        decoded.incrementAndGet();
      }
    } else if (raw != null) {
      maker().encode(raw, rendition, slot);
    }
  }

  @Override
  public boolean writeRaw(Rendition rendition, FrameSlot slot) throws IOException {
    Picture current = current();
    slot.capturedAt(current.takenAt());
    ByteBuffer jpeg = whole(current);
    RawPicture raw = current.asRaw();
    RawPixels to = pixels == null ? new RawPixels(decoded) : pixels;
    pixels = to;
    if (jpeg != null && check.field() != 0) {
      fields.write(jpeg, check, rendition, slot);
    } else if (jpeg != null) {
      slot.turnByExif(jpeg);
      to.write(jpeg, check.width(), rendition, slot);
    } else if (raw != null) {
      to.write(raw, rendition, slot);
    }
    return true;
  }

  private Picture current() {
    if (picture == null) {
      throw new IllegalStateException("no picture: advance() comes first");
    }
    return picture;
  }

  /** The picture's JPEG without the camera's padding, if it is one. */
  private @Nullable ByteBuffer whole(Picture current) {
    ByteBuffer jpeg = current.asJpeg();
    return jpeg == null ? null : jpeg.rewind().limit(check.length());
  }

  private RenditionEncoder maker() {
    RenditionEncoder known = maker;
    if (known == null) {
      known = RenditionEncoder.installed().orElseGet(OpenCvRenditionEncoder::new);
      maker = known;
    }
    return known;
  }

  @Override
  public SessionInfo info() {
    DeviceReader from = reader;
    SessionInfo info = from == null ? lastInfo : from.info();
    long all = decoded.get() + fields.decoded();
    return info.toBuilder().decoded(all).dropped(dropped.get()).build();
  }

  @Override
  public void cancel() {
    cancelled.set(true);
    DeviceReader from = reader;
    if (from != null) {
      from.wake();
    }
  }

  @Override
  public void close() {
    cancelled.set(true);
    DeviceReader from = reader;
    reader = null;
    if (from != null) {
      lastInfo = from.info();
      from.leave();
      picture = null;
      if (!from.awaitEnd(CLOSE_NANOS)) {
        left.set(from);
      }
    }
    fields.close();
    if (maker != null) {
      maker.close();
      maker = null;
    }
    if (pixels != null) {
      pixels.close();
      pixels = null;
    }
  }
}
