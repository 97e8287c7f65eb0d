package dev.framecast.sink;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** JPEGs for tests, told apart by their width. */
public final class Pictures {
  private Pictures() {}

  /** A plain one of that width, under a kilobyte. */
  public static byte[] small(int width) {
    return encode(new BufferedImage(width, 32, BufferedImage.TYPE_3BYTE_BGR));
  }

  /**
   * One of that width, 600 bytes for each of its columns, nearly all of them comments: 1000 columns
   * are more than a send buffer takes. Noise would take a quarter of a contract's time to encode.
   */
  public static byte[] large(int width) {
    byte[] plain = encode(new BufferedImage(width, 1000, BufferedImage.TYPE_3BYTE_BGR));
    ByteBuffer large = ByteBuffer.allocate(plain.length + 600 * width);
    large.put(plain, 0, 2);
    SplittableRandom random = new SplittableRandom(width);
    while (large.remaining() > plain.length - 2) {
      int left = large.remaining() - (plain.length - 2);
      byte[] comment = new byte[Math.min(left, 60_000) - 4];
      random.nextBytes(comment);
      for (int i = 0; i < comment.length; i++) {
        comment[i] &= 0x7f; // no marker
      }
      large.putShort((short) 0xfffe).putShort((short) (comment.length + 2)).put(comment);
    }
    return large.put(plain, 2, plain.length - 2).array();
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
