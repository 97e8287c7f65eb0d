package dev.framecast.video;

import dev.framecast.internal.BitReader;
import dev.framecast.internal.BitWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes into an SPS that pictures are shown in the order in which they come. */
final class NoReordering {
  private final SpsFields sps;
  private final byte[] nal;
  private final BitReader bits = new BitReader();
  private final BitWriter out;

  private NoReordering(SpsFields sps, byte[] nal) {
    this.sps = sps;
    this.nal = nal;
    out = new BitWriter(nal.length + 16);
  }

  static byte[] rewrite(SpsFields sps, byte[] nal) {
    boolean unneeded = sps.codec == VideoCodec.H265 && sps.reorderedFrames == 0;
    if (sps.reorderingAt < 0 || unneeded) {
      return nal.clone();
    }
    return sps.codec == VideoCodec.H264
        ? new NoReordering(sps, nal).h264()
        : new NoReordering(sps, nal).h265();
  }

  /** The bitstream restriction at the end of the VUI; its fields are in E.2.1. */
  private byte[] h264() {
    int buffered = Math.max(1, sps.referenceFrames);
    if (sps.bufferedFrames >= sps.referenceFrames && sps.bufferedFrames >= 0) {
      buffered = Math.min(buffered, sps.bufferedFrames);
    }
    if (sps.reorderedFrames == 0 && sps.bufferedFrames == buffered) {
      return nal.clone();
    }
    bits.load(ByteBuffer.wrap(nal), 1, nal.length);
    out.copy(bits, sps.reorderingAt);
    boolean restricted = bits.flag();
    if (!sps.hasVui) {
      out.flag(true);
      out.number(0, 8); // nothing but the restriction
      restricted = false;
    }
    out.flag(true);
    if (restricted) {
      int from = bits.position();
      BitReader fields = new BitReader();
      fields.load(ByteBuffer.wrap(nal), 1, nal.length);
      fields.skip(from + 1);
      fields.skipGolombs(4);
      out.copy(bits, fields.position() - from);
    } else {
      out.flag(true); // motion vectors may point beyond the borders
      out.golomb(0); // any number of bytes a picture
      out.golomb(0); // and of bits a macroblock
      out.golomb(15); // motion vectors of any length, also downwards
      out.golomb(15);
    }
    out.golomb(0); // max_num_reorder_frames
    out.golomb(buffered);
    out.end();
    return out.unit(Arrays.copyOf(nal, 1));
  }

  /**
   * The numbers of the sub-layers. What follows from lower ones: the most pictures that may be
   * waited for (SpsMaxLatencyPictures) gets less by as much, and is none in such a stream.
   */
  private byte[] h265() {
    bits.load(ByteBuffer.wrap(nal), 2, nal.length);
    bits.dropTrailingBits();
    out.copy(bits, sps.reorderingAt);
    boolean each = bits.flag();
    out.flag(each);
    for (int layers = each ? sps.subLayers : 1; layers > 0; layers--) {
      out.golomb(bits.golomb());
      int ignored = bits.golomb();
      out.golomb(0);
      out.golomb(bits.golomb());
    }
    out.copy(bits, bits.length() - bits.position());
    out.end();
    return out.unit(Arrays.copyOf(nal, 2));
  }
}
