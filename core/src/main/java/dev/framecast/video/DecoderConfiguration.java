package dev.framecast.video;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The records {@code avcC} (ISO/IEC 14496-15, 5.3.3.1) and {@code hvcC} (8.3.3.1). */
final class DecoderConfiguration {
  private static final int LENGTH_BYTES = 4;
  private static final int AVCC_HEADER = 6;
  private static final int HVCC_HEADER = 23;

  private DecoderConfiguration() {}

  /** Of how many bytes lengths are by a header; 0 if it is none of these records. */
  static int lengthBytes(VideoCodec codec, ByteBuffer header) {
    int at = header.position();
    boolean h264 = codec == VideoCodec.H264;
    int least = h264 ? AVCC_HEADER : HVCC_HEADER;
    if (header.remaining() < least || header.get(at) != 1) {
      return 0;
    }
    return (header.get(at + (h264 ? 4 : 21)) & 3) + 1;
  }

  static void read(ParameterSets sets, ByteBuffer header) throws BitstreamException {
    ByteBuffer in = header.duplicate(); // whose order is big-endian
    if (sets.codec() == VideoCodec.H264) {
      in.position(in.position() + AVCC_HEADER - 1);
      readSets(sets, in, in.get() & 31);
      if (in.hasRemaining()) {
        readSets(sets, in, in.get() & 255);
      }
    } else {
      in.position(in.position() + HVCC_HEADER - 1);
      for (int arrays = in.get() & 255; arrays > 0 && in.remaining() >= 3; arrays--) {
        in.get();
        readSets(sets, in, in.getShort() & 0xffff);
      }
    }
  }

  private static void readSets(ParameterSets sets, ByteBuffer in, int count)
      throws BitstreamException {
    for (int i = 0; i < count; i++) {
      int length = in.remaining() < 2 ? -1 : in.getShort() & 0xffff;
      if (length < 0 || length > in.remaining()) {
        throw new BitstreamException(
            "a decoder configuration that is cut off in a parameter set of "
                + length
                + " bytes, of which there are "
                + in.remaining());
      }
      boolean ignored = sets.add(in, in.position(), in.position() + length);
      in.position(in.position() + length);
    }
  }

  static byte[] write(ParameterSets sets, SequenceParameterSet sequence) {
    return sets.codec() == VideoCodec.H264
        ? h264(sets, sequence.fields())
        : h265(sets, sequence.fields());
  }

  private static byte[] h264(ParameterSets sets, SpsFields sps) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(1);
    out.writeBytes(sps.profileBytes);
    out.write(0xfc | (LENGTH_BYTES - 1));
    List<byte[]> sequences = ofType(sets, NalTypes.H264_SPS);
    List<byte[]> pictures = ofType(sets, NalTypes.H264_PPS);
    writeSets(out, 0xe0 | Math.min(31, sequences.size()), sequences, 31);
    writeSets(out, Math.min(255, pictures.size()), pictures, 255);
    if (sps.profile != 66 && sps.profile != 77 && sps.profile != 88) {
      out.write(0xfc | sps.chromaFormat);
      out.write(0xf8 | (sps.lumaBits - 8));
      out.write(0xf8 | (sps.chromaBits - 8));
      out.write(0); // no extensions of sequence parameter sets
    }
    return out.toByteArray();
  }

  private static byte[] h265(ParameterSets sets, SpsFields sps) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(1);
    out.writeBytes(sps.profileBytes);
    out.write(0xf0); // any segmentation
    out.write(0);
    out.write(0xfc); // any kind of parallel decoding
    out.write(0xfc | sps.chromaFormat);
    out.write(0xf8 | (sps.lumaBits - 8));
    out.write(0xf8 | (sps.chromaBits - 8));
    out.write(0); // any frame rate
    out.write(0);
    out.write((sps.subLayers << 3) | (sps.nested ? 4 : 0) | (LENGTH_BYTES - 1));
    out.write(3);
    for (int type = NalTypes.H265_VPS; type <= NalTypes.H265_PPS; type++) {
      List<byte[]> units = ofType(sets, type);
      out.write(0x80 | type); // all of them are here
      out.write(units.size() >> 8);
      writeSets(out, units.size() & 255, units, units.size());
    }
    return out.toByteArray();
  }

  private static List<byte[]> ofType(ParameterSets sets, int wanted) {
    List<byte[]> units = new ArrayList<>();
    sets.forEach(
        true,
        (type, unit) -> {
          if (type == wanted) {
            units.add(unit);
          }
        });
    return units;
  }

  private static void writeSets(
      ByteArrayOutputStream out, int count, List<byte[]> units, int most) {
    out.write(count);
    for (byte[] unit : units.subList(0, Math.min(most, units.size()))) {
      out.write(unit.length >> 8);
      out.write(unit.length);
      out.writeBytes(unit);
    }
  }
}
