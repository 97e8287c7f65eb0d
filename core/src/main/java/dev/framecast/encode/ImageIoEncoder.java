package dev.framecast.encode;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.jspecify.annotations.Nullable;

/**
 * Encodes pictures as baseline JPEGs (4:2:0) with the JDK's own encoder, straight into a {@link
 * FrameSlot}, without temporary files. Slower than native encoders (1080p takes some 15 ms), but
 * always there.
 *
 * <p>Owned by one thread, which is blocked while it encodes. {@link #close()} frees the encoder's
 * native memory; on the same thread.
 */
public final class ImageIoEncoder implements AutoCloseable {
  private final AreaScaler scaler = new AreaScaler();
  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
  private final ImageWriteParam param = writer.getDefaultWriteParam();
  private @Nullable BufferedImage opaque;

  /** An encoder, ready for use. */
  public ImageIoEncoder() {
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
  }

  /**
   * Appends the picture to the slot, scaled down to the rendition's width if it is wider. The
   * picture is only read. Transparency is laid on black.
   *
   * @throws IOException when the encoder fails; the slot's content is then of no use
   */
  public void encode(BufferedImage image, Rendition rendition, FrameSlot slot) throws IOException {
    BufferedImage picture = opaque(image);
    if (rendition.width() > 0 && rendition.width() < picture.getWidth()) {
      picture = scaler.scale(picture, rendition.width());
    }
    param.setCompressionQuality(rendition.encoderQuality() / 100f);
    try (SlotOutput out = new SlotOutput(slot)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), param);
    } finally {
      writer.setOutput(null);
    }
  }

  /** The form that the JDK's encoder takes fastest, and the only one that the scaler knows. */
  private BufferedImage opaque(BufferedImage image) {
    // A part of a larger image has that one's data, with the rows in other places.
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR && image.getRaster().getParent() == null) {
      return image;
    }
    BufferedImage copy = opaque;
    if (copy == null
        || copy.getWidth() != image.getWidth()
        || copy.getHeight() != image.getHeight()) {
      copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
      opaque = copy;
    }
    Graphics2D g = copy.createGraphics();
    try {
      g.setBackground(Color.BLACK);
      if (image.getColorModel().hasAlpha()) {
        g.clearRect(0, 0, copy.getWidth(), copy.getHeight());
      }
      g.drawImage(image, 0, 0, null);
    } finally {
      g.dispose();
    }
    return copy;
  }

  @Override
  public void close() {
    writer.dispose();
  }
}
