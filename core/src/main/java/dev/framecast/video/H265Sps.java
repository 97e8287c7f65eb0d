package dev.framecast.video;

import static dev.framecast.video.SpsFields.atMost;

import dev.framecast.internal.BitReader;
import java.nio.ByteBuffer;

/** Reads an SPS of H.265: 7.3.2.2 of the standard, and E.2.1 for its VUI up to the time scale. */
final class H265Sps {
  private static final int MAX_ID = 15;
  private static final int MAX_SUB_LAYERS = 7;
  private static final int MAX_REFERENCES = 16;
  private static final int MAX_SETS = 64;
  private static final int PROFILE_BYTES = 12;

  private final BitReader bits = new BitReader();
  private final SpsFields sps = new SpsFields(VideoCodec.H265);

  private H265Sps() {}

  static SpsFields read(byte[] nal) throws BitstreamException {
    boolean fits = nal.length >= 3 && NalTypes.h265(nal[0]) == NalTypes.H265_SPS;
    if (!fits || (nal[0] & 0x81) != 0 || (nal[1] & 0xf8) != 0) {
      throw new BitstreamException(
          "not a sequence parameter set of H.265's base layer, but a NAL unit of type "
              + (nal.length == 0 ? "none" : NalTypes.h265(nal[0]))
              + " and "
              + nal.length
              + " bytes");
    }
    H265Sps reader = new H265Sps();
    reader.bits.load(ByteBuffer.wrap(nal), 2, nal.length);
    return reader.read();
  }

  /** Its number, if there is one; else -1. */
  static int id(byte[] nal) {
    H265Sps reader = new H265Sps();
    reader.bits.load(ByteBuffer.wrap(nal), Math.min(2, nal.length), nal.length);
    reader.bits.skip(4);
    reader.sps.subLayers = reader.bits.number(3) + 1;
    reader.bits.skip(1);
    reader.readProfile();
    int id = reader.bits.golomb();
    return reader.bits.isWithin() ? id : -1;
  }

  private SpsFields read() throws BitstreamException {
    sps.vps = bits.number(4);
    sps.subLayers = atMost("sub-layers", bits.number(3) + 1, MAX_SUB_LAYERS);
    sps.nested = bits.flag();
    readProfile();
    sps.id = atMost("sps_seq_parameter_set_id", bits.golomb(), MAX_ID);
    sps.chromaFormat = atMost("chroma_format_idc", bits.golomb(), 3);
    sps.separatePlanes = sps.chromaFormat == 3 && bits.flag();
    sps.codedWidth = bits.golomb();
    sps.codedHeight = bits.golomb();
    if (bits.flag()) {
      readCropping();
    }
    sps.lumaBits = 8 + atMost("bit_depth_luma_minus8", bits.golomb(), 8);
    sps.chromaBits = 8 + atMost("bit_depth_chroma_minus8", bits.golomb(), 8);
    sps.orderBits = 4 + atMost("log2_max_pic_order_cnt_lsb_minus4", bits.golomb(), 12);
    sps.reorderingAt = bits.position();
    for (int layers = bits.flag() ? sps.subLayers : 1; layers > 0; layers--) {
      sps.referenceFrames =
          atMost("sps_max_dec_pic_buffering_minus1", bits.golomb(), MAX_REFERENCES - 1);
      sps.reorderedFrames = atMost("sps_max_num_reorder_pics", bits.golomb(), MAX_REFERENCES - 1);
      bits.skipGolombs(1);
    }
    readTools();
    boolean vui = bits.flag();
    sps.check(bits);
    bits.dropTrailingBits();
    if (!bits.isWithin()) {
      sps.reorderingAt = -1; // not ended as a unit is
    } else if (vui) {
      readVui();
    }
    return sps;
  }

  /** {@code profile_tier_level}, 7.3.3. */
  private void readProfile() {
    byte[] profile = new byte[PROFILE_BYTES];
    for (int i = 0; i < PROFILE_BYTES; i++) {
      profile[i] = (byte) bits.number(8);
    }
    sps.profileBytes = profile;
    sps.profile = profile[0] & 31;
    sps.level = profile[PROFILE_BYTES - 1] & 255;
    int profiles = 0;
    int levels = 0;
    for (int i = 1; i < sps.subLayers; i++) {
      profiles += bits.number(1);
      levels += bits.number(1);
    }
    if (sps.subLayers > 1) {
      bits.skip(2 * (9 - sps.subLayers));
    }
    bits.skip(88 * profiles + 8 * levels);
  }

  private void readCropping() throws BitstreamException {
    sps.cropLeft = sps.chromaAcross() * readCrop();
    sps.cropRight = sps.chromaAcross() * readCrop();
    sps.cropTop = sps.chromaDown() * readCrop();
    sps.cropBottom = sps.chromaDown() * readCrop();
  }

  private int readCrop() throws BitstreamException {
    return atMost("conformance window", bits.golomb(), SequenceParameterSet.MAX_SIDE);
  }

  /** What stands between the sub-layers and the VUI. */
  private void readTools() throws BitstreamException {
    bits.skipGolombs(6);
    boolean scaled = bits.flag();
    if (scaled && bits.flag()) {
      skipScalingLists();
    }
    bits.skip(2);
    if (bits.flag()) { // PCM
      bits.skip(8);
      bits.skipGolombs(2);
      bits.skip(1);
    }
    skipReferenceSets(atMost("num_short_term_ref_pic_sets", bits.golomb(), MAX_SETS));
    if (bits.flag()) {
      int longTerm = atMost("num_long_term_ref_pics_sps", bits.golomb(), 32);
      bits.skip(longTerm * (sps.orderBits + 1));
    }
    bits.skip(2);
  }

  private void skipScalingLists() {
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

  /** 7.3.7; the length of a set depends on how many pictures the one before it has. */
  private void skipReferenceSets(int sets) throws BitstreamException {
    int pictures = 0;
    for (int set = 0; set < sets; set++) {
      if (set > 0 && bits.flag()) {
        bits.skip(1);
        bits.skipGolombs(1);
        int kept = 0;
        for (int i = 0; i <= pictures; i++) {
          boolean used = bits.flag();
          kept += used || bits.flag() ? 1 : 0;
        }
        pictures = atMost("pictures of a reference set", kept, MAX_REFERENCES);
      } else {
        int earlier = atMost("num_negative_pics", bits.golomb(), MAX_REFERENCES);
        int later = atMost("num_positive_pics", bits.golomb(), MAX_REFERENCES - earlier);
        pictures = earlier + later;
        for (int i = 0; i < pictures; i++) {
          bits.skipGolombs(1);
          bits.skip(1);
        }
      }
    }
  }

  private void readVui() {
    sps.readPicture(bits);
    bits.skip(1);
    sps.interlaced = bits.flag();
    bits.skip(1);
    if (bits.flag()) { // the default display window, which decoders do not crop to
      bits.skipGolombs(4);
    }
    if (bits.flag()) {
      sps.readTimes(bits, 1);
    }
    if (!bits.isWithin()) {
      sps.forgetVui();
      sps.interlaced = false;
    }
  }
}
