package dev.framecast.benchmarks.codec;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Pictures with about as much in them as a camera's: soft shapes, fine grain, and a pan. Limited
 * range YUV, 4:2:0. The same on every machine.
 */
public final class Scene {
  private static final double GRAIN = 2.5;

  /** What of Cb is in blue, of both (less) in green, of Cr in red. */
  private static final double[] BT601 = {2.018, 0.391, 0.813, 1.596};

  private static final double[] BT709 = {2.112, 0.213, 0.533, 1.793};

  private final int width;
  private final int height;
  private final byte[] grain = new byte[1 << 16];

  public Scene(int width, int height) {
    this.width = width;
    this.height = height;
    Random random = new Random(7);
    for (int i = 0; i < grain.length; i++) {
      grain[i] = (byte) (random.nextGaussian() * GRAIN);
    }
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Brightness, 16 to 235. */
  int luma(int x, int y, int time) {
    int at = x + 3 * time;
    double shapes =
        60 * Math.sin(at / 97.0) * Math.cos(y / 71.0) + 25 * Math.sin((at + 2 * y) / 13.0);
    return clamp(126 + (int) shapes + grain[(at * 31 + y * 1009) & (grain.length - 1)]);
  }

  /** Cb, or Cr where that is asked for. */
  int chroma(int x, int y, int time, boolean red) {
    double wave = Math.sin((x + 3 * time) / (red ? 211.0 : 173.0) + y / 307.0);
    return clamp(128 + (int) (40 * wave));
  }

  private static int clamp(int value) {
    return Math.max(16, Math.min(235, value));
  }

  /** One picture as webcams give it: Y U Y V. */
  ByteBuffer yuyv(int time) {
    ByteBuffer out = ByteBuffer.allocateDirect(width * height * 2);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x += 2) {
        out.put((byte) luma(x, y, time)).put((byte) chroma(x, y, time, false));
        out.put((byte) luma(x + 1, y, time)).put((byte) chroma(x, y, time, true));
      }
    }
    return out.flip();
  }

  /** One picture as OpenCV gives it: blue, green, red. */
  ByteBuffer bgr(int time) {
    return bgr(time, BT601);
  }

  /** The same if the YUV is meant as HD cameras mean it, which {@link H264} does. */
  ByteBuffer bgrOfHd(int time) {
    return bgr(time, BT709);
  }

  private ByteBuffer bgr(int time, double[] matrix) {
    ByteBuffer out = ByteBuffer.allocateDirect(width * height * 3);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double light = 1.164 * (luma(x, y, time) - 16);
        int cb = chroma(x, y, time, false) - 128;
        int cr = chroma(x, y, time, true) - 128;
        out.put(full(light + matrix[0] * cb));
        out.put(full(light - matrix[1] * cb - matrix[2] * cr));
        out.put(full(light + matrix[3] * cr));
      }
    }
    return out.flip();
  }

  /**
   * A smaller picture, each pixel the mean of those in its place.
   *
   * @param times by how much smaller, in width and height
   */
  ByteBuffer smallerBgr(int times) {
    ByteBuffer from = bgr(0);
    ByteBuffer out = ByteBuffer.allocateDirect(width / times * (height / times) * 3);
    for (int y = 0; y < height / times; y++) {
      for (int x = 0; x < width / times; x++) {
        for (int colour = 0; colour < 3; colour++) {
          int sum = 0;
          for (int i = 0; i < times * times; i++) {
            int at = (y * times + i / times) * width + x * times + i % times;
            sum += from.get(at * 3 + colour) & 255;
          }
          out.put(full((double) sum / (times * times)));
        }
      }
    }
    return out.flip();
  }

  private static byte full(double value) {
    return (byte) Math.max(0, Math.min(255, Math.round(value)));
  }
}
