package dev.framecast.rtsp.decode;

import dev.framecast.fuzz.FuzzTarget;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;

/** JPEGs out of RTP packets: where a header is found, its size can be read and written. */
final class JpegHeaderFuzz implements FuzzTarget {
  @Override
  public void take(byte[] input) {
    ByteBuffer jpeg = ByteBuffer.wrap(input);
    boolean unused = JpegHeader.isWhole(jpeg);
    int frame = JpegHeader.find(jpeg);
    if (frame == JpegHeader.NONE) {
      return;
    }
    JpegHeader.setSize(jpeg, frame, 65_535, 1);
    if (JpegHeader.width(jpeg, frame) != 65_535 || JpegHeader.height(jpeg, frame) != 1) {
      throw new AssertionError("another size");
    }
  }

  @Override
  public Map<String, byte[]> seeds() {
    String hex = "ffd8ffe000104a46494600010100000100010000ffffc00011080010001003012200021101031101";
    return Map.of("header", HexFormat.of().parseHex(hex + "ffda000cffd9"));
  }
}
