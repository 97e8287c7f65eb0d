package dev.framecast.capture;

import dev.framecast.encode.JpegScaler;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Exif;
import dev.framecast.jpeg.Turn;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Makes raw renditions: has the session write the pixels, or where it has none, decodes its JPEG,
 * once a picture for all of them. Confined to one capture thread.
 */
final class RawPictures {
  private long maxPixels;
  private final LongAdder decodedCount;

  /** The session's JPEG where no viewer has it, or where viewers have it turned. */
  private final FrameSlot jpeg = new FrameSlot();

  /** Whether that one is of the present picture. */
  private boolean kept;

  /** Whether it is turned and cut already. */
  private boolean keptTurned;

  /** Whether there is any raw rendition. */
  private boolean wanted;

  private @Nullable JpegScaler scaler;
  private PictureTurn turn = new PictureTurn();

  /** Whether the present picture is turned as it is. */
  private boolean turned;

  /** The present picture, decoded; null if nobody wanted that so far. */
  private @Nullable BufferedImage picture;

  /** Why the present picture does not decode. */
  private @Nullable String problem;

  /** What the JPEG says of how it lies, where that is heeded. */
  private Turn own = Turn.NONE;

  private boolean stamped;
  private long capturedNanos;

  /** Where viewers have the present picture as the session's own JPEG; null if they have not. */
  private @Nullable RenditionBuffer source;

  private long sourceSequence;

  /**
   * None yet.
   *
   * @param decodedCount is told of each picture that is decoded here
   */
  RawPictures(LongAdder decodedCount) {
    this.decodedCount = decodedCount;
  }

  /**
   * What is written from now on is another picture.
   *
   * @param buffers all renditions that are in use
   * @param most pixels that it may have
   * @param turned how its connection's pictures are turned
   */
  void next(RenditionBuffer[] buffers, long most, PictureTurn turned) {
    turn = turned;
    maxPixels = most;
    picture = null;
    problem = null;
    source = null;
    kept = false;
    wanted = isAnyRaw(buffers);
    if (scaler != null && !wanted) {
      scaler.close();
      scaler = null;
    }
    if (scaler != null) {
      scaler.maxPixels(most);
    }
  }

