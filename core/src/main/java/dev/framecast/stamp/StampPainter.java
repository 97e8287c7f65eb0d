package dev.framecast.stamp;

import dev.framecast.camera.TimeStamp;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.jpeg.JpegStamp;
import dev.framecast.jpeg.LosslessTurn;
import dev.framecast.jpeg.Overlay;
import dev.framecast.jpeg.Turn;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Writes the time into pictures: light on dark, in the upper left corner, in a size that goes with
 * the picture's. One thread's.
 */
public final class StampPainter {
  private static final byte DARK = 20;
  private static final byte LIGHT = (byte) 235;

  /** Lines of a picture for each line of a letter's points. */
  private static final double LINES_A_POINT = 240;

  /** Points around a text. */
  private static final int MARGIN = 1;

  private @Nullable JpegStamp stamp;
  private @Nullable LosslessTurn lossless;

  /** The latest text, and how it looks. */
  private String text = "";

  private int point;
  private Overlay overlay = new Overlay(1, 1, new byte[1]);

  /** Ready for use. */
  public StampPainter() {}

  /**
   * Writes into the JPEG of a slot.
   *
   * @param width its own, in pixels
   * @param epochMillis when it was taken
   * @return whether that was possible; if not, the JPEG has to be encoded anew
   */
  public boolean paintJpeg(
      FrameSlot slot, int width, int height, TimeStamp what, long epochMillis) {
    Overlay over = overlay(text(what, epochMillis), width, height);
    JpegStamp stamper = stamp == null ? new JpegStamp() : stamp;
    stamp = stamper;
    ByteBuffer jpeg = slot.bytes();
    if (!stamper.stamp(jpeg, over)) {
      // Coded anew, it has codes for all.
      LosslessTurn recoder = lossless == null ? new LosslessTurn() : lossless;
      lossless = recoder;
      if (!recoder.turn(jpeg, Turn.NONE) || !stamper.stamp(recoder.result(), over)) {
        return false;
      }
    }
    boolean passed = slot.isPassedThrough();
    slot.rewrite();
    if (passed) {
      slot.passThrough(stamper.result());
    } else {
      slot.put(stamper.result());
    }
    return true;
  }

  /** Writes into the pixels of a slot, which knows how large their picture is. */
  public void paintRaw(FrameSlot slot, FrameFormat format, TimeStamp what, long epochMillis) {
    Overlay over = overlay(text(what, epochMillis), slot.width(), slot.height());
    int bytes = format.bytes(1, 1);
    int length = slot.length();
    ByteBuffer pixels = slot.rewrite();
    for (int y = 0; y < Math.min(over.height(), slot.height()); y++) {
      int at = y * slot.width() * bytes;
      for (int x = 0; x < Math.min(over.width(), slot.width()); x++) {
        byte luma = (byte) over.at(x, y);
        for (int b = 0; b < bytes; b++) {
          pixels.put(at++, luma);
        }
      }
    }
    pixels.position(length);
  }

  private static String text(TimeStamp what, long epochMillis) {
    return what.text(Instant.ofEpochMilli(epochMillis).atZone(ZoneId.systemDefault()));
  }

  private Overlay overlay(String wanted, int width, int height) {
    int points = wanted.length() * (Letters.WIDTH + 1) + 2 * MARGIN;
    int size = (int) Math.round(height / LINES_A_POINT);
    size = Math.max(1, Math.min(size, width / points));
    if (!wanted.equals(text) || size != point) {
      text = wanted;
      point = size;
      overlay = draw(wanted, points, size);
    }
    return overlay;
  }

  private static Overlay draw(String text, int points, int size) {
    int width = points * size;
    int height = (Letters.HEIGHT + 2 * MARGIN) * size;
    byte[] luma = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        luma[y * width + x] = isLight(text, x / size - MARGIN, y / size - MARGIN) ? LIGHT : DARK;
      }
    }
    return new Overlay(width, height, luma);
  }

  private static boolean isLight(String text, int x, int y) {
    int letter = x / (Letters.WIDTH + 1);
    int point = x % (Letters.WIDTH + 1);
    return x >= 0
        && y >= 0
        && y < Letters.HEIGHT
        && letter < text.length()
        && point < Letters.WIDTH
        && Letters.isSet(text.charAt(letter), point, y);
  }

  /** Frees what only pictures with a text need. */
  public void close() {
    stamp = null;
    lossless = null;
  }
}
