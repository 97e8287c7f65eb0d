package dev.framecast.encode;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/**
 * Encodes pictures as baseline JPEGs (4:2:0) with the JDK's own encoder, straight into a {@link
 * FrameSlot}, without temporary files. Slower than native encoders (1080p takes some 15 ms), but
 * always there.
 *
 * <p>Owned by one thread, which is blocked while it encodes. {@link #close()} frees the encoder's
 * native memory; on the same thread.
 */
public final class ImageIoEncoder implements AutoCloseable {
  private final BgrPictures pictures = new BgrPictures();
  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
  private final ImageWriteParam param = writer.getDefaultWriteParam();

  /** An encoder, ready for use. */
  public ImageIoEncoder() {
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
  }

  /**
   * Appends the picture to the slot, scaled down to the rendition's width if it is wider, then
   * turned as the slot says. The picture is only read. Transparency is laid on black.
   *
   * @throws IOException when the encoder fails; the slot's content is then of no use
   * @throws IllegalArgumentException when the rendition is not a JPEG
   */
  public void encode(BufferedImage image, Rendition rendition, FrameSlot slot) throws IOException {
    if (rendition.format() != FrameFormat.JPEG) {
      throw new IllegalArgumentException(rendition + ": must be a JPEG; PixelWriter makes pixels");
    }
    BufferedImage picture = pictures.of(image, rendition.width(), slot);
    slot.turned();
    param.setCompressionQuality(rendition.encoderQuality() / 100f);
    try (SlotOutput out = new SlotOutput(slot)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), param);
    } finally {
      writer.setOutput(null);
    }
  }

  @Override
  public void close() {
    writer.dispose();
  }
}
