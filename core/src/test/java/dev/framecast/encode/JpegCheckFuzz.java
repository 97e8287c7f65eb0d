package dev.framecast.encode;

import dev.framecast.frame.FrameSlot;
import dev.framecast.fuzz.FuzzTarget;
import dev.framecast.jpeg.JpegCheck;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** What passes is decoded by the JDK; and pieces are judged as the whole is. */
final class JpegCheckFuzz implements FuzzTarget {
  /** The decoder's own time and memory are not what is looked at. */
  private static final long MAX_PIXELS = 40_000;

  private final JpegCheck check = new JpegCheck().maxPixels(MAX_PIXELS);
  private final JpegCheck resumed = new JpegCheck().maxPixels(MAX_PIXELS);

  @Override
  public void take(byte[] input) throws Exception {
    boolean good = check.inspect(ByteBuffer.wrap(input));
    String problem = check.problem();
    require(good == (problem == null), "good and " + problem);
    require(check.length() <= input.length, "longer than it is");
    boolean goodInPieces = inPieces(input);
    require(good == goodInPieces, problem + " as a whole, in pieces " + resumed.problem());
    require(Objects.equals(problem, resumed.problem()), problem + "; " + resumed.problem());
    require(check.length() == resumed.length(), "another length in pieces");
    if (good) {
      decode(input);
    } else if (check.isCut() && check.lacksOnlyEnd(ByteBuffer.wrap(input))) {
      byte[] whole = java.util.Arrays.copyOf(input, check.length());
      whole[check.length() - 2] = (byte) 0xFF;
      whole[check.length() - 1] = (byte) 0xD9;
      require(check.inspect(ByteBuffer.wrap(whole)), "ended, and yet " + check.problem());
      decode(whole);
    }
  }

  private boolean inPieces(byte[] input) {
    int end = Math.min(input.length, input.length == 0 ? 0 : 1 + (input[input.length / 2] & 0xFF));
    boolean good = resumed.inspect(ByteBuffer.wrap(input, 0, end));
    while (!good && resumed.isCut() && end < input.length) {
      end = Math.min(input.length, end + Math.max(1, end / 2));
      good = resumed.resume(ByteBuffer.wrap(input, 0, end));
    }
    return good;
  }

  private void decode(byte[] jpeg) throws Exception {
    FrameSlot slot = new FrameSlot();
    slot.put(jpeg, 0, check.length());
    if (!check.hasHuffmanTables()) {
      HuffmanTables.addTo(slot, check.startOfScan());
    }
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (BufferInput input = new BufferInput(slot.bytes())) {
      reader.setInput(input, true, true);
      Object unused = reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }

  @Override
  public Map<String, byte[]> seeds() {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    JpegMutations.seeds().forEach((name, jpeg) -> seeds.put(name.replace(':', '-'), jpeg));
    return seeds;
  }

  /** Decoded pictures and the decoder's tables are in it. */
  @Override
  public long mostMemory(int length) {
    return 4_000_000;
  }
}