  private static boolean isAnyRaw(RenditionBuffer[] buffers) {
    for (RenditionBuffer buffer : buffers) {
      if (buffer.rendition.format().isRaw()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The session's own JPEG of this picture, which is about to be turned and cut, or to be written
   * on: of what comes of it no other part could be made. Copied.
   *
   * @param isTurned whether it is turned and cut already; the first one counts
   */
  void source(FrameSlot own, boolean isTurned) {
    if (wanted && !kept) {
      keptTurned = isTurned;
      jpeg.clear();
      jpeg.put(own.bytes());
      if (own.isStamped()) {
        jpeg.capturedAt(own.capturedNanos());
      }
      kept = true;
    }
  }

  /**
   * The session was asked for its own JPEG of this picture, and is not to be asked again.
   *
   * @param buffer which has it as its newest frame
   * @param wrong why it has not, or null
   */
  void source(RenditionBuffer buffer, @Nullable String wrong) {
    source = buffer;
    sourceSequence = buffer.sequence();
    problem = wrong;
  }

  /** Writes the pixels into the slot. Returns null if that went well, else what went wrong. */
  @Nullable String write(GuardedSession session, Rendition rendition, FrameSlot slot) {
    try {
      turn.wish(slot);
      if (session.writeRaw(turn.inner(rendition), slot)) {
        String broken = wrong(rendition, slot);
        if (broken != null) {
          return broken;
        }
        learn(slot);
        SlotTurner.turnRaw(slot, rendition);
        turn.took(slot.turn());
      } else {
        boolean provisional = slot.isProvisional();
        slot.clear();
        BufferedImage image = decoded(session);
        if (image == null) {
          return problem;
        }
        slot.turn(turned ? Turn.NONE : own.then(slot.turn()), false);
        slot.crop(turned ? Crop.WHOLE : slot.crop());
        scaler().encode(image, turned ? rendition : turn.inner(rendition), slot);
        if (provisional) {
          slot.provisional();
        }
        if (stamped) {
          slot.capturedAt(capturedNanos);
        }
      }
      return wrong(rendition, slot);
    } catch (IOException e) {
      return e.getMessage();
    } catch (OutOfMemoryError e) { // of one large buffer, which leaves the rest as it was
      return "a picture was dropped: no memory for its pixels";
    } catch (RuntimeException e) { // also of pixels that are not what was said of them
      return "a picture was dropped: its pixels cannot be had (" + e.getClass().getName() + ")";
    }
  }

  /** What the pixels in the slot tell of the shape of pictures. */
  private void learn(FrameSlot slot) {
    if (slot.isTurned()) {
      turn.took(slot.turn());
      turn.saw(slot.width(), slot.height());
    } else {
      turn.came(slot.width(), slot.height());
    }
  }

  /** Null when there is none: {@link #problem} then says why, or the source left it out. */
  private @Nullable BufferedImage decoded(GuardedSession session) {
    if (picture == null && problem == null) {
      try {
        picture = decode(session);
      } catch (IOException e) {
        problem = "a broken picture was dropped: " + e.getMessage();
      }
    }
    return picture;
  }

  private @Nullable BufferedImage decode(GuardedSession session) throws IOException {
    if (kept) {
      return decodedOwn(keptTurned);
    }
    RenditionBuffer from = source;
    try (Frame frame = from == null ? null : from.acquireNext(sourceSequence - 1)) {
      if (frame != null && frame.live() && frame.sequence() == sourceSequence) {
        stamped = true;
        turned = true;
        capturedNanos = frame.capturedNanos();
        return counted(scaler().decode(frame.bytes()));
      }
    }
    jpeg.clear();
    problem = session.writeJpeg(Rendition.SOURCE, jpeg);
    if (problem == null && jpeg.length() == 0) {
      problem = FramePublisher.LEFT_OUT;
    }
    return problem == null ? decodedOwn(false) : null;
  }

  private BufferedImage decodedOwn(boolean isTurned) throws IOException {
    turned = isTurned;
    stamped = jpeg.isStamped();
    capturedNanos = jpeg.capturedNanos();
    if (isTurned) {
      return counted(scaler().decode(jpeg.bytes()));
    }
    own = turn.heedsExif() ? Exif.turn(jpeg.bytes()) : Turn.NONE;
    turn.took(own.then(turn.fixed()));
    BufferedImage image = counted(scaler().decode(jpeg.bytes()));
    turn.came(image.getWidth(), image.getHeight());
    return image;
  }

  private BufferedImage counted(BufferedImage image) {
    decodedCount.increment();
    return image;
  }

  private JpegScaler scaler() {
    JpegScaler known = scaler;
    if (known == null) {
      known = new JpegScaler().maxPixels(maxPixels);
      scaler = known;
    }
    return known;
  }

  /** What is wrong with the pixels in the slot, or null. */
  private @Nullable String wrong(Rendition rendition, FrameSlot slot) {
    int width = slot.width();
    int height = slot.height();
    if (slot.length() == 0) {
      return FramePublisher.LEFT_OUT;
    }
    if (width <= 0 || height <= 0) {
      return "a broken picture was dropped: the source does not say how large its pixels' picture"
          + " is";
    }
    long pixels = (long) width * height;
    if (pixels > maxPixels) {
      return FramePublisher.tooManyPixels(width, height, maxPixels);
    }
    long right = pixels * rendition.format().bytes(1, 1);
    return slot.length() == right
        ? null
        : String.format(
            Locale.ROOT,
            "a broken picture was dropped: %d bytes, and %dx%d pixels of %s have %d",
            slot.length(),
            width,
            height,
            rendition.format(),
            right);
  }
}
