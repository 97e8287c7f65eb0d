package dev.framecast.examples.faults;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;

/** What scripted cameras show. */
final class Pictures {
  static final int WIDTH = 64;
  static final int HEIGHT = 48;
  static final int OTHER_WIDTH = 96;

  private static final byte[] JPEG = encode("jpeg", WIDTH, HEIGHT);
  private static final byte[] OTHER_JPEG = encode("jpeg", OTHER_WIDTH, 64);
  private static final byte[] PNG = encode("png", WIDTH, HEIGHT);

  private Pictures() {}

  static byte[] jpeg() {
    return JPEG.clone();
  }

  /** Of another size. */
  static byte[] otherJpeg() {
    return OTHER_JPEG.clone();
  }

  /** Of which the second half is missing. */
  static byte[] cutJpeg() {
    return Arrays.copyOf(JPEG, JPEG.length / 2);
  }

  static byte[] png() {
    return PNG.clone();
  }

  static byte[] garbage() {
    byte[] bytes = new byte[JPEG.length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static byte[] encode(String format, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
    g.fillRect(0, 0, width, height);
    g.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
