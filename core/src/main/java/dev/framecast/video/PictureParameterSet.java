package dev.framecast.video;

import dev.framecast.internal.BitReader;
import java.nio.ByteBuffer;

/** As much of a picture parameter set as it takes to find its SPS and to read slice headers. */
final class PictureParameterSet {
  static final int H264_MAX = 256;
  static final int H265_MAX = 64;

  final byte[] unit;
  final int id;
  final int sps;

  /** With H.265: bits in slice headers, before the slice's type and behind it. */
  final int extraBits;

  final boolean outputFlag;

  /** Whether it is another than that which was there before, in the latest access unit. */
  boolean changed = true;

  private PictureParameterSet(byte[] unit, int id, int sps, int extraBits, boolean outputFlag) {
    this.unit = unit;
    this.id = id;
    this.sps = sps;
    this.extraBits = extraBits;
    this.outputFlag = outputFlag;
  }

  static PictureParameterSet read(VideoCodec codec, byte[] unit, BitReader bits)
      throws BitstreamException {
    boolean h264 = codec == VideoCodec.H264;
    bits.load(ByteBuffer.wrap(unit), h264 ? 1 : 2, unit.length);
    int id = bits.golomb();
    int sps = bits.golomb();
    boolean output = false;
    int extra = 0;
    if (!h264) {
      bits.skip(1);
      output = bits.flag();
      extra = bits.number(3);
    }
    int ids = h264 ? H264_MAX : H265_MAX;
    int sequences = h264 ? ParameterSets.H264_SEQUENCES : ParameterSets.H265_SEQUENCES;
    if (!bits.isWithin() || id >= ids || sps >= sequences) {
      throw new BitstreamException(
          "picture parameter set "
              + id
              + " of sequence parameter set "
              + sps
              + ": must be below "
              + ids
              + " and "
              + sequences
              + ", and not cut off");
    }
    return new PictureParameterSet(unit, id, sps, extra, output);
  }
}
