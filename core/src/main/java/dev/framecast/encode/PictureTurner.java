package dev.framecast.encode;

import dev.framecast.jpeg.Turn;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Turns pictures, pixel by pixel. Owned by one thread; the next picture overwrites the result. */
final class PictureTurner {
  private @Nullable BufferedImage result;

  /** The picture turned; both are TYPE_3BYTE_BGR. */
  BufferedImage turn(BufferedImage picture, Turn turn) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    int across = turn.transposes() ? height : width;
    int down = turn.transposes() ? width : height;
    BufferedImage target = result;
    if (target == null || target.getWidth() != across || target.getHeight() != down) {
      target = new BufferedImage(across, down, BufferedImage.TYPE_3BYTE_BGR);
      result = target;
    }
    turn(data(picture), width, height, 3, turn, ByteBuffer.wrap(data(target)));
    return target;
  }

  private static byte[] data(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  /**
   * Turns pixels whose rows follow each other without gaps, and writes them where a buffer stands.
   *
   * @param bytes of a pixel
   */
  static void turn(byte[] from, int width, int height, int bytes, Turn turn, ByteBuffer to) {
    int across = turn.transposes() ? height : width;
    int down = turn.transposes() ? width : height;
    // How far the next pixel to the right, and the next row, are in the picture before.
    int step = (turn.transposes() ? width : 1) * bytes;
    int rowStep = (turn.transposes() ? 1 : width) * bytes;
    int first = (turn.mirrorsAcross() ? (across - 1) * step : 0);
    first += turn.mirrorsDown() ? (down - 1) * rowStep : 0;
    step = turn.mirrorsAcross() ? -step : step;
    rowStep = turn.mirrorsDown() ? -rowStep : rowStep;
    byte[] row = new byte[across * bytes];
    for (int y = 0; y < down; y++) {
      int at = first + y * rowStep;
      for (int x = 0; x < row.length; x += bytes, at += step) {
        for (int b = 0; b < bytes; b++) {
          row[x + b] = from[at + b];
        }
      }
      to.put(row);
    }
  }
}
