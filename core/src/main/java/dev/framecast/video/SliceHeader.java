package dev.framecast.video;

import dev.framecast.internal.BitReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The beginning of a slice: H.264, 7.3.3; H.265, 7.3.6.1. Used again for the next one. */
final class SliceHeader {
  /** More than what is read here can take. */
  private static final int MOST_BYTES = 64;

  private static final int IRAP_END = 23;

  private final BitReader bits = new BitReader();
  private final ParameterSets sets;

  /** The parameter sets that it refers to, if they are there. */
  @Nullable PictureParameterSet picture;

  @Nullable SequenceParameterSet sequence;

  /** Which picture parameter set that is. */
  int pictureId;

  boolean bidirectional;

  /** pic_order_cnt_lsb, or -1 if it has none. */
  int order;

  SliceHeader(ParameterSets sets) {
    this.sets = sets;
  }

  void readH264(ByteBuffer data, int from, int to, boolean idr) {
    bits.load(data, from + 1, Math.min(to, from + 1 + MOST_BYTES));
    bits.skipGolombs(1); // the first macroblock
    int type = bits.golomb() % 5;
    bidirectional = type == 1;
    order = -1;
    SpsFields sps = readSets();
    if (sps == null || sps.orderBits == 0) {
      return;
    }
    bits.skip((sps.separatePlanes ? 2 : 0) + sps.frameNumberBits);
    if (sps.interlaced && bits.flag()) {
      bits.skip(1);
    }
    bits.skipGolombs(idr ? 1 : 0);
    readOrder(sps);
  }

  void readH265(ByteBuffer data, int from, int to, int type) {
    bits.load(data, from + 2, Math.min(to, from + 2 + MOST_BYTES));
    boolean first = bits.flag();
    boolean key = type >= NalTypes.H265_BLA_W_LP && type <= IRAP_END;
    bits.skip(key ? 1 : 0);
    bidirectional = false;
    order = -1;
    SpsFields sps = readSets();
    PictureParameterSet pps = picture;
    if (sps == null || pps == null || !first) {
      return;
    }
    bits.skip(pps.extraBits);
    bidirectional = bits.golomb() == 0 && bits.isWithin();
    bits.skip((pps.outputFlag ? 1 : 0) + (sps.separatePlanes ? 2 : 0));
    if (type == NalTypes.H265_IDR_W_RADL || type == NalTypes.H265_IDR_N_LP) {
      order = 0;
    } else {
      readOrder(sps);
    }
  }

  private @Nullable SpsFields readSets() {
    pictureId = bits.golomb();
    picture = bits.isWithin() ? sets.picture(pictureId) : null;
    sequence = picture != null && sets.isComplete(picture) ? sets.sequence(picture) : null;
    return sequence == null ? null : sequence.fields();
  }

  private void readOrder(SpsFields sps) {
    int low = bits.number(sps.orderBits);
    order = bits.isWithin() ? low : -1;
  }
}
