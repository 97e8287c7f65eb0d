package dev.framecast.encode;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.JpegCheck;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.jspecify.annotations.Nullable;

/**
 * Makes renditions of JPEGs with what the JDK has: decodes the whole picture, takes the mean over
 * areas, encodes (or, for raw formats, does not). (ImageIO's own subsampling picks single pixels
 * and saves little, because the whole picture is decoded all the same.)
 *
 * <p>Owned by one thread, which is blocked meanwhile. {@link #close()} frees native memory; on the
 * same thread.
 */
public final class JpegScaler implements AutoCloseable {
  private final ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
  private final ImageReadParam param = reader.getDefaultReadParam();
  private final ImageIoEncoder encoder = new ImageIoEncoder();
  private final PixelWriter pixels = new PixelWriter();
  private final JpegCheck check = new JpegCheck();
  private final FrameSlot mended = new FrameSlot();
  private @Nullable BufferedImage picture;

  /** A scaler, ready for use. */
  public JpegScaler() {}

  /**
   * Refuses to decode pictures of more pixels; see {@link JpegCheck#maxPixels}.
   *
   * @return this
   */
  public JpegScaler maxPixels(long pixels) {
    check.maxPixels(pixels);
    return this;
  }

  /**
   * Appends the JPEG to the slot in that rendition, be it raw or a JPEG. The buffer's position and
   * limit stay.
   *
   * @throws IOException when the JPEG does not decode, or is of a kind that the JDK does not know
   *     (CMYK)
   */
  public void scale(ByteBuffer jpeg, Rendition rendition, FrameSlot slot) throws IOException {
    encode(decode(jpeg), rendition, slot);
  }

  /**
   * Appends a picture to the slot in that rendition, such as one that {@link #decode} gave: for
   * those who want several renditions of one JPEG.
   *
   * @throws IOException when the encoder fails; the slot's content is then of no use
   */
  public void encode(BufferedImage image, Rendition rendition, FrameSlot slot) throws IOException {
    if (rendition.format().isRaw()) {
      pixels.write(image, rendition, slot);
    } else {
      encoder.encode(image, rendition, slot);
    }
  }

  /** Some builds of the JDK know the standard Huffman tables, some want to see them. */
  private ByteBuffer withTables(ByteBuffer jpeg) throws IOException {
    // Before the decoder, which sets memory aside for whatever size the header claims.
    if (!check.inspect(jpeg)) {
      throw new IIOException("the JPEG does not decode: " + check.problem());
    }
    if (check.hasHuffmanTables()) {
      return jpeg;
    }
    mended.clear();
    mended.put(jpeg.duplicate());
    HuffmanTables.addTo(mended, check.startOfScan());
    return mended.bytes();
  }

  /**
   * The picture, valid until the next one is decoded. The position and limit of the buffer stay.
   *
   * @throws IOException as {@link #scale}
   */
  public BufferedImage decode(ByteBuffer jpeg) throws IOException {
    try (BufferInput input = new BufferInput(withTables(jpeg))) {
      reader.setInput(input, true, true);
      Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
      if (!types.hasNext() || types.next().getNumComponents() == 4) {
        throw cmyk(); // four are taken for a picture with an alpha channel
      }
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      BufferedImage last = picture;
      boolean fits = last != null && last.getWidth() == width && last.getHeight() == height;
      // Without a destination the reader makes an image in the form that suits the JPEG (gray!).
      param.setDestination(fits ? last : null);
      BufferedImage decoded = reader.read(0, param);
      picture = decoded.getType() == BufferedImage.TYPE_3BYTE_BGR ? decoded : null;
      return decoded;
    } catch (RuntimeException e) {
      // The JDK's reader throws several kinds for broken files, too.
      throw new IIOException("the JPEG does not decode: " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      // Thrown for one large array, which leaves the heap as it was.
      picture = null;
      throw new IIOException(
          "no memory to decode " + check.width() + "x" + check.height() + " pixels", e);
    } finally {
      reader.setInput(null);
    }
  }

  private static IIOException cmyk() {
    return new IIOException(
        "the JPEG has four colours (CMYK), which cannot be decoded here: it can be had in its own"
            + " size alone; have the camera send YCbCr");
  }

  @Override
  public void close() {
    reader.dispose();
    encoder.close();
  }
}
