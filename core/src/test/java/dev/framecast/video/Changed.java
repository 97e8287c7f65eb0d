package dev.framecast.video;

import dev.framecast.internal.BitReader;
import dev.framecast.internal.BitWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Parameter sets as other encoders would write them. */
final class Changed {
  private Changed() {}

  /** An SPS of H.264 whose VUI is left out. */
  static byte[] withoutVui(byte[] sps) throws BitstreamException {
    SpsFields fields = H264Sps.read(sps);
    BitReader bits = new BitReader();
    // Without a VUI before it the flag is the last bit that both have.
    for (int length = 1; ; length++) {
      bits.load(ByteBuffer.wrap(sps), 1, sps.length);
      BitWriter out = new BitWriter(sps.length);
      out.copy(bits, length);
      out.flag(false);
      out.end();
      byte[] changed = out.unit(Arrays.copyOf(sps, 1));
      try {
        SpsFields read = H264Sps.read(changed);
        if (read.width() == fields.width()
            && read.height() == fields.height()
            && read.reorderingAt == length) {
          return changed;
        }
      } catch (BitstreamException tooShort) {
        assert length < 8 * sps.length : tooShort;
      }
    }
  }

  /** An SPS of H.265 that says that so many pictures are reordered. */
  static byte[] withReordering(byte[] sps, int pictures) throws BitstreamException {
    SpsFields fields = H265Sps.read(sps);
    BitReader bits = new BitReader();
    bits.load(ByteBuffer.wrap(sps), 2, sps.length);
    bits.dropTrailingBits();
    BitWriter out = new BitWriter(sps.length);
    out.copy(bits, fields.reorderingAt);
    boolean each = bits.flag();
    out.flag(each);
    for (int i = each ? fields.subLayers : 1; i > 0; i--) {
      out.golomb(Math.max(pictures, bits.golomb()));
      int ignored = bits.golomb();
      out.golomb(pictures);
      out.golomb(bits.golomb());
    }
    out.copy(bits, bits.length() - bits.position());
    out.end();
    return out.unit(Arrays.copyOf(sps, 2));
  }

  /** The stream with another SPS in the place of each. */
  static byte[] withSps(byte[] stream, VideoCodec codec, byte[] sps) {
    byte[] changed = {};
    for (byte[] nal : Streams.nals(stream)) {
      boolean isSps = Streams.type(codec, nal) == (codec == VideoCodec.H264 ? 7 : 33);
      changed = Streams.join(changed, Streams.startCode(isSps ? sps : nal));
    }
    return changed;
  }
}
