package dev.framecast.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.jpeg.Jpegs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageIoEncoderTest {
  private final ImageIoEncoder encoder = new ImageIoEncoder();
  private final FrameSlot slot = new FrameSlot();
  private final JpegCheck check = new JpegCheck();

  @AfterEach
  void close() {
    encoder.close();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_BYTE_INDEXED
      })
  void everyKindOfImageBecomesABaselineJpeg(int type) throws IOException {
    BufferedImage image = Jpegs.picture(320, 180, type);
    encoder.encode(image, Rendition.SOURCE, slot);
    assertThat(check.inspect(slot.bytes())).as(check.problem()).isTrue();
    assertThat(check.width()).isEqualTo(320);
    assertThat(check.height()).isEqualTo(180);
    assertThat(Jpegs.difference(Jpegs.decode(slot.bytes()), image))
        .isLessThan(type == BufferedImage.TYPE_BYTE_INDEXED ? 20 : 8); // dithered: noisy
  }

  @Test
  void transparencyLiesOnBlackAndOldPicturesDoNotShine() throws IOException {
    encoder.encode(
        Jpegs.picture(64, 48, BufferedImage.TYPE_INT_ARGB), Rendition.SOURCE, new FrameSlot());
    encoder.encode(new BufferedImage(64, 48, BufferedImage.TYPE_INT_ARGB), Rendition.SOURCE, slot);
    assertThat(Jpegs.decode(slot.bytes()).getRGB(20, 20)).isEqualTo(0xFF000000);
  }

  @Test
  void widePicturesAreScaledDownAndNarrowOnesAreLeft() throws IOException {
    BufferedImage image = Jpegs.picture(641, 361, BufferedImage.TYPE_3BYTE_BGR);
    encoder.encode(image, Rendition.jpeg(320, 90), slot);
    BufferedImage small = Jpegs.decode(slot.bytes());
    assertThat(small.getWidth()).isEqualTo(320);
    assertThat(small.getHeight()).isEqualTo(180);
    assertThat(mean(small)).isCloseTo(mean(image), within(1.0));

    slot.clear();
    encoder.encode(image, Rendition.jpeg(1280, 90), slot);
    assertThat(Jpegs.decode(slot.bytes()).getWidth()).isEqualTo(641);
  }

  @Test
  void aPartOfALargerImageShowsThatPart() throws IOException {
    BufferedImage whole = Jpegs.picture(400, 300, BufferedImage.TYPE_3BYTE_BGR);
    BufferedImage part = whole.getSubimage(50, 60, 200, 100);
    encoder.encode(part, Rendition.jpeg(0, 95), slot);
    assertThat(Jpegs.difference(Jpegs.decode(slot.bytes()), part)).isLessThan(6);
  }

  @Test
  void evenAThinLineKeepsOnePixelOfHeight() throws IOException {
    encoder.encode(
        new BufferedImage(1000, 2, BufferedImage.TYPE_INT_RGB), Rendition.jpeg(100, 0), slot);
    assertThat(Jpegs.decode(slot.bytes()).getHeight()).isEqualTo(1);
  }

  @Test
  void qualityDecidesTheSize() throws IOException {
    BufferedImage image = Jpegs.picture(320, 180, BufferedImage.TYPE_INT_RGB);
    encoder.encode(image, Rendition.jpeg(0, 30), slot);
    int low = slot.length();
    slot.clear();
    encoder.encode(image, Rendition.jpeg(0, 90), slot);
    assertThat(slot.length()).isGreaterThan(low);
  }

  @Test
  void jpegsOfAnyKindAreScaled() throws IOException {
    try (JpegScaler scaler = new JpegScaler()) {
      byte[][] jpegs = {
        Jpegs.color(640, 360),
        Jpegs.gray(640, 360),
        Jpegs.color(640, 360),
        Jpegs.progressive(640, 360),
        Jpegs.color(800, 450)
      };
      for (byte[] jpeg : jpegs) {
        slot.clear();
        scaler.scale(ByteBuffer.wrap(jpeg), Rendition.jpeg(320, 80), slot);
        BufferedImage small = Jpegs.decode(slot.bytes());
        assertThat(small.getWidth()).isEqualTo(320);
        assertThat(mean(small)).isCloseTo(mean(Jpegs.decode(jpeg)), within(1.5));
      }
    }
  }

  @Test
  void aJpegWithoutHuffmanTablesIsScaledToo() throws IOException {
    byte[] jpeg = Jpegs.color(640, 360);
    try (JpegScaler scaler = new JpegScaler()) {
      scaler.scale(ByteBuffer.wrap(Jpegs.without(jpeg, 0xC4)), Rendition.jpeg(320, 80), slot);
      assertThat(mean(Jpegs.decode(slot.bytes()))).isCloseTo(mean(Jpegs.decode(jpeg)), within(1.5));
    }
  }

  @Test
  void aJpegThatClaimsTooMuchIsNeverGivenToTheDecoder() throws IOException {
    byte[] jpeg = Jpegs.color(64, 48);
    try (JpegScaler scaler = new JpegScaler().maxPixels(64 * 48 - 1)) {
      assertThatThrownBy(() -> scaler.decode(ByteBuffer.wrap(jpeg)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("64x48 pixels: more than 3071");
      assertThatThrownBy(() -> scaler.scale(ByteBuffer.wrap(jpeg), Rendition.SOURCE, slot))
          .isInstanceOf(IOException.class);
      assertThat(scaler.maxPixels(64 * 48).decode(ByteBuffer.wrap(jpeg)).getWidth()).isEqualTo(64);
    }
  }

  @Test
  void afterABrokenJpegTheNextIsScaled() throws IOException {
    byte[] jpeg = Jpegs.color(64, 48);
    try (JpegScaler scaler = new JpegScaler()) {
      for (int cut = 0; cut < 620; cut += 31) {
        ByteBuffer bytes = ByteBuffer.wrap(jpeg, 0, cut);
        assertThatThrownBy(() -> scaler.scale(bytes, Rendition.SOURCE, new FrameSlot()))
            .isInstanceOf(IOException.class);
      }
      scaler.scale(ByteBuffer.wrap(jpeg), Rendition.SOURCE, slot);
      assertThat(check.inspect(slot.bytes())).isTrue();
    }
  }

  private static double mean(BufferedImage image) {
    return Jpegs.difference(
        image, new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB));
  }
}
