package dev.framecast.draw;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.jpeg.JpegStamp;
import dev.framecast.jpeg.LosslessTurn;
import dev.framecast.jpeg.Overlay;
import dev.framecast.jpeg.Turn;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line of text into pictures: light on dark, in the upper left corner, in a size that goes
 * with the picture's. One thread's.
 */
public final class StampPainter {
  private static final Color DARK = new Color(20, 20, 20);
  private static final Color LIGHT = new Color(235, 235, 235);

  /** Lines of a picture for each of the squares that letters are made of. */
  private static final double LINES_A_SQUARE = 240;

  /** Squares around a text. */
  private static final int MARGIN = 1;

  /** More of them than these are not kept. */
  private static final int MOST_SIZES = 16;

  private @Nullable JpegStamp stamp;
  private @Nullable LosslessTurn lossless;

  /** The latest text. */
  private String text = "";

  /** How it looks, by the size of its squares: a picture may be made in several sizes. */
  private final Map<Integer, Overlay> overlays = new HashMap<>();

  /** Ready for use. */
  public StampPainter() {}

  /**
   * Writes into the JPEG of a slot.
   *
   * @param width its own, in pixels
   * @return whether that was possible; if not, the JPEG has to be encoded anew
   */
  public boolean paintJpeg(FrameSlot slot, int width, int height, String line) {
    Overlay over = overlay(line, width, height);
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
  public void paintRaw(FrameSlot slot, FrameFormat format, String line) {
    Overlay over = overlay(line, slot.width(), slot.height());
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

  private Overlay overlay(String line, int width, int height) {
    int fitting = width / (PixelFont.width(line, 1) + 2 * MARGIN);
    int square = (int) Math.max(1, Math.min(Math.round(height / LINES_A_SQUARE), fitting));
    if (!line.equals(text) || overlays.size() == MOST_SIZES) {
      text = line;
      overlays.clear();
    }
    return overlays.computeIfAbsent(square, s -> draw(line, s));
  }

  private static Overlay draw(String line, int size) {
    int margin = MARGIN * size;
    int width = PixelFont.width(line, size) + 2 * margin;
    int height = PixelFont.height(size) + 2 * margin;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setColor(DARK);
    g.fillRect(0, 0, width, height);
    g.setColor(LIGHT);
    PixelFont.draw(g, line, margin, margin, size);
    g.dispose();
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    byte[] luma = new byte[width * height];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = bgr[3 * i];
    }
    return new Overlay(width, height, luma);
  }

  /** Frees what only pictures with a text need. */
  public void close() {
    stamp = null;
    lossless = null;
    overlays.clear();
  }
}
