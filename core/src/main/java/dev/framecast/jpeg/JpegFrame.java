package dev.framecast.jpeg;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The frame header of a JPEG (ITU-T T.81, B.2.2), and which of its colour components had a scan.
 * Where decoders are more lenient than T.81, or less, this goes by libjpeg-turbo, which browsers
 * use.
 */
final class JpegFrame {
  static final int PROGRESSIVE = 0xC2;

  /** The largest side that libjpeg takes. */
  private static final int MAX_SIDE = 65_500;

  private static final int MAX_SAMPLING = 4;
  private static final int MAX_QUANTIZATION_ID = 3;
  private static final int BLOCK = 8;

  private final int[] ids = new int[4];
  private final int[] horizontal = new int[4];
  private final int[] vertical = new int[4];
  private final int[] quantization = new int[4];

  private int type;
  private int width;
  private int height;
  private int components;
  private int maxHorizontal;
  private int maxVertical;
  private int scanned;

  void clear() {
    type = 0;
    width = 0;
    height = 0;
    components = 0;
    scanned = 0;
  }

  boolean isKnown() {
    return type != 0;
  }

  boolean isProgressive() {
    return type == PROGRESSIVE;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Takes in what is between two indexes of a frame header; returns what is wrong with it. */
  @Nullable String read(int marker, ByteBuffer bytes, int from, int to, long maxPixels) {
    if (type != 0) {
      return "a second picture header: the first picture was cut";
    }
    if (to - from < 6) {
      return "a broken picture header";
    }
    int precision = u8(bytes, from);
    int count = u8(bytes, from + 5);
    if (precision != 8) {
      return precision + " bits a sample: browsers show 8";
    }
    if (count != 1 && count != 3 && count != 4) {
      return count + " colour components: must be 1, 3 or 4";
    }
    if (to - from != 6 + 3 * count) {
      return "a broken picture header";
    }
    type = marker;
    height = u8(bytes, from + 1) << 8 | u8(bytes, from + 2);
    width = u8(bytes, from + 3) << 8 | u8(bytes, from + 4);
    components = count;
    String wrong = sizeProblem(maxPixels);
    return wrong != null ? wrong : readComponents(bytes, from + 6);
  }

  private @Nullable String sizeProblem(long maxPixels) {
    if (width == 0 || height == 0) {
      return "a picture of " + width + "x" + height + " pixels";
    }
    if ((long) width * height > maxPixels) {
      return "a picture of " + width + "x" + height + " pixels: more than " + maxPixels;
    }
    if (width > MAX_SIDE || height > MAX_SIDE) {
      return "a picture of " + width + "x" + height + " pixels: a side may have " + MAX_SIDE;
    }
    return null;
  }

  private @Nullable String readComponents(ByteBuffer bytes, int from) {
    maxHorizontal = 1;
    maxVertical = 1;
    for (int c = 0; c < components; c++) {
      ids[c] = u8(bytes, from + 3 * c);
      horizontal[c] = u8(bytes, from + 3 * c + 1) >> 4;
      vertical[c] = u8(bytes, from + 3 * c + 1) & 0xF;
      quantization[c] = u8(bytes, from + 3 * c + 2);
      if (!isSampling(horizontal[c]) || !isSampling(vertical[c])) {
        return "a sampling of " + horizontal[c] + "x" + vertical[c] + ": must be 1x1 to 4x4";
      }
      if (quantization[c] > MAX_QUANTIZATION_ID) {
        return "a quantization table " + quantization[c] + ": must be 0 to 3";
      }
      if (indexOf(ids[c], 0) < c) {
        return "two colour components of the name " + ids[c];
      }
      maxHorizontal = Math.max(maxHorizontal, horizontal[c]);
      maxVertical = Math.max(maxVertical, vertical[c]);
    }
    for (int c = 0; c < components; c++) {
      // T.81 allows these; no decoder enlarges colours by one and a half.
      if (maxHorizontal % horizontal[c] != 0 || maxVertical % vertical[c] != 0) {
        return "a sampling of "
            + horizontal[c]
            + "x"
            + vertical[c]
            + ": must divide "
            + maxHorizontal
            + "x"
            + maxVertical;
      }
    }
    return null;
  }

  private static boolean isSampling(int factor) {
    return factor >= 1 && factor <= MAX_SAMPLING;
  }

  /** The component of that name, at that index or later; as many as there are if there is none. */
  int indexOf(int id, int from) {
    int c = from;
    while (c < components && ids[c] != id) {
      c++;
    }
    return c;
  }

  int components() {
    return components;
  }

  int quantization(int component) {
    return quantization[component];
  }

  /** Blocks of that component in a unit of a scan that holds others, too (A.2.3). */
  int blocksInUnit(int component) {
    return horizontal[component] * vertical[component];
  }

  /**
   * Blocks of that component across a unit of a picture of one scan: a single component is coded
   * block by block, whatever its header says (A.2.2).
   */
  int horizontalInUnit(int component) {
    return components == 1 ? 1 : horizontal[component];
  }

  /** The same down. */
  int verticalInUnit(int component) {
    return components == 1 ? 1 : vertical[component];
  }

  /** Pixels of such a unit across. */
  int unitWidth() {
    return components == 1 ? BLOCK : BLOCK * maxHorizontal;
  }

  /** The same down. */
  int unitHeight() {
    return components == 1 ? BLOCK : BLOCK * maxVertical;
  }

  /** Such units of the picture across. */
  int unitsAcross() {
    return ceil(width, unitWidth());
  }

  /** The same down. */
  int unitsDown() {
    return ceil(height, unitHeight());
  }

  /** Units of a scan of more than one component. */
  long interleavedUnits() {
    return (long) ceil(width, BLOCK * maxHorizontal) * ceil(height, BLOCK * maxVertical);
  }

  /** Units of a scan of that component alone: its blocks (A.2.2). */
  long units(int component) {
    return (long) ceil(width * horizontal[component], BLOCK * maxHorizontal)
        * ceil(height * vertical[component], BLOCK * maxVertical);
  }

  void scanned(int component) {
    scanned |= 1 << component;
  }

  boolean isWhole() {
    return components > 0 && scanned == (1 << components) - 1;
  }

  private static int ceil(int value, int divisor) {
    return (value + divisor - 1) / divisor;
  }

  private static int u8(ByteBuffer bytes, int index) {
    return bytes.get(index) & 0xFF;
  }
}
