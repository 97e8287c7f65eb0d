package dev.framecast.source.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.encode.ImageIoEncoder;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.jpeg.Jpegs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** JPEGs of one field ("AVI1"), as capture cards and some cameras send them. */
class InterlacedJpegTest {
  private final JpegCheck check = new JpegCheck();
  private final JpegRenditions renditions = new JpegRenditions(JpegCheck.DEFAULT_MAX_PIXELS);
  private final FrameSlot slot = new FrameSlot();

  /** Those lines of a picture, from the first or the second on, with what says so. */
  private static byte[] field(BufferedImage picture, int field, int polarity) throws IOException {
    BufferedImage lines =
        new BufferedImage(picture.getWidth(), picture.getHeight() / 2, picture.getType());
    for (int y = 0; y < lines.getHeight(); y++) {
      for (int x = 0; x < lines.getWidth(); x++) {
        lines.setRGB(x, y, picture.getRGB(x, 2 * y + field - 1));
      }
    }
    FrameSlot encoded = new FrameSlot();
    try (ImageIoEncoder encoder = new ImageIoEncoder()) {
      encoder.encode(lines, Rendition.jpeg(lines.getWidth(), 90), encoded);
    }
    byte[] jpeg = new byte[encoded.length()];
    encoded.bytes().get(0, jpeg);
    return avi1(jpeg, polarity);
  }

  private static byte[] avi1(byte[] jpeg, int polarity) {
    return ByteBuffer.allocate(jpeg.length + 18)
        .put(jpeg, 0, 2)
        .putShort((short) 0xFFE0)
        .putShort((short) 16)
        .putInt(0x41564931)
        .put((byte) polarity)
        .put(new byte[9])
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  private void write(byte[] jpeg, Rendition rendition) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(jpeg);
    assertThat(check.inspect(bytes)).as(check.problem()).isTrue();
    slot.clear();
    renditions.next();
    renditions.write(bytes, check, rendition, slot);
  }

  @Test
  void eitherFieldIsMadeAWholePictureWithItsLinesAtTheirPlaces() throws IOException {
    BufferedImage picture = new BufferedImage(320, 240, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < 240; y++) {
      for (int x = 0; x < 320; x++) {
        picture.setRGB(x, y, 0x010101 * y);
      }
    }
    for (int field = 1; field <= 2; field++) {
      write(field(picture, field, field), Rendition.SOURCE);
      assertThat(check.field()).isEqualTo(field);
      BufferedImage shown = Jpegs.decode(slot.bytes());
      assertThat(shown.getWidth()).isEqualTo(320);
      assertThat(shown.getHeight()).isEqualTo(240);
      assertThat(Jpegs.difference(shown, picture)).isLessThan(1);
      assertThat(slot.isPassedThrough()).isFalse();
    }
    write(field(picture, 1, 1), Rendition.jpeg(160, 80));
    assertThat(Jpegs.decode(slot.bytes()).getHeight()).isEqualTo(120);
    write(avi1(Jpegs.gray(320, 120), 1), Rendition.SOURCE);
    assertThat(Jpegs.decode(slot.bytes()).getHeight()).isEqualTo(240);
  }

  @Test
  void wholePicturesPassUntouchedWhateverTheirSegmentSays() throws IOException {
    byte[] unmarked = Jpegs.color(320, 120);
    for (byte[] jpeg : new byte[][] {unmarked, avi1(unmarked, 0), avi1(Jpegs.color(320, 240), 1)}) {
      write(jpeg, Rendition.SOURCE);
      assertThat(check.field()).isZero();
      assertThat(slot.isPassedThrough()).isTrue();
      assertThat(slot.bytes()).isEqualTo(ByteBuffer.wrap(jpeg));
    }
  }
}
