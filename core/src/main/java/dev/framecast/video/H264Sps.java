package dev.framecast.video;

import static dev.framecast.video.SpsFields.atMost;

import dev.framecast.internal.BitReader;
import java.nio.ByteBuffer;

/** Reads an SPS of H.264: 7.3.2.1.1 of the standard, and E.1.1 for its VUI. */
final class H264Sps {
  private static final int MAX_ID = 31;
  private static final int MAX_REFERENCES = 16;

  private final BitReader bits = new BitReader();
  private final SpsFields sps = new SpsFields(VideoCodec.H264);

  private H264Sps() {}

  static SpsFields read(byte[] nal) throws BitstreamException {
    if (nal.length < 4 || (nal[0] & 0x9f) != NalTypes.H264_SPS) {
      throw new BitstreamException(
          "not a sequence parameter set of H.264, but a NAL unit of type "
              + (nal.length == 0 ? "none" : nal[0] & 31)
              + " and "
              + nal.length
              + " bytes");
    }
    H264Sps reader = new H264Sps();
    reader.bits.load(ByteBuffer.wrap(nal), 1, nal.length);
    return reader.read();
  }

  /** Its number, if there is one; else -1. */
  static int id(byte[] nal) {
    BitReader bits = new BitReader();
    bits.load(ByteBuffer.wrap(nal), Math.min(4, nal.length), nal.length);
    int id = bits.golomb();
    return bits.isWithin() ? id : -1;
  }

  private SpsFields read() throws BitstreamException {
    byte[] profile = {(byte) bits.number(8), (byte) bits.number(8), (byte) bits.number(8)};
    sps.profileBytes = profile;
    sps.profile = profile[0] & 255;
    sps.level = profile[2] & 255;
    sps.id = atMost("seq_parameter_set_id", bits.golomb(), MAX_ID);
    if (hasChromaFormat(sps.profile)) {
      readSamples();
    }
    sps.frameNumberBits = 4 + atMost("log2_max_frame_num_minus4", bits.golomb(), 12);
    readOrder();
    sps.referenceFrames = atMost("max_num_ref_frames", bits.golomb(), MAX_REFERENCES);
    bits.skip(1);
    int across = atMost("pic_width_in_mbs_minus1", bits.golomb(), SequenceParameterSet.MAX_SIDE);
    int down =
        atMost("pic_height_in_map_units_minus1", bits.golomb(), SequenceParameterSet.MAX_SIDE);
    sps.interlaced = !bits.flag();
    sps.codedWidth = 16 * (across + 1);
    sps.codedHeight = 16 * (down + 1) * (sps.interlaced ? 2 : 1);
    if (sps.interlaced) {
      bits.skip(1);
    }
    bits.skip(1);
    if (bits.flag()) {
      readCropping();
    }
    int vuiFlagAt = bits.position();
    boolean vui = bits.flag();
    sps.check(bits);
    if (!vui) {
      sps.reorderingAt = vuiFlagAt;
    } else {
      readVui();
    }
    return sps;
  }

  private static boolean hasChromaFormat(int profile) {
    return switch (profile) {
      case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
      default -> false;
    };
  }

  private void readSamples() throws BitstreamException {
    sps.chromaFormat = atMost("chroma_format_idc", bits.golomb(), 3);
    sps.separatePlanes = sps.chromaFormat == 3 && bits.flag();
    sps.lumaBits = 8 + atMost("bit_depth_luma_minus8", bits.golomb(), 6);
    sps.chromaBits = 8 + atMost("bit_depth_chroma_minus8", bits.golomb(), 6);
    bits.skip(1);
    if (bits.flag()) {
      int lists = sps.chromaFormat == 3 ? 12 : 8;
      for (int list = 0; list < lists; list++) {
        if (bits.flag()) {
          skipScalingList(list < 6 ? 16 : 64);
        }
      }
    }
  }

  private void skipScalingList(int size) {
    int scale = 8;
    for (int i = 0, next = 8; i < size && next != 0; i++) {
      next = (scale + bits.signedGolomb()) & 255;
      scale = next == 0 ? scale : next;
    }
  }

  private void readOrder() throws BitstreamException {
    int type = atMost("pic_order_cnt_type", bits.golomb(), 2);
    if (type == 0) {
      sps.orderBits = 4 + atMost("log2_max_pic_order_cnt_lsb_minus4", bits.golomb(), 12);
    } else if (type == 1) {
      bits.skip(1);
      bits.skipGolombs(2);
      bits.skipGolombs(atMost("num_ref_frames_in_pic_order_cnt_cycle", bits.golomb(), 255));
    } else {
      sps.reorderedFrames = 0; // 8.2.1.3: the order of showing is that of decoding
    }
  }

  private void readCropping() throws BitstreamException {
    int across = sps.chromaAcross();
    int down = sps.chromaDown() * (sps.interlaced ? 2 : 1);
    sps.cropLeft = across * readCrop();
    sps.cropRight = across * readCrop();
    sps.cropTop = down * readCrop();
    sps.cropBottom = down * readCrop();
  }

  private int readCrop() throws BitstreamException {
    return atMost("frame cropping", bits.golomb(), SequenceParameterSet.MAX_SIDE);
  }

  private void readVui() {
    bits.dropTrailingBits();
    sps.readPicture(bits);
    if (bits.flag()) {
      sps.readTimes(bits, 2); // fields
      bits.skip(1);
    }
    boolean nalBuffer = skipBuffer();
    boolean vclBuffer = skipBuffer();
    if (nalBuffer || vclBuffer) {
      bits.skip(1);
    }
    bits.skip(1);
    int flagAt = bits.position();
    boolean restricted = bits.flag();
    int reordered = sps.reorderedFrames;
    int buffered = -1;
    if (restricted) {
      bits.skip(1);
      bits.skipGolombs(4);
      reordered = bits.golomb();
      buffered = bits.golomb();
    }
    if (!bits.isWithin()) {
      sps.forgetVui();
    } else {
      sps.hasVui = true;
      sps.reorderingAt = flagAt;
      // Beyond these it is nonsense, and decoders take the level's own.
      if (buffered <= MAX_REFERENCES && reordered <= buffered) {
        sps.reorderedFrames = reordered;
        sps.bufferedFrames = buffered;
      }
    }
  }

  /** HRD parameters, E.1.2. */
  private boolean skipBuffer() {
    if (!bits.flag()) {
      return false;
    }
    int count = Math.min(31, bits.golomb()) + 1;
    bits.skip(8);
    for (int i = 0; i < count; i++) {
      bits.skipGolombs(2);
      bits.skip(1);
    }
    bits.skip(20);
    return true;
  }
}
