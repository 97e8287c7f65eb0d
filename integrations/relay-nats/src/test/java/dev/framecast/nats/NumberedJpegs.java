package dev.framecast.nats;

import dev.framecast.source.FrameSource;
import dev.framecast.source.image.JpegSource;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/**
 * Pictures that say in a comment which they are and what all their other bytes sum up to: so one
 * that is put together of two is seen. They cost nothing to make.
 */
final class NumberedJpegs implements Supplier<byte[]> {
  /** SOI, and a comment of four bytes for the number and eight for the sum. */
  private static final int COMMENT = 2 + 4 + 12;

  private final byte[] picture;
  private final AtomicInteger number = new AtomicInteger();

  NumberedJpegs(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    Random random = new Random(1);
    for (int i = 0; i < width / 3; i++) { // as many bytes as a camera's picture has
      graphics.setColor(new Color(random.nextInt(0xFFFFFF)));
      graphics.fillOval(random.nextInt(width), random.nextInt(height), 30, 30);
    }
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpg", out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    picture = out.toByteArray();
  }

  static FrameSource source(int width, int height, double fps) {
    return JpegSource.of(fps, new NumberedJpegs(width, height));
  }

  int size() {
    return picture.length + COMMENT - 2;
  }

  @Override
  public byte[] get() {
    int next = number.incrementAndGet();
    ByteBuffer all = ByteBuffer.allocate(size());
    all.putShort((short) 0xFFD8).putShort((short) 0xFFFE).putShort((short) 14);
    all.putInt(next).putLong(sum(next, ByteBuffer.wrap(picture, 2, picture.length - 2)));
    all.put(picture, 2, picture.length - 2);
    return all.array();
  }

  private static long sum(int number, ByteBuffer rest) {
    CRC32 sum = new CRC32();
    sum.update(number);
    sum.update(rest);
    return sum.getValue();
  }

  /** Whether it is one of these, and whole. */
  static boolean isWhole(ByteBuffer jpeg) {
    ByteBuffer all = jpeg.duplicate();
    if (all.remaining() < COMMENT || all.getInt() != 0xFFD8FFFE) {
      return false;
    }
    all.getShort();
    int number = all.getInt();
    long sum = all.getLong();
    return sum == sum(number, all.slice());
  }
}
