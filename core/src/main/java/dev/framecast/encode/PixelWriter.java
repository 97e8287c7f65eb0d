package dev.framecast.encode;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Turn;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;

/**
 * Writes pictures as raw pixels into a {@link FrameSlot}: for sessions that have images, in {@link
 * dev.framecast.source.FrameSession#writeRaw}. Owned by one thread.
 */
public final class PixelWriter {
  private final BgrPictures pictures = new BgrPictures();
  private byte[] row = new byte[0];

  /** A writer, ready for use. */
  public PixelWriter() {}

  /**
   * Appends the picture's pixels to the slot, scaled down to the rendition's width if it is wider,
   * then turned as the slot says, and says their size. The picture is only read. Transparency is
   * laid on black.
   *
   * @throws IllegalArgumentException when the rendition is not raw
   */
  public void write(BufferedImage image, Rendition rendition, FrameSlot slot) {
    FrameFormat format = rendition.format();
    if (!format.isRaw()) {
      throw new IllegalArgumentException(rendition + ": must be of a raw format");
    }
    BufferedImage picture = pictures.of(image, rendition.width(), slot);
    slot.turned();
    int width = picture.getWidth();
    int height = picture.getHeight();
    byte[] bgr = data(picture);
    ByteBuffer to = slot.reservePixels(format, width, height);
    switch (format) {
      case BGR24 -> to.put(bgr, 0, format.bytes(width, height));
      case GRAY8 -> putGray(bgr, width, height, to);
      default -> throw new IllegalArgumentException(rendition + ": not known here");
    }
  }

  private void putGray(byte[] bgr, int width, int height, ByteBuffer to) {
    if (row.length < width) {
      row = new byte[width];
    }
    int from = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++, from += 3) {
        row[x] = luma(bgr[from], bgr[from + 1], bgr[from + 2]);
      }
      to.put(row, 0, width);
    }
  }

  /** BT.601, with the weights and the rounding of OpenCV's BGR2GRAY. */
  private static byte luma(byte blue, byte green, byte red) {
    return (byte)
        ((1868 * (blue & 0xFF) + 9617 * (green & 0xFF) + 4899 * (red & 0xFF) + 8192) >> 14);
  }

  /**
   * Cuts and turns the pixels of a slot as that says, which also knows how large their picture is.
   *
   * @param format what they are
   */
  public static void turn(FrameSlot slot, FrameFormat format) {
    int width = slot.width();
    int height = slot.height();
    int bytes = format.bytes(1, 1);
    long right = (long) width * height; // of nonsense it may be more than an int can count
    if (width <= 0 || height <= 0 || right > Integer.MAX_VALUE || right * bytes != slot.length()) {
      return; // broken, which is said of it elsewhere
    }
    Crop.Part part = slot.part(width, height);
    byte[] cut = new byte[format.bytes(part.width(), part.height())];
    PictureCropper.crop(slot.bytes(), width, bytes, part, cut);
    Turn turn = slot.turn();
    PictureTurner.turn(cut, part.width(), part.height(), bytes, turn, slot.rewrite());
    slot.picture(
        turn.transposes() ? part.height() : part.width(),
        turn.transposes() ? part.width() : part.height());
  }

  /** A copy of a raw frame as an image. */
  public static BufferedImage image(Frame frame) {
    int type =
        switch (frame.format()) {
          case BGR24 -> BufferedImage.TYPE_3BYTE_BGR;
          case GRAY8 -> BufferedImage.TYPE_BYTE_GRAY;
          default ->
              throw new IllegalArgumentException(
                  "a frame of format " + frame.format() + ": must be raw");
        };
    BufferedImage image = new BufferedImage(frame.width(), frame.height(), type);
    frame.bytes().get(data(image));
    return image;
  }

  private static byte[] data(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }
}
