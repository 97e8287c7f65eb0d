package dev.framecast.capture;

import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.TimeStamp;
import dev.framecast.draw.StampPainter;
import dev.framecast.encode.RenditionEncoder;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What a camera's options change in its pictures, once they are written: they are turned and cut,
 * and the time is written into them. Confined to one capture thread.
 */
final class PictureEdits implements AutoCloseable {
  private final SlotCheck check;
  private final RawPictures raw;
  private final SlotTurner turner;
  private final StampPainter painter = new StampPainter();

  /** How the present connection's pictures are turned. */
  private PictureTurn turn = new PictureTurn();

  private TimeStamp timeStamp = TimeStamp.NONE;

  /** How large a picture may be. */
  private long maxPixels;

  /**
   * Changes nothing yet.
   *
   * @param check which has looked at each JPEG, and looks again at those that were changed
   * @param raw keeps what is to be changed, where pixels are made of it
   * @param decodedCount is told of each picture that is decoded here
   */
  PictureEdits(SlotCheck check, RawPictures raw, LongAdder decodedCount) {
    this.check = check;
    this.raw = raw;
    this.turner = new SlotTurner(RenditionEncoder::installed, decodedCount);
  }

  /**
   * Heeds the options, which may have changed, for the next picture, and frees what only others
   * need.
   *
   * @param turned of the connection that it is of
   * @param isTurned whether the session's pictures come as the options say
   */
  void next(CameraOptions options, PictureTurn turned, boolean isTurned) {
    turn = turned;
    turn.heed(options, isTurned);
    timeStamp = isTurned ? TimeStamp.NONE : options.timeStamp();
    maxPixels = options.maxPixels();
    if (timeStamp.isNone()) {
      painter.close();
    }
    if (!turn.isAny()) {
      turner.free(timeStamp.isNone());
    }
  }

  /** Returns what is wrong with the JPEG once it is turned, or null. */
  @Nullable String turnJpeg(RenditionBuffer buffer, FrameSlot slot) {
    if (!turn.isAny()) {
      return null;
    }
    boolean wasTurned = slot.isTurned();
    try {
      if (!wasTurned) {
        turn.came(check.width(), check.height());
      }
      if (!wasTurned && buffer.isSource()) {
        raw.source(slot, false);
      }
      boolean changed = turner.turnJpeg(slot, check.width(), buffer.rendition, turn, maxPixels);
      if (wasTurned) {
        turn.saw(check.width(), check.height());
      }
      return changed ? check.inspect(slot, maxPixels) : null;
    } catch (IOException e) {
      return "a broken picture was dropped: " + e.getMessage();
    } catch (Throwable e) { // of what an app has installed, or of what a camera has sent
      return "a picture was dropped: it could not be turned (" + e.getClass().getName() + ")";
    }
  }

  /** Returns what is wrong with the JPEG once the time is written into it, or null. */
  @Nullable String stampJpeg(RenditionBuffer buffer, FrameSlot slot) {
    if (timeStamp.isNone()) {
      return null;
    }
    try {
      if (buffer.isSource()) {
        raw.source(slot, true);
      }
      String text = text(slot);
      if (!painter.paintJpeg(slot, check.width(), check.height(), text)) {
        turner.encodeAnew(slot, check.width(), buffer.rendition, maxPixels);
        if (!painter.paintJpeg(slot, check.width(), check.height(), text)) {
          return "a picture was dropped: the time cannot be written into it";
        }
      }
      return check.inspect(slot, maxPixels);
    } catch (IOException e) {
      return "a broken picture was dropped: " + e.getMessage();
    } catch (Throwable e) {
      return notWritten(e);
    }
  }

  /** Returns what is wrong with the pixels once the time is written into them, or null. */
  @Nullable String stampRaw(FrameSlot slot, FrameFormat format) {
    try {
      if (!timeStamp.isNone()) {
        painter.paintRaw(slot, format, text(slot));
      }
      return null;
    } catch (Throwable e) {
      return notWritten(e);
    }
  }

  private static String notWritten(Throwable e) {
    String kind = e.getClass().getName();
    return "a picture was dropped: the time cannot be written into it (" + kind + ")";
  }

  private String text(FrameSlot slot) {
    Instant taken = Instant.ofEpochMilli(slot.capturedMicros() / 1_000);
    return timeStamp.text(taken.atZone(ZoneId.systemDefault()));
  }

  /** Frees all memory; made anew when something is to be changed. */
  @Override
  public void close() {
    turner.close();
    painter.close();
  }
}
