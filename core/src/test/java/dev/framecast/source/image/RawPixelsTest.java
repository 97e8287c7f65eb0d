package dev.framecast.source.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.encode.ImageIoEncoder;
import dev.framecast.encode.JpegScaler;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The pixels that sources write are those that their JPEGs show. */
class RawPixelsTest {
  static Stream<Arguments> sources() throws IOException {
    BufferedImage image = fields();
    byte[] jpeg = encoded(image);
    return Stream.of(
        Arguments.of(TestPatternSource.builder(640, 360, 100).deterministic(true).build(), 0),
        Arguments.of(TestPatternSource.builder(640, 360, 100).deterministic(true).build(), 320),
        Arguments.of(ImageSource.of(100, () -> image), 0),
        Arguments.of(ImageSource.of(100, () -> image), 320),
        Arguments.of(JpegSource.of(100, () -> jpeg), 0),
        Arguments.of(JpegSource.of(100, () -> jpeg), 320));
  }

  private static byte[] encoded(BufferedImage image) throws IOException {
    FrameSlot slot = new FrameSlot();
    try (ImageIoEncoder encoder = new ImageIoEncoder()) {
      encoder.encode(image, Rendition.jpeg(0, 95), slot);
    }
    byte[] bytes = new byte[slot.length()];
    slot.bytes().get(bytes);
    return bytes;
  }

  /** Fields of many colours. */
  private static BufferedImage fields() {
    BufferedImage image = new BufferedImage(640, 360, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    for (int i = 0; i < 64; i++) {
      g.setColor(Color.getHSBColor(i / 64f, 1 - i % 3 / 3f, 1 - i % 5 / 5f));
      g.fillRect(i % 8 * 80, i / 8 * 45, 80, 45);
    }
    g.dispose();
    return image;
  }

  @ParameterizedTest
  @MethodSource("sources")
  void coloursAreThoseOfTheJpeg(FrameSource source, int width) throws IOException {
    FrameSlot jpeg = new FrameSlot();
    FrameSlot bgr = new FrameSlot();
    FrameSlot gray = new FrameSlot();
    try (FrameSession session = source.open();
        JpegScaler scaler = new JpegScaler()) {
      assertThat(session.advance()).isTrue();
      session.writeJpeg(Rendition.jpeg(width, 100), jpeg);
      assertThat(session.writeRaw(Rendition.bgr24(width), bgr)).isTrue();
      assertThat(session.writeRaw(Rendition.gray8(width), gray)).isTrue();
      FrameSlot shown = new FrameSlot();
      scaler.scale(jpeg.bytes(), Rendition.bgr24(0), shown);
      assertThat(bgr.width()).isEqualTo(shown.width()).isEqualTo(gray.width());
      assertThat(bgr.height()).isEqualTo(shown.height()).isEqualTo(gray.height());
      assertThat(difference(bgr.bytes(), shown.bytes())).as("colours").isLessThan(3);
      shown.clear();
      scaler.scale(jpeg.bytes(), Rendition.gray8(0), shown);
      assertThat(difference(gray.bytes(), shown.bytes())).as("grey").isLessThan(3);
    }
  }

  /** On average: a JPEG has a colour for four pixels, so that edges differ. */
  private static double difference(ByteBuffer a, ByteBuffer b) {
    assertThat(a.remaining()).isEqualTo(b.remaining());
    long sum = 0;
    for (int i = 0; i < a.remaining(); i++) {
      sum += Math.abs((a.get(i) & 0xFF) - (b.get(i) & 0xFF));
    }
    return (double) sum / a.remaining();
  }
}
