package dev.framecast.rtsp.bitstream;

import dev.framecast.internal.BitReader;
import dev.framecast.internal.NalUnits;
import java.nio.ByteBuffer;

/**
 * H.264 counts its reference pictures (frame_num, 7.4.3 of the standard): where the count leaves
 * one out, that picture is missing.
 */
final class H264References implements ReferenceCheck {
  private static final int SLICE = 1;
  private static final int PARTITION = 2;
  private static final int IDR = 5;
  private static final int SPS = 7;
  private static final int PPS = 8;
  private static final int MAX_SPS = 32;
  private static final int MAX_PPS = 256;
  private static final int UNKNOWN = -1;

  private final BitReader bits = new BitReader();
  private final NalUnits units;

  /** Bits of frame_num by parameter set; 0 where the set is unknown, or allows gaps. */
  private final int[] frameNumBits = new int[MAX_SPS];

  private final boolean[] colourPlanes = new boolean[MAX_SPS];
  private final int[] spsOfPps = new int[MAX_PPS];
  private int last = UNKNOWN;
  private boolean referenced = true;

  H264References(ByteBuffer extradata) {
    boolean avcc = extradata.limit() > 6 && extradata.get(0) == 1;
    units = new NalUnits(avcc ? (extradata.get(4) & 3) + 1 : 0);
    if (avcc) {
      int at = parameterSets(extradata, 6, extradata.get(5) & 31);
      if (at < extradata.limit()) {
        int ignored = parameterSets(extradata, at + 1, extradata.get(at) & 255);
      }
    } else {
      boolean ignored = isComplete(extradata, true);
    }
  }

  private int parameterSets(ByteBuffer avcc, int start, int count) {
    int at = start;
    for (int i = 0; i < count && at + 2 < avcc.limit(); i++) {
      int length = avcc.getShort(at) & 0xffff;
      int end = Math.min(avcc.limit(), at + 2 + length);
      if (at + 3 <= end) {
        bits.load(avcc, at + 3, end);
        take(avcc.get(at + 2) & 31);
      }
      at = end;
    }
    return at;
  }

  @Override
  public boolean isComplete(ByteBuffer packet, boolean fresh) {
    units.begin(packet);
    while (units.next()) {
      int type = units.header() & 31;
      if (type == SLICE || type == PARTITION || type == IDR) {
        units.read(bits, 1);
        referenced = (units.header() & 0x60) != 0; // nal_ref_idc
        return slice(type == IDR || fresh, referenced);
      } else if (type == SPS || type == PPS) {
        units.read(bits, 1);
        take(type);
      }
    }
    return true;
  }

  @Override
  public boolean isReferenced() {
    return referenced;
  }

  private boolean slice(boolean begins, boolean referred) {
    boolean whole = bits.golomb() == 0; // first_mb_in_slice
    int ignored = bits.golomb(); // slice_type
    int pps = bits.golomb();
    int sps = pps < MAX_PPS ? spsOfPps[pps] : 0;
    if (frameNumBits[sps] == 0 || !bits.isWithin()) {
      last = UNKNOWN;
      return whole;
    }
    if (colourPlanes[sps]) {
      bits.skip(2);
    }
    int count = bits.number(frameNumBits[sps]);
    int next = (last + 1) & ((1 << frameNumBits[sps]) - 1);
    boolean follows = begins || last == UNKNOWN || count == last || count == next;
    if (referred) {
      last = count;
    } else if (!follows || begins) {
      last = (count - 1) & ((1 << frameNumBits[sps]) - 1);
    }
    return whole && follows;
  }

  private void take(int type) {
    if (type == PPS) {
      int pps = bits.golomb();
      int sps = bits.golomb();
      if (pps < MAX_PPS && sps < MAX_SPS && bits.isWithin()) {
        spsOfPps[pps] = sps;
      }
    } else if (type == SPS) {
      sequence();
    }
  }

  private void sequence() {
    int profile = bits.number(8);
    bits.skip(16);
    int sps = bits.golomb();
    boolean planes = false;
    if (hasChromaFormat(profile)) {
      boolean fullChroma = bits.golomb() == 3;
      planes = fullChroma && bits.flag();
      int ignored = bits.golomb() + bits.golomb(); // depths
      bits.skip(1);
      if (bits.flag()) {
        skipScalingLists(fullChroma ? 12 : 8);
      }
    }
    int size = bits.golomb() + 4;
    int orderType = bits.golomb();
    if (orderType == 0) {
      int ignored = bits.golomb();
    } else if (orderType == 1) {
      bits.skip(1);
      int ignored = bits.golomb() + bits.golomb();
      for (int left = Math.min(255, bits.golomb()); left > 0; left--) {
        ignored = bits.golomb();
      }
    }
    int ignored = bits.golomb(); // max_num_ref_frames
    boolean gaps = bits.flag();
    if (sps < MAX_SPS && bits.isWithin()) {
      frameNumBits[sps] = gaps || size > 16 ? 0 : size;
      colourPlanes[sps] = planes;
    }
  }

  private void skipScalingLists(int lists) {
    for (int list = 0; list < lists; list++) {
      if (bits.flag()) {
        int size = list < 6 ? 16 : 64;
        int scale = 8;
        for (int i = 0, next = 8; i < size && next != 0; i++) {
          next = (scale + bits.signedGolomb()) & 255;
          scale = next == 0 ? scale : next;
        }
      }
    }
  }

  private static boolean hasChromaFormat(int profile) {
    return switch (profile) {
      case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
      default -> false;
    };
  }
}
