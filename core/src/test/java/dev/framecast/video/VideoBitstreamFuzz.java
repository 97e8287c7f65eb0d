package dev.framecast.video;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Access units in either form: what a filter hands on, it hands on again unchanged. */
final class VideoBitstreamFuzz implements FuzzTarget {

  @Override
  public void take(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    int form = in.number();
    VideoCodec codec = (form & 1) == 0 ? VideoCodec.H264 : VideoCodec.H265;
    ParameterSets sets = new ParameterSets(codec);
    int lengthBytes = 0;
    try {
      lengthBytes = sets.addConfiguration(ByteBuffer.wrap(in.bytes(in.number())));
    } catch (BitstreamException e) {
      require(e.getMessage() != null, "no message");
    }
    AccessUnitFilter filter = new AccessUnitFilter(sets, lengthBytes);
    AccessUnitFilter again = new AccessUnitFilter(new ParameterSets(codec), 0);
    filter.withoutReordering((form & 2) != 0);
    again.withoutReordering((form & 2) != 0);
    boolean begun = false;
    while (!in.isEmpty()) {
      ByteBuffer unit = ByteBuffer.wrap(in.bytes(16 * in.number() + 1));
      boolean good = filter.inspect(unit);
      require(good == (filter.problem() == null), "good and " + filter.problem());
      require(!filter.isKey() || filter.hasPicture(), "a key frame without picture");
      byte[] written = good ? Streams.written(filter) : new byte[0];
      if (good) {
        filter.writeSampleTo(ByteBuffer.allocate(filter.sampleLength()));
      }
      SequenceParameterSet sequence = filter.sequence();
      if (good) {
        require(sequence != null && sequence.width() > 0, "no size");
      }
      begun |= good && filter.isKey();
      if (good && begun) {
        require(again.inspect(ByteBuffer.wrap(written)), "not good again: " + again.problem());
        require(again.isKey() == filter.isKey(), "a key frame, or not again");
      }
    }
    if (sets.sequence() != null) {
      require(sets.configuration().length > 6, "an empty configuration");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  @Override
  public int longest() {
    return 8192;
  }

  @Override
  public Map<String, byte[]> seeds() {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    for (String file : new String[] {"high10.h264", "high-slices.h264", "interlaced.h264"}) {
      seeds.put(file, seed(0, file));
    }
    for (String file : new String[] {"open-gop.h265", "sub-layers.h265", "main444.h265"}) {
      seeds.put(file, seed(3, file));
    }
    return seeds;
  }

  private static byte[] seed(int form, String file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(form);
    out.write(0);
    for (byte[] unit : Streams.units(file)) {
      int blocks = Math.min(255, (unit.length + 14) / 16);
      out.write(blocks);
      byte[] padded = java.util.Arrays.copyOf(unit, 16 * blocks + 1);
      out.writeBytes(padded);
    }
    return java.util.Arrays.copyOf(out.toByteArray(), Math.min(8192, out.size()));
  }
}
