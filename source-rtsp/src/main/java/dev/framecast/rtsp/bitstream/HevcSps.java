package dev.framecast.rtsp.bitstream;

import dev.framecast.internal.BitReader;
import java.util.ArrayList;
import java.util.List;

/**
 * A sequence parameter set of H.265 (7.3.2.2 of the standard), as far as slices need it.
 *
 * @param id its number
 * @param colourPlanes whether slices name a colour plane
 * @param orderBits bits of slice_pic_order_cnt_lsb
 * @param sets the sets of reference pictures that slices can name
 */
record HevcSps(int id, boolean colourPlanes, int orderBits, List<ReferenceSet> sets) {
  static final int MAX = 16;
  private static final int MAX_SETS = 64;

  /** Reads it; what comes out is nonsense if the reader is not within its bits afterwards. */
  static HevcSps read(BitReader bits) {
    bits.skip(4);
    int subLayers = bits.number(3);
    bits.skip(1);
    skipProfiles(bits, subLayers);
    int id = bits.golomb();
    boolean planes = bits.golomb() == 3 && bits.flag();
    bits.skipGolombs(2); // width and height
    if (bits.flag()) {
      bits.skipGolombs(4); // the conformance window
    }
    bits.skipGolombs(2); // depths
    int orderBits = bits.golomb() + 4;
    int layers = bits.flag() ? subLayers + 1 : 1;
    bits.skipGolombs(3 * layers + 6);
    boolean scaled = bits.flag();
    if (scaled && bits.flag()) {
      skipScalingLists(bits);
    }
    bits.skip(2);
    if (bits.flag()) { // PCM
      bits.skip(8);
      bits.skipGolombs(2);
      bits.skip(1);
    }
    int count = Math.min(MAX_SETS, bits.golomb());
    List<ReferenceSet> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ReferenceSet set = new ReferenceSet();
      set.read(bits, sets, count);
      sets.add(set);
    }
    return new HevcSps(id, planes, orderBits, List.copyOf(sets));
  }

  private static void skipProfiles(BitReader bits, int subLayers) {
    bits.skip(96);
    int profiles = 0;
    int levels = 0;
    for (int i = 0; i < subLayers; i++) {
      profiles += bits.number(1);
      levels += bits.number(1);
    }
    if (subLayers > 0) {
      bits.skip(2 * (8 - subLayers));
    }
    bits.skip(88 * profiles + 8 * levels);
  }

  private static void skipScalingLists(BitReader bits) {
    for (int size = 0; size < 4; size++) {
      for (int matrix = 0; matrix < 6; matrix += size == 3 ? 3 : 1) {
        if (!bits.flag()) {
          bits.skipGolombs(1);
        } else {
          bits.skipGolombs(Math.min(64, 1 << (4 + 2 * size)) + (size > 1 ? 1 : 0));
        }
      }
    }
  }
}
