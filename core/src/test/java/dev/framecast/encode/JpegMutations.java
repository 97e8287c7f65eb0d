package dev.framecast.encode;

import dev.framecast.jpeg.Jpegs;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** JPEGs of many kinds whose headers were changed at random, the same ones in each run. */
final class JpegMutations {
  private static final int SOS = 0xDA;
  private static final int EOI = 0xD9;

  private final Random random;

  JpegMutations(long seed) {
    random = new Random(seed);
  }

  /** What is changed, by name. */
  static Map<String, byte[]> seeds() {
    Map<String, byte[]> seeds = new TreeMap<>();
    seeds.put("4:2:0", Jpegs.color(64, 48));
    seeds.put("4:2:2", Jpegs.sampled(64, 48, 2, 1));
    seeds.put("4:4:4", Jpegs.sampled(64, 48, 1, 1));
    seeds.put("gray", Jpegs.gray(64, 48));
    seeds.put("progressive", Jpegs.progressive(64, 48));
    seeds.put("restarts", Jpegs.withRestarts(64, 48, 3));
    seeds.put("optimized", Jpegs.optimized(64, 48));
    seeds.put("without tables", Jpegs.without(Jpegs.color(64, 48), 0xC4));
    return seeds;
  }

  byte[] mutate(byte[] jpeg) {
    List<int[]> segments = segments(jpeg);
    int[] segment = segments.get(random.nextInt(segments.size()));
    int[] other = segments.get(random.nextInt(segments.size()));
    byte[] changed = jpeg.clone();
    switch (random.nextInt(12)) {
      case 0 -> {
        return spliced(jpeg, segment[0], segment[0], noise(1 + random.nextInt(4)));
      }
      case 1 -> {
        return spliced(jpeg, at(segment), 1, new byte[0]);
      }
      case 2 -> {
        return spliced(jpeg, segment[0], segment[1] - segment[0], new byte[0]);
      }
      case 3 -> {
        return spliced(jpeg, other[0], 0, part(jpeg, segment));
      }
      case 4 -> {
        change(changed, segment);
        change(changed, other);
      }
      case 5, 6 -> {
        int at = at(segment);
        changed[at] ^= (byte) (1 << random.nextInt(8));
      }
      case 7 -> {
        int at = at(segment);
        changed[at] += (byte) (random.nextBoolean() ? 1 : -1);
      }
      default -> change(changed, segment);
    }
    return changed;
  }

  private void change(byte[] jpeg, int[] segment) {
    jpeg[at(segment)] = (byte) random.nextInt(256);
  }

  private int at(int[] segment) {
    // Most of what matters stands at the beginning: sizes, ids, counts.
    int length = segment[1] - segment[0];
    return segment[0] + random.nextInt(random.nextBoolean() ? Math.min(length, 24) : length);
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] part(byte[] jpeg, int[] segment) {
    byte[] part = new byte[segment[1] - segment[0]];
    System.arraycopy(jpeg, segment[0], part, 0, part.length);
    return part;
  }

  private static byte[] spliced(byte[] jpeg, int at, int taken, byte[] put) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, at);
    out.writeBytes(put);
    int from = put.length > 0 ? at : at + taken;
    out.write(jpeg, from, jpeg.length - from);
    return out.toByteArray();
  }

  /** Where the segments of headers begin and end, those between scans too. */
  private static List<int[]> segments(byte[] jpeg) {
    List<int[]> segments = new ArrayList<>();
    int i = 2;
    while ((jpeg[i + 1] & 0xFF) != EOI) {
      int end = i + 2 + (((jpeg[i + 2] & 0xFF) << 8) | (jpeg[i + 3] & 0xFF));
      segments.add(new int[] {i, end});
      boolean scan = (jpeg[i + 1] & 0xFF) == SOS;
      i = end;
      while (scan && !(jpeg[i] == -1 && jpeg[i + 1] != 0 && (jpeg[i + 1] & 0xF8) != 0xD0)) {
        i++;
      }
    }
    return segments;
  }
}
