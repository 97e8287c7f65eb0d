package dev.framecast.draw;

import dev.framecast.camera.TimeStamp;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.jpeg.Jpegs;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;

/** Pictures with a text in them, held against how it should look. */
public final class Stamped {
  private Stamped() {}

  /**
   * The mean difference where the text is; encoders make it 2 to 6.
   *
   * @param seen the picture
   * @param millis the time that is to be told
   */
  public static double difference(BufferedImage seen, TimeStamp stamp, long millis) {
    int width = seen.getWidth();
    int height = seen.getHeight();
    String text = stamp.text(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
    int wide = PixelFont.width(text, 1) + 2;
    int size = Math.max(1, Math.min((int) Math.round(height / 240.0), width / wide));
    int across = Math.min(width, wide * size);
    int down = Math.min(height, PixelFont.height(size) + 2 * size);
    BufferedImage right = written(text, width, height);
    return Jpegs.difference(
        seen.getSubimage(0, 0, across, down), right.getSubimage(0, 0, across, down));
  }

  private static BufferedImage written(String text, int width, int height) {
    FrameSlot slot = new FrameSlot();
    ByteBuffer pixels = slot.reservePixels(FrameFormat.GRAY8, width, height);
    pixels.put(new byte[width * height]);
    new StampPainter().paintRaw(slot, FrameFormat.GRAY8, text);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    ByteBuffer luma = slot.bytes();
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, (luma.get(luma.position() + i) & 0xFF) * 0x010101);
    }
    return image;
  }
}
