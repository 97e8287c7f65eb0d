package dev.framecast.encode;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Exif;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.jpeg.LosslessTurn;
import dev.framecast.jpeg.Turn;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * What is turned without loss has the size that was asked for, is whole, and is the same picture
 * once it is turned back; all else is decoded, or refused.
 */
final class LosslessTurnFuzz implements FuzzTarget {
  /** The decoder's own time and memory are not what is looked at. */
  private static final long MAX_PIXELS = 40_000;

  /** The longest side of a unit. */
  private static final int UNIT = 32;

  private static final Crop[] CROPS = {
    Crop.WHOLE, Crop.of("0,0,50,50"), Crop.of("50,50,50,50"), Crop.of("33.3,20.7,41.9,1")
  };

  private final JpegCheck check = new JpegCheck().maxPixels(MAX_PIXELS);
  private final LosslessTurn lossless = new LosslessTurn();
  private final JpegScaler scaler = new JpegScaler().maxPixels(MAX_PIXELS);

  @Override
  public void take(byte[] input) throws Exception {
    FuzzInput from = new FuzzInput(input);
    Turn turn = from.oneOf(Turn.values());
    Crop crop = from.oneOf(CROPS);
    byte[] jpeg = from.rest();
    Turn upright = Exif.turn(ByteBuffer.wrap(jpeg));
    if (!check.inspect(ByteBuffer.wrap(jpeg))) {
      return;
    }
    jpeg = Arrays.copyOf(jpeg, check.length());
    turn = upright.then(turn);
    Crop.Part part = crop.before(turn).in(check.width(), check.height());
    int width = turn.transposes() ? part.height() : part.width();
    int height = turn.transposes() ? part.width() : part.height();
    if (lossless.turn(ByteBuffer.wrap(jpeg), turn, crop)) {
      byte[] turned = result();
      require(check.inspect(ByteBuffer.wrap(turned)), "turned, and then " + check.problem());
      int more = crop.isWhole() ? 0 : 2 * UNIT - 2;
      requireSize(check.width() - width, more);
      requireSize(check.height() - height, more);
      compare(jpeg, turned, turn, crop);
    } else {
      decode(jpeg, turn, crop, width, height);
    }
  }

  private byte[] result() {
    ByteBuffer result = lossless.result();
    byte[] bytes = new byte[result.remaining()];
    result.get(bytes);
    return bytes;
  }

  private static void requireSize(int more, int most) {
    require(more >= 0 && more <= most, more + " pixels more than asked for");
  }

  private void compare(byte[] jpeg, byte[] turned, Turn turn, Crop crop) throws IOException {
    byte[] before = pixels(jpeg);
    if (before == null) {
      return; // what is damaged is shown in any way
    }
    require(pixels(turned) != null, "does not decode any more");
    if (crop.isWhole() && lossless.turn(ByteBuffer.wrap(turned), back(turn))) {
      require(Arrays.equals(pixels(result()), before), "another picture when it is turned back");
    }
  }

  private static Turn back(Turn turn) {
    return Arrays.stream(Turn.values())
        .filter(back -> turn.then(back) == Turn.NONE)
        .findFirst()
        .orElseThrow();
  }

  /** Of all colours; null where the decoder warns. */
  private byte @Nullable [] pixels(byte[] jpeg) throws IOException {
    require(check.inspect(ByteBuffer.wrap(jpeg)), String.valueOf(check.problem()));
    FrameSlot slot = new FrameSlot();
    slot.put(jpeg, 0, check.length());
    if (!check.hasHuffmanTables()) {
      HuffmanTables.addTo(slot, check.startOfScan());
    }
    boolean[] warned = {false};
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    reader.addIIOReadWarningListener((source, warning) -> warned[0] = true);
    try (BufferInput input = new BufferInput(slot.bytes())) {
      reader.setInput(input, true, true);
      Raster raster = reader.readRaster(0, null); // the colours' meaning may be beyond the JDK
      return warned[0] ? null : ((DataBufferByte) raster.getDataBuffer()).getData();
    } finally {
      reader.dispose();
    }
  }

  private void decode(byte[] jpeg, Turn turn, Crop crop, int width, int height) {
    FrameSlot slot = new FrameSlot();
    slot.turn(turn, false);
    slot.crop(crop);
    try {
      scaler.scale(ByteBuffer.wrap(jpeg), Rendition.SOURCE, slot);
    } catch (IOException e) {
      return; // refused
    }
    require(slot.isTurned() && check.inspect(slot.bytes()), "decoded, then " + check.problem());
    require(check.width() == width && check.height() == height, "decoded to another size");
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
    seeds.put("exif", Jpegs.withApp1(Jpegs.sampled(40, 24, 1, 2), Jpegs.exif(6, false)));
    int[] number = {0};
    seeds.replaceAll(
        (name, jpeg) -> {
          ByteArrayOutputStream seed = new ByteArrayOutputStream();
          seed.write(number[0]++); // another turn, and another part
          seed.write(number[0]);
          seed.writeBytes(jpeg);
          return seed.toByteArray();
        });
    return seeds;
  }

  /** Decoded pictures and the decoder's tables are in it. */
  @Override
  public long mostMemory(int length) {
    return 12_000_000;
  }
}
