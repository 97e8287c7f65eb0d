package dev.framecast.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Turn;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PixelWriterTest {
  private final PixelWriter writer = new PixelWriter();
  private final FrameSlot slot = new FrameSlot();

  private static BufferedImage plain(int width, int height, int type, Color color) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D g = image.createGraphics();
    g.setColor(color);
    g.fillRect(0, 0, width, height);
    g.dispose();
    return image;
  }

  /** What OpenCV's BGR2GRAY makes of these. */
  @ParameterizedTest
  @CsvSource({
    "255, 255, 255, 255",
    "0, 0, 0, 0",
    "255, 0, 0, 76",
    "0, 255, 0, 150",
    "0, 0, 255, 29",
    "200, 100, 50, 124"
  })
  void greyIsTheBrightnessOfTheColours(int red, int green, int blue, int gray) {
    Color color = new Color(red, green, blue);
    writer.write(plain(3, 2, BufferedImage.TYPE_3BYTE_BGR, color), Rendition.gray8(0), slot);
    assertThat(slot.length()).isEqualTo(6);
    for (int i = 0; i < 6; i++) {
      assertThat(slot.bytes().get(i) & 0xFF).isEqualTo(gray);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_BGR
      })
  void anyImageIsWritten(int type) {
    BufferedImage image = plain(10, 5, type, new Color(1, 2, 3));
    writer.write(image.getSubimage(2, 1, 7, 3), Rendition.bgr24(0), slot);
    assertThat(slot.width()).isEqualTo(7);
    assertThat(slot.height()).isEqualTo(3);
    ByteBuffer pixels = slot.bytes();
    assertThat(pixels.remaining()).isEqualTo(63);
    while (pixels.hasRemaining()) {
      assertThat(pixels.get()).as("blue").isEqualTo((byte) 3);
      assertThat(pixels.get()).as("green").isEqualTo((byte) 2);
      assertThat(pixels.get()).as("red").isEqualTo((byte) 1);
    }
  }

  @Test
  void pixelsAreWhatAJpegReaderGivesToo() throws IOException {
    BufferedImage image = plain(64, 48, BufferedImage.TYPE_3BYTE_BGR, new Color(200, 100, 50));
    FrameSlot jpeg = new FrameSlot();
    try (ImageIoEncoder encoder = new ImageIoEncoder();
        JpegScaler scaler = new JpegScaler()) {
      encoder.encode(image, Rendition.jpeg(0, 90), jpeg);
      scaler.scale(jpeg.bytes(), Rendition.bgr24(32), slot);
    }
    assertThat(slot.width()).isEqualTo(32);
    assertThat(slot.height()).isEqualTo(24);
    int[] expected = {50, 100, 200};
    for (int i = 0; i < slot.length(); i++) {
      assertThat(slot.bytes().get(i) & 0xFF).isBetween(expected[i % 3] - 3, expected[i % 3] + 3);
    }
  }

  @Test
  void aSlotHoldsHardlyMoreThanThePixels() {
    writer.write(
        plain(1000, 1000, BufferedImage.TYPE_3BYTE_BGR, Color.RED), Rendition.bgr24(0), slot);
    assertThat(slot.reserve(0).capacity()).isEqualTo(3_000_000);
  }

  @Test
  void turningPixelsTakesMemoryForThePartThatIsSeenAndNoMore() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    slot.reservePixels(FrameFormat.BGR24, 1000, 500).position(1_500_000);
    slot.turn(Turn.RIGHT, false);
    long begun = threads.getCurrentThreadAllocatedBytes();
    PixelWriter.turn(slot, FrameFormat.BGR24);
    long whole = threads.getCurrentThreadAllocatedBytes() - begun;
    assertThat(whole).isLessThan(1_700_000);
    assertThat(slot.width()).isEqualTo(500);
    slot.crop(new Crop(0, 0, 0.5, 0.5));
    PixelWriter.turn(slot, FrameFormat.BGR24);
    assertThat(threads.getCurrentThreadAllocatedBytes() - begun - whole).isLessThan(600_000);
    assertThat(slot.length()).isEqualTo(500 * 250 * 3);
  }

  @Test
  void aJpegIsNotWhatItWrites() {
    BufferedImage image = plain(4, 4, BufferedImage.TYPE_3BYTE_BGR, Color.RED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.write(image, Rendition.SOURCE, slot))
        .withMessage("JPEG: must be of a raw format");
    try (ImageIoEncoder encoder = new ImageIoEncoder()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> encoder.encode(image, Rendition.gray8(10), slot))
          .withMessage("GRAY8 10 wide: must be a JPEG; PixelWriter makes pixels");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", "RIGHT"})
  void aPartIsNoWiderThanItsShareOfWhatWasAskedFor(Turn turn) throws IOException {
    BufferedImage image = plain(320, 240, BufferedImage.TYPE_3BYTE_BGR, Color.RED);
    Crop crop = Crop.of("13,7,71,80");
    Crop share = crop.before(turn);
    for (int wanted = 5; wanted <= 320; wanted += 7) {
      slot.clear();
      slot.turn(turn, false);
      slot.crop(crop);
      writer.write(image, Rendition.bgr24(wanted), slot);
      double most = turn == Turn.NONE ? wanted * share.width() : wanted * 0.75 * share.height();
      assertThat(slot.width()).as("of %s", wanted).isLessThanOrEqualTo((int) Math.round(most));
    }
  }
}
