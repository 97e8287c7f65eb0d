package dev.framecast.webcam;

import dev.framecast.webcam.encode.RawForm;
import java.awt.Color;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * A picture of blocks in sixteen colours, and its bytes in every form in which a webcam sends it:
 * written by hand, with BT.601's numbers, for comparison with what libraries make of it. The blocks
 * are as large as what shares colours in a JPEG.
 */
record ColourBlocks(int width, int height) {
  private static final int SIDE = 16;
  private static final int[] LEVELS = {0, 255, 90, 190};

  Color colour(int x, int y) {
    int number = x / SIDE + y / SIDE * 5;
    return new Color(
        LEVELS[number % 4], LEVELS[number / 2 % 4], LEVELS[(number * 3 + number / 4) % 4]);
  }

  /** Whether no block of another colour is near, as JPEG decoders blur colours over a pixel. */
  boolean isInside(int x, int y) {
    return x % SIDE > 1 && x % SIDE < SIDE - 2 && y % SIDE > 1 && y % SIDE < SIDE - 2;
  }

  static double luma(Color colour) {
    return 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
  }

  private int y(int x, int y) {
    return (int) Math.round(16 + 219 * luma(colour(x, y)) / 255);
  }

  private int u(int x, int y) {
    Color colour = colour(x, y);
    return (int) Math.round(128 + 112 * (colour.getBlue() - luma(colour)) / 255 / (1 - 0.114));
  }

  private int v(int x, int y) {
    Color colour = colour(x, y);
    return (int) Math.round(128 + 112 * (colour.getRed() - luma(colour)) / 255 / (1 - 0.299));
  }

  /** Writes it as OpenCV's {@code read} does when it is to leave pictures as they are. */
  void write(RawForm form, Mat into) {
    switch (form) {
      case YUYV -> put(into, height, width, 2, (x, y, c) -> c == 0 ? y(x, y) : pair(x, y, x % 2));
      case UYVY -> put(into, height, width, 2, (x, y, c) -> c == 1 ? y(x, y) : pair(x, y, x % 2));
      case NV12 -> planar(into, (x, y) -> pair(x / 2 * 2, y * 2, x % 2));
      case NV21 -> planar(into, (x, y) -> pair(x / 2 * 2, y * 2, 1 - x % 2));
      case YU12 -> planar(into, (x, y) -> plane(x, y, 0));
      case YV12 -> planar(into, (x, y) -> plane(x, y, 1));
      case GREY -> put(into, height, width, 1, (x, y, c) -> grey(x, y));
      case Y16 -> {
        into.create(height, width, CvType.CV_16UC1);
        short[] row = new short[width];
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            row[x] = (short) (grey(x, y) << 8 | 0x40);
          }
          into.put(y, 0, row);
        }
      }
      case BGR3 -> put(into, height, width, 3, (x, y, c) -> part(colour(x, y), 2 - c));
      case RGB3 -> put(into, height, width, 3, (x, y, c) -> part(colour(x, y), c));
    }
  }

  /** What a camera without colours sees. */
  int grey(int x, int y) {
    return (int) Math.round(luma(colour(x, y)));
  }

  private static int part(Color colour, int number) {
    return number == 0 ? colour.getRed() : number == 1 ? colour.getGreen() : colour.getBlue();
  }

  private int pair(int x, int y, int number) {
    return number == 0 ? u(x, y) : v(x, y);
  }

  /** A quarter of the picture in bytes is one colour's, and the next quarter the other's. */
  private int plane(int x, int row, int first) {
    int at = row * width + x;
    int quarter = width * height / 4;
    int rest = at % quarter;
    int pairX = rest % (width / 2) * 2;
    int pairY = rest / (width / 2) * 2;
    return pair(pairX, pairY, at / quarter == 0 ? first : 1 - first);
  }

  private interface Bytes {
    int at(int x, int y, int channel);
  }

  private interface Colours {
    int at(int x, int row);
  }

  private void planar(Mat into, Colours colours) {
    put(
        into,
        height * 3 / 2,
        width,
        1,
        (x, y, c) -> y < height ? y(x, y) : colours.at(x, y - height));
  }

  private static void put(Mat into, int rows, int cols, int channels, Bytes bytes) {
    into.create(rows, cols, CvType.CV_8UC(channels));
    byte[] row = new byte[cols * channels];
    for (int y = 0; y < rows; y++) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (byte) bytes.at(i / channels, y, i % channels);
      }
      into.put(y, 0, row);
    }
  }
}
