package dev.framecast.encode;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Scales pictures down by taking the mean of all the area that a pixel covers, so that fine
 * patterns do not flicker as they do with nearest or bilinear picks. Owned by one thread; the
 * result is overwritten by the next picture.
 */
final class AreaScaler {
  /** Weights are in 1/256 of a pixel in each direction. */
  private static final int ONE = 256;

  private @Nullable BufferedImage result;
  private int[] columns = new int[0];
  private long[] sums = new long[0];

  /** The picture in that width, the height following; the source must be TYPE_3BYTE_BGR. */
  BufferedImage scale(BufferedImage source, int width) {
    int height = height(source, width);
    BufferedImage target = result;
    if (target == null || target.getWidth() != width || target.getHeight() != height) {
      target = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
      result = target;
      columns = new int[width * 3];
      sums = new long[width * 3];
    }
    byte[] from = ((DataBufferByte) source.getRaster().getDataBuffer()).getData();
    byte[] to = ((DataBufferByte) target.getRaster().getDataBuffer()).getData();
    int sourceWidth = source.getWidth();
    int sourceHeight = source.getHeight();
    long area = ((long) sourceWidth * ONE / width) * ((long) sourceHeight * ONE / height);
    long half = area / 2;
    for (int y = 0; y < height; y++) {
      int top = (int) ((long) y * sourceHeight * ONE / height);
      int bottom = top + (int) ((long) sourceHeight * ONE / height);
      Arrays.fill(sums, 0);
      for (int row = top / ONE; row * ONE < bottom; row++) {
        int weight = Math.min(bottom, (row + 1) * ONE) - Math.max(top, row * ONE);
        reduceRow(from, row * sourceWidth * 3, sourceWidth, width);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += (long) columns[i] * weight;
        }
      }
      int out = y * width * 3;
      for (int i = 0; i < sums.length; i++) {
        to[out + i] = (byte) ((sums[i] + half) / area);
      }
    }
    return target;
  }

  private void reduceRow(byte[] from, int row, int sourceWidth, int width) {
    int span = (int) ((long) sourceWidth * ONE / width);
    for (int x = 0; x < width; x++) {
      int left = (int) ((long) x * sourceWidth * ONE / width);
      int right = left + span;
      int first = left / ONE;
      int last = (right - 1) / ONE;
      int i = row + first * 3;
      int weight = Math.min(right, (first + 1) * ONE) - left;
      int blue = (from[i] & 0xFF) * weight;
      int green = (from[i + 1] & 0xFF) * weight;
      int red = (from[i + 2] & 0xFF) * weight;
      i += 3;
      for (int column = first + 1; column < last; column++, i += 3) {
        blue += (from[i] & 0xFF) * ONE;
        green += (from[i + 1] & 0xFF) * ONE;
        red += (from[i + 2] & 0xFF) * ONE;
      }
      if (last > first) {
        weight = right - last * ONE;
        blue += (from[i] & 0xFF) * weight;
        green += (from[i + 1] & 0xFF) * weight;
        red += (from[i + 2] & 0xFF) * weight;
      }
      columns[x * 3] = blue;
      columns[x * 3 + 1] = green;
      columns[x * 3 + 2] = red;
    }
  }

  /** The height that goes with a width, never less than 1. */
  static int height(BufferedImage source, int width) {
    return (int) Math.max(1, Math.round((double) source.getHeight() * width / source.getWidth()));
  }
}
