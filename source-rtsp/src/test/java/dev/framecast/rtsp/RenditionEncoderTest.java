package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.encode.ImageIoEncoder;
import dev.framecast.encode.RawPicture;
import dev.framecast.encode.RawPicture.Layout;
import dev.framecast.encode.RenditionEncoder;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RenditionEncoderTest {

  private static RenditionEncoder maker() {
    return RenditionEncoder.installed().orElseThrow();
  }

  /** All red: in limited-range BT.601, Y is 81, U is 90 and V is 240. */
  private static RawPicture red(Layout layout, int width, int height) {
    ByteBuffer pixels = ByteBuffer.allocateDirect(layout.bytes(width, height));
    for (int i = 0; i < pixels.capacity(); i++) {
      int value =
          switch (layout) {
            case YUYV -> i % 2 == 0 ? 81 : i % 4 == 1 ? 90 : 240;
            case NV12 -> i < width * height ? 81 : i % 2 == 0 ? 90 : 240;
            case BGR -> i % 3 == 2 ? 254 : 0;
          };
      pixels.put(i, (byte) value);
    }
    return new RawPicture(layout, width, height, pixels);
  }

  private static BufferedImage image(FrameSlot slot) throws IOException {
    byte[] bytes = new byte[slot.length()];
    slot.bytes().get(bytes);
    return Shots.image(bytes);
  }

  private static void assertRed(BufferedImage image) {
    Color seen = new Color(image.getRGB(image.getWidth() / 2, image.getHeight() / 2));
    assertThat(seen.getRed()).as("%s", seen).isGreaterThan(248);
    assertThat(Math.max(seen.getGreen(), seen.getBlue())).as("%s", seen).isLessThan(8);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void redIsRedInEveryLayoutAndSize(Layout layout) throws IOException {
    FrameSlot slot = new FrameSlot();
    try (RenditionEncoder maker = maker()) {
      maker.encode(red(layout, 320, 240), Rendition.jpeg(0, 95), slot);
      assertRed(image(slot));
      assertThat(image(slot).getWidth()).isEqualTo(320);
      slot.clear();
      maker.encode(red(layout, 320, 240), Rendition.jpeg(160, 95), slot);
      assertRed(image(slot));
      assertThat(image(slot).getHeight()).isEqualTo(120);
      slot.clear();
      maker.encode(red(layout, 64, 48), Rendition.jpeg(160, 95), slot);
      assertThat(image(slot).getWidth()).isEqualTo(64);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 640", "640, 640", "600, 600", "320, 320", "160, 160", "80, 80", "40, 40"})
  void aJpegIsScaledToAnyWidth(int wanted, int expected) throws IOException {
    FrameSlot jpeg = jpeg(640, 480);
    FrameSlot slot = new FrameSlot();
    try (RenditionEncoder maker = maker()) {
      maker.scale(jpeg.bytes(), 640, Rendition.jpeg(wanted, 90), slot);
      assertThat(image(slot).getWidth()).isEqualTo(expected);
      assertThat(image(slot).getHeight()).isEqualTo(expected * 3 / 4);
      assertRed(image(slot));
    }
  }

  @Test
  void whatIsNoJpegIsRefusedAndTheNextOneWorks() throws IOException {
    FrameSlot jpeg = jpeg(64, 48);
    FrameSlot slot = new FrameSlot();
    try (RenditionEncoder maker = maker()) {
      ByteBuffer nonsense = ByteBuffer.wrap(new byte[500]);
      assertThatThrownBy(() -> maker.scale(nonsense, 64, Rendition.jpeg(32, 0), slot))
          .isInstanceOf(IOException.class);
      slot.clear();
      maker.scale(jpeg.bytes(), 64, Rendition.jpeg(32, 0), slot);
      assertThat(image(slot).getWidth()).isEqualTo(32);
    }
  }

  private static FrameSlot jpeg(int width, int height) throws IOException {
    BufferedImage red = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        red.setRGB(x, y, 0xFE0000);
      }
    }
    FrameSlot slot = new FrameSlot();
    try (ImageIoEncoder encoder = new ImageIoEncoder()) {
      encoder.encode(red, Rendition.jpeg(0, 95), slot);
    }
    return slot;
  }
}
