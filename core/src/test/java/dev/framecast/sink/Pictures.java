package dev.framecast.sink;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** JPEGs for tests, told apart by their width. */
public final class Pictures {
  private Pictures() {}

  /** A plain one of that width, under a kilobyte. */
  public static byte[] small(int width) {
    return encode(new BufferedImage(width, 32, BufferedImage.TYPE_3BYTE_BGR));
  }

  /** A noisy one of that width: 1000 pixels are about 600 KB, more than a send buffer takes. */
  public static byte[] large(int width) {
    BufferedImage image = new BufferedImage(width, 1000, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(width);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(0x1000000));
      }
    }
    return encode(image);
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
