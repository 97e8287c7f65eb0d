package dev.framecast.jpeg;

import dev.framecast.FrameSlot;
import dev.framecast.Rendition;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * Makes renditions of JPEGs with what the JDK has: decodes the whole picture, takes the mean over
 * areas, encodes. (ImageIO's own subsampling picks single pixels and saves little, because the
 * whole picture is decoded all the same.)
 *
 * <p>Owned by one thread, which is blocked meanwhile. {@link #close()} frees native memory; on the
 * same thread.
 */
public final class JpegScaler implements AutoCloseable {
  private final ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
  private final ImageReadParam param = reader.getDefaultReadParam();
  private final ImageIoEncoder encoder = new ImageIoEncoder();
  private final JpegCheck check = new JpegCheck();
  private final FrameSlot mended = new FrameSlot();
  private @Nullable BufferedImage picture;

  /** A scaler, ready for use. */
  public JpegScaler() {}

  /**
   * Appends the JPEG to the slot in that rendition. The buffer's position and limit stay.
   *
   * @throws IOException when the JPEG does not decode, or is of a kind that the JDK does not know
   *     (CMYK)
   */
  public void scale(ByteBuffer jpeg, Rendition rendition, FrameSlot slot) throws IOException {
    encoder.encode(decode(withTables(jpeg)), rendition, slot);
  }

  /** Some builds of the JDK know the standard Huffman tables, some want to see them. */
  private ByteBuffer withTables(ByteBuffer jpeg) {
    if (!check.inspect(jpeg) || check.hasHuffmanTables()) {
      return jpeg;
    }
    mended.clear();
    mended.put(jpeg.duplicate());
    HuffmanTables.addTo(mended, check.startOfScan());
    return mended.jpeg();
  }

  /** The picture, valid until the next call. The position and limit of the buffer stay. */
  public BufferedImage decode(ByteBuffer jpeg) throws IOException {
    try (BufferInput input = new BufferInput(jpeg)) {
      reader.setInput(input, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      BufferedImage last = picture;
      boolean fits = last != null && last.getWidth() == width && last.getHeight() == height;
      // Without a destination the reader makes an image in the form that suits the JPEG (gray!).
      param.setDestination(fits ? last : null);
      BufferedImage decoded = reader.read(0, param);
      picture = decoded.getType() == BufferedImage.TYPE_3BYTE_BGR ? decoded : null;
      return decoded;
    } catch (IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException e) {
      // The JDK's reader throws these for some broken files, too.
      throw new IIOException("the JPEG does not decode", e);
    } finally {
      reader.setInput(null);
    }
  }

  @Override
  public void close() {
    reader.dispose();
    encoder.close();
  }
}
