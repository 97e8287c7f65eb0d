package dev.framecast.encode;

import dev.framecast.jpeg.Turn;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
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
    turn(data(picture), width, height, 3, turn, data(target));
    return target;
  }

  private static byte[] data(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  /**
   * Turns pixels whose rows follow each other without gaps.
   *
   * @param bytes of a pixel
   */
  static void turn(byte[] from, int width, int height, int bytes, Turn turn, byte[] to) {
    int across = turn.transposes() ? height : width;
    int down = turn.transposes() ? width : height;
    // How far the next pixel to the right, and the next row, are in the turned picture.
    int right = (turn.mirrorsAcross() ? -1 : 1) * bytes;
    int below = (turn.mirrorsDown() ? -across : across) * bytes;
    int first = turn.mirrorsAcross() ? across - 1 : 0;
    first = (first + (turn.mirrorsDown() ? (down - 1) * across : 0)) * bytes;
    int step = turn.transposes() ? below : right;
    int rowStep = turn.transposes() ? right : below;
    int at = 0;
    for (int y = 0; y < height; y++) {
      int target = first + y * rowStep;
      for (int x = 0; x < width; x++, target += step) {
        for (int b = 0; b < bytes; b++) {
          to[target + b] = from[at++];
        }
      }
    }
  }
}
