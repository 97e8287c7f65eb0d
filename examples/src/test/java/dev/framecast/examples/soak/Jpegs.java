package dev.framecast.examples.soak;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Some pictures in some sizes, made once: cameras send them over and over. */
final class Jpegs {
  private static final int[] WIDTHS = {320, 640, 160, 480};
  private static final int COUNT = 5;

  private final List<List<byte[]>> sizes = new ArrayList<>();

  Jpegs(SplittableRandom random) {
    for (int width : WIDTHS) {
      List<byte[]> pictures = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        pictures.add(encode(paint(width, i, random)));
      }
      sizes.add(pictures);
    }
  }

  /** The picture of that number in the size of that number, both counted as far as one likes. */
  byte[] get(int size, int number) {
    return sizes.get(size % sizes.size()).get(number % COUNT);
  }

  static BufferedImage paint(int width, int number, SplittableRandom random) {
    int height = width * 9 / 16;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    for (int i = 0; i < 60; i++) {
      canvas.setColor(new Color(random.nextInt(0x1000000)));
      canvas.fillRect(random.nextInt(width), random.nextInt(height), width / 8, height / 8);
    }
    canvas.setColor(Color.WHITE);
    canvas.fillOval(number * 17 % width, height / 3, height / 4, height / 4);
    canvas.dispose();
    return image;
  }

  private static byte[] encode(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpeg", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
