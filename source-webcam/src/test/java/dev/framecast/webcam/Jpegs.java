package dev.framecast.webcam;

import dev.framecast.encode.ImageIoEncoder;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import javax.imageio.ImageIO;

/** Pictures of one colour, to and from JPEG. */
final class Jpegs {
  private Jpegs() {}

  static byte[] of(Color colour, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setColor(colour);
    g.fillRect(0, 0, width, height);
    g.dispose();
    FrameSlot slot = new FrameSlot();
    try (ImageIoEncoder encoder = new ImageIoEncoder()) {
      encoder.encode(image, Rendition.SOURCE, slot);
    }
    return bytes(slot.bytes());
  }

  /** With the word of Exif that what is seen above lies at the right: orientation 8. */
  static byte[] lyingOnItsLeft(byte[] jpeg) {
    byte[] exif =
        HexFormat.of()
            .parseHex(
                "ffe10022457869660000"
                    + "4d4d002a00000008"
                    + "0001"
                    + "011200030000000100080000"
                    + "00000000");
    return ByteBuffer.allocate(jpeg.length + exif.length)
        .put(jpeg, 0, 2)
        .put(exif)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  static byte[] bytes(ByteBuffer jpeg) {
    byte[] bytes = new byte[jpeg.remaining()];
    jpeg.duplicate().get(bytes);
    return bytes;
  }

  static BufferedImage decode(FrameSlot slot) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(bytes(slot.bytes())));
  }

  /** The largest difference of the middle pixel in red, green or blue. */
  static int difference(BufferedImage image, Color colour) {
    Color seen = new Color(image.getRGB(image.getWidth() / 2, image.getHeight() / 2));
    return Math.max(
        Math.abs(seen.getRed() - colour.getRed()),
        Math.max(
            Math.abs(seen.getGreen() - colour.getGreen()),
            Math.abs(seen.getBlue() - colour.getBlue())));
  }
}
