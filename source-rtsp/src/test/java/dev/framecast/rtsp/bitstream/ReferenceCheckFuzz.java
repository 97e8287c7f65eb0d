package dev.framecast.rtsp.bitstream;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parameter sets and slices of H.264 and H.265, in packets of any length. */
final class ReferenceCheckFuzz implements FuzzTarget {
  private static final String H264 =
      "00000001 6742c01e da02802d d0800000 03008000 001e078b 17500000 000168ce 06e2";
  private static final String HEVC =
      "00000001 42010101 60000003 00900000 03000003 003ca00a 080f165b a4a4c2f0 16800000"
          + "03008000 000c8400 00000144 01c172b4 2240";

  @Override
  public void take(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    boolean hevc = (in.number() & 1) != 0;
    ByteBuffer extradata = ByteBuffer.wrap(in.bytes(in.number()));
    ReferenceCheck check = hevc ? ReferenceCheck.h265(extradata) : ReferenceCheck.h264(extradata);
    while (!in.isEmpty()) {
      boolean fresh = (in.number() & 1) != 0;
      // A packet is a part of a buffer that is larger.
      ByteBuffer packet = ByteBuffer.wrap(in.bytes(4 * in.number()));
      boolean unused = check.isComplete(packet, fresh) && check.isReferenced();
    }
  }

  @Override
  public Map<String, byte[]> seeds() {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    seeds.put("h264", seed(0, H264, "00000001 65888400 33ff", "00000001 419a24c0 00"));
    seeds.put("h265", seed(1, HEVC, "00000001 2601ac", "00000001 0201d0 09 7e10"));
    seeds.put("avcc", seed(0, "0142c01e ffe10017 6742c01e da02802d d0800000", "00000002 6588"));
    seeds.put("hvcc", seed(1, "01" + "00".repeat(20) + "03 01 a1 0001 0004 42010101", "0000"));
    return seeds;
  }

  private static byte[] seed(int codec, String extradata, String... packets) {
    byte[] extra = hex(extradata);
    ByteBuffer seed = ByteBuffer.allocate(1_000);
    seed.put((byte) codec).put((byte) extra.length).put(extra);
    for (String packet : packets) {
      byte[] bytes = hex(packet);
      int words = (bytes.length + 3) / 4;
      seed.put((byte) 1).put((byte) words).put(java.util.Arrays.copyOf(bytes, 4 * words));
    }
    return java.util.Arrays.copyOf(seed.array(), seed.position());
  }

  private static byte[] hex(String text) {
    return java.util.HexFormat.of().parseHex(text.replace(" ", ""));
  }
}
