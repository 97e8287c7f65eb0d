package dev.framecast.source.common;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.jspecify.annotations.Nullable;

/**
 * Makes a whole picture of one field of an interlaced one: its lines at their places, and between
 * them the mean of their neighbours. So both fields show the same scene at the same height, and
 * nothing that moves has combs for edges, as it has where two fields are woven. Owned by one
 * thread.
 */
final class FieldDoubler {
  private @Nullable BufferedImage bgr;
  private @Nullable BufferedImage doubled;

  /**
   * The picture, twice as high; valid until the next one is made.
   *
   * @param field 1 for the field with the topmost line, 2 for the other
   */
  BufferedImage whole(BufferedImage lines, int field) {
    BufferedImage from = lines;
    if (lines.getType() != BufferedImage.TYPE_BYTE_GRAY
        && lines.getType() != BufferedImage.TYPE_3BYTE_BGR) {
      bgr = like(bgr, lines.getWidth(), lines.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D graphics = bgr.createGraphics();
      graphics.drawImage(lines, 0, 0, null);
      graphics.dispose();
      from = bgr;
    }
    int height = from.getHeight();
    BufferedImage to = like(doubled, from.getWidth(), 2 * height, from.getType());
    doubled = to;
    byte[] source = bytes(from);
    byte[] target = bytes(to);
    int row = source.length / height;
    for (int line = 0; line < height; line++) {
      int at = 2 * line + field - 1;
      System.arraycopy(source, line * row, target, at * row, row);
      int other = field == 1 ? at + 1 : at - 1;
      int neighbour = Math.max(0, Math.min(height - 1, line + (field == 1 ? 1 : -1)));
      mean(source, line * row, neighbour * row, target, other * row, row);
    }
    return to;
  }

  private static void mean(byte[] from, int a, int b, byte[] to, int at, int count) {
    for (int i = 0; i < count; i++) {
      to[at + i] = (byte) (((from[a + i] & 0xFF) + (from[b + i] & 0xFF) + 1) >> 1);
    }
  }

  private static BufferedImage like(@Nullable BufferedImage last, int width, int height, int type) {
    return last != null
            && last.getWidth() == width
            && last.getHeight() == height
            && last.getType() == type
        ? last
        : new BufferedImage(width, height, type);
  }

  private static byte[] bytes(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }
}
