package dev.framecast.rtsp.bitstream;

import dev.framecast.internal.BitReader;
import dev.framecast.internal.NalUnits;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * H.265 names for each picture those that must be there to decode it (the reference picture set,
 * 8.3.2 of the standard), by their place in the order of showing. Held against those that came.
 *
 * <p>Long-term references are not looked at: the cameras that have them mean the last key frame.
 */
final class HevcReferences implements ReferenceCheck {
  private static final int RADL_N = 6;
  private static final int RASL_N = 8;
  private static final int RASL_R = 9;
  private static final int SUB_LAYER_END = 15;
  private static final int IRAP = 16;
  private static final int IDR_W_RADL = 19;
  private static final int IDR_N_LP = 20;
  private static final int IRAP_END = 23;
  private static final int VCL_END = 31;
  private static final int SPS = 33;
  private static final int PPS = 34;
  private static final int MAX_PPS = 64;
  private static final int MAX_PRESENT = 32;

  private record Pps(int sps, boolean outputFlag, int extraBits) {}

  private final BitReader bits = new BitReader();
  private final NalUnits units;
  private final @Nullable HevcSps[] spss = new HevcSps[HevcSps.MAX];
  private final @Nullable Pps[] ppss = new Pps[MAX_PPS];
  private final ReferenceSet own = new ReferenceSet();

  /** Pictures that came and may still be referred to, by their place in the order of showing. */
  private int[] present = new int[MAX_PRESENT];

  private int[] kept = new int[MAX_PRESENT];
  private int count;

  /** False after a picture of which nothing could be told: then nothing is missed. */
  private boolean known;

  private boolean referenced = true;

  private int anchor;

  HevcReferences(ByteBuffer extradata) {
    boolean hvcc = extradata.limit() > 23 && extradata.get(0) == 1;
    units = new NalUnits(hvcc ? (extradata.get(21) & 3) + 1 : 0);
    if (!hvcc) {
      boolean ignored = isComplete(extradata, true);
      return;
    }
    int at = 23;
    for (int arrays = extradata.get(22) & 255;
        arrays > 0 && at + 3 <= extradata.limit();
        arrays--) {
      int nalus = extradata.getShort(at + 1) & 0xffff;
      at += 3;
      for (; nalus > 0 && at + 2 < extradata.limit(); nalus--) {
        int end = Math.min(extradata.limit(), at + 2 + (extradata.getShort(at) & 0xffff));
        if (at + 4 <= end) {
          bits.load(extradata, at + 4, end);
          take((extradata.get(at + 2) >> 1) & 63);
        }
        at = end;
      }
    }
  }

  @Override
  public boolean isComplete(ByteBuffer packet, boolean fresh) {
    units.begin(packet);
    while (units.next()) {
      int type = (units.header() >> 1) & 63;
      boolean baseLayer = (units.header() & 1) == 0 && units.secondHeader() >> 3 == 0;
      if (baseLayer && type <= VCL_END) {
        units.read(bits, 2);
        referenced = type > SUB_LAYER_END || (type & 1) != 0; // table 7-1: the even ones are not
        return slice(type, (units.secondHeader() & 7) == 1, fresh);
      } else if (baseLayer && (type == SPS || type == PPS)) {
        units.read(bits, 2);
        take(type);
      }
    }
    return true;
  }

  @Override
  public boolean isReferenced() {
    return referenced;
  }

  private boolean slice(int type, boolean lowestLayer, boolean fresh) {
    boolean first = bits.flag();
    boolean isKey = type >= IRAP && type <= IRAP_END;
    if (!first) {
      return false;
    }
    if (isKey) {
      bits.skip(1);
    }
    int number = bits.golomb();
    Pps pps = number < MAX_PPS ? ppss[number] : null;
    HevcSps sps = pps == null ? null : spss[pps.sps()];
    if (pps == null || sps == null) {
      known = false;
      return true;
    }
    bits.skip(pps.extraBits());
    int ignored = bits.golomb(); // slice_type
    bits.skip((pps.outputFlag() ? 1 : 0) + (sps.colourPlanes() ? 2 : 0));
    boolean isIdr = type == IDR_W_RADL || type == IDR_N_LP;
    int low = isIdr ? 0 : bits.number(sps.orderBits());
    boolean begins = isIdr || (isKey && (fresh || type < IDR_W_RADL));
    int order = begins ? low : order(low, sps.orderBits());
    boolean subLayer = type <= SUB_LAYER_END && (type & 1) == 0;
    boolean leading = type >= RADL_N && type <= RASL_R;
    if (lowestLayer && !subLayer && !leading) {
      anchor = order;
    }
    if (begins) {
      count = 0;
      known = true;
    } else {
      ReferenceSet set = references(sps);
      if (set == null || !bits.isWithin()) {
        known = false;
      } else if (!isKey && !keepOnly(set, order)) {
        // RASL pictures are not decodable where decoding began with their key frame, and not shown.
        return type == RASL_N || type == RASL_R;
      }
    }
    if (count < MAX_PRESENT) {
      present[count++] = order;
    }
    return true;
  }

  private @Nullable ReferenceSet references(HevcSps sps) {
    int total = sps.sets().size();
    if (!bits.flag()) {
      own.read(bits, sps.sets(), total);
      return own;
    }
    int index = total > 1 ? bits.number(32 - Integer.numberOfLeadingZeros(total - 1)) : 0;
    return index < total ? sps.sets().get(index) : null;
  }

  /** Forgets all but these; false if the picture lacks one of them. */
  private boolean keepOnly(ReferenceSet set, int order) {
    boolean complete = true;
    int left = 0;
    for (int i = 0; i < set.count(); i++) {
      if (has(order + set.delta(i))) {
        kept[left++] = order + set.delta(i);
      } else if (set.isUsed(i)) {
        complete = false;
      }
    }
    int[] other = present;
    present = kept;
    kept = other;
    count = left;
    return complete || !known;
  }

  private boolean has(int order) {
    for (int i = 0; i < count; i++) {
      if (present[i] == order) {
        return true;
      }
    }
    return false;
  }

  /** 8.3.1: the number's upper bits are those that bring it nearest to the picture before. */
  private int order(int low, int orderBits) {
    int range = 1 << orderBits;
    int high = anchor - (anchor & (range - 1));
    int distance = low - (anchor & (range - 1));
    if (distance <= -range / 2) {
      high += range;
    } else if (distance > range / 2) {
      high -= range;
    }
    return high + low;
  }

  private void take(int type) {
    if (type == SPS) {
      HevcSps sps = HevcSps.read(bits);
      if (bits.isWithin() && sps.id() < HevcSps.MAX && sps.orderBits() <= 16) {
        spss[sps.id()] = sps;
      }
    } else if (type == PPS) {
      int number = bits.golomb();
      int sps = bits.golomb();
      bits.skip(1);
      boolean outputFlag = bits.flag();
      int extraBits = bits.number(3);
      if (bits.isWithin() && number < MAX_PPS && sps < HevcSps.MAX) {
        ppss[number] = new Pps(sps, outputFlag, extraBits);
      }
    }
  }
}
