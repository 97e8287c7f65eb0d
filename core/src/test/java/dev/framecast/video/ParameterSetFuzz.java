package dev.framecast.video;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** An SPS is refused, or has a possible size, also when it was rewritten. */
final class ParameterSetFuzz implements FuzzTarget {

  @Override
  public void take(byte[] input) throws Exception {
    FuzzInput in = new FuzzInput(input);
    VideoCodec codec = (in.number() & 1) == 0 ? VideoCodec.H264 : VideoCodec.H265;
    SequenceParameterSet sps;
    try {
      sps = SequenceParameterSet.parse(codec, ByteBuffer.wrap(in.rest()));
    } catch (BitstreamException e) {
      require(e.getMessage() != null, "no message");
      return;
    }
    require(isSide(sps.width()) && isSide(sps.height()), "a size of " + sps.width());
    require(sps.width() <= sps.codedWidth(), "wider than coded");
    require(sps.codecString().matches("[a-zA-Z0-9.]{11,60}"), sps.codecString());
    require(sps.framesPerSecond() >= 0, "rate " + sps.framesPerSecond());
    byte[] rewritten = sps.withoutReordering();
    if (sps.fields().reorderingAt < 0 || rewritten.length > SequenceParameterSet.MAX_BYTES) {
      return;
    }
    SequenceParameterSet other = SequenceParameterSet.parse(codec, ByteBuffer.wrap(rewritten));
    require(other.reorderedFrames() == 0, "reordering is left");
    require(other.codecString().equals(sps.codecString()), "another codec");
    require(other.width() == sps.width() && other.height() == sps.height(), "another size");
    require(other.pixelWidth() == sps.pixelWidth(), "another shape of pixels");
    require(other.framesPerSecond() == sps.framesPerSecond(), "another rate");
    require(other.referenceFrames() == sps.referenceFrames(), "other references");
  }

  private static boolean isSide(int pixels) {
    return pixels > 0 && pixels <= SequenceParameterSet.MAX_SIDE;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  @Override
  public Map<String, byte[]> seeds() {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    for (Streams.Row row : Streams.rows()) {
      byte[] codec = {(byte) (row.codec() == VideoCodec.H264 ? 0 : 1)};
      seeds.put(row.file(), Streams.join(codec, Streams.sps(row.file())));
    }
    return seeds;
  }
}
