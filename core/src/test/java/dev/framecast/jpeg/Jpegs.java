package dev.framecast.jpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.framecast.encode.HuffmanTables;
import dev.framecast.frame.FrameSlot;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.function.BiConsumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** JPEGs of every kind that the tests need, made by the JDK's encoder. */
public final class Jpegs {
  private Jpegs() {}

  /** A picture with slopes, edges and some noise. */
  public static BufferedImage picture(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D g = image.createGraphics();
    g.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
    g.fillRect(0, 0, width, height);
    Random random = new Random(1);
    for (int i = 0; i < width * height / 200; i++) {
      g.setColor(new Color(random.nextInt(0x1000000)));
      g.fillRect(random.nextInt(width), random.nextInt(height), 1 + random.nextInt(9), 3);
    }
    g.dispose();
    return image;
  }

  public static byte[] color(int width, int height) {
    return encode(picture(width, height, BufferedImage.TYPE_3BYTE_BGR), 0.8f, false, 0);
  }

  /** Of that picture. */
  public static byte[] of(BufferedImage image) {
    return encode(image, 0.9f, false, 0);
  }

  public static byte[] gray(int width, int height) {
    return encode(picture(width, height, BufferedImage.TYPE_BYTE_GRAY), 0.8f, false, 0);
  }

  public static byte[] progressive(int width, int height) {
    return encode(picture(width, height, BufferedImage.TYPE_3BYTE_BGR), 0.8f, true, 0);
  }

  /** Of four colours (CMYK), as for printing. */
  public static byte[] cmyk(int width, int height) {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(raster, null, null), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Of one colour all over, which takes the fewest bytes. */
  public static byte[] plain(int width, int height) {
    return encode(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), 0.8f, false, 0);
  }

  /** With a restart marker after each so many blocks. */
  public static byte[] withRestarts(int width, int height, int interval) {
    return encode(picture(width, height, BufferedImage.TYPE_3BYTE_BGR), 0.8f, false, interval);
  }

  /** With tables made for this very picture, as {@code cjpeg -optimize} does. */
  public static byte[] optimized(int width, int height) {
    return encode(
        picture(width, height, BufferedImage.TYPE_3BYTE_BGR),
        (param, root) -> param.setOptimizeHuffmanTables(true));
  }

  /** With colours at another resolution than 4:2:0, by the sampling factors of brightness. */
  public static byte[] sampled(int width, int height, int horizontal, int vertical) {
    return encode(
        picture(width, height, BufferedImage.TYPE_3BYTE_BGR),
        (param, root) -> {
          IIOMetadataNode first =
              (IIOMetadataNode) root.getElementsByTagName("componentSpec").item(0);
          first.setAttribute("HsamplingFactor", Integer.toString(horizontal));
          first.setAttribute("VsamplingFactor", Integer.toString(vertical));
        });
  }

  /** Puts bytes in as an APP1 segment, as Exif does with its thumbnail. */
  public static byte[] withApp1(byte[] jpeg, byte[] payload) {
    return ByteBuffer.allocate(jpeg.length + 4 + payload.length)
        .put(jpeg, 0, 2)
        .putShort((short) 0xFFE1)
        .putShort((short) (2 + payload.length))
        .put(payload)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  /** What an APP1 segment holds that says how the picture lies. */
  public static byte[] exif(int orientation, boolean bigEndian) {
    ByteBuffer payload = ByteBuffer.allocate(6 + 8 + 2 + 2 * 12 + 4).put("Exif".getBytes(US_ASCII));
    payload.position(6);
    payload.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    payload.put((bigEndian ? "MM" : "II").getBytes(US_ASCII)).putShort((short) 42).putInt(8);
    payload.putShort((short) 2);
    payload.putShort((short) 0x0100).putShort((short) 3).putInt(1).putInt(0);
    payload.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    return payload.putShort((short) orientation).putShort((short) 0).putInt(0).array();
  }

  /** Takes the segments of one kind out, looking only in front of the first scan. */
  public static byte[] without(byte[] jpeg, int marker) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    int i = 2;
    while ((jpeg[i + 1] & 0xFF) != 0xDA) {
      int size = 2 + (((jpeg[i + 2] & 0xFF) << 8) | (jpeg[i + 3] & 0xFF));
      if ((jpeg[i + 1] & 0xFF) != marker) {
        out.write(jpeg, i, size);
      }
      i += size;
    }
    out.write(jpeg, i, jpeg.length - i);
    return out.toByteArray();
  }

  /** Has the header of a JPEG claim another size. */
  public static void claim(byte[] jpeg, int width, int height) {
    for (int i = 2; i + 9 < jpeg.length; i++) {
      if ((jpeg[i] & 0xFF) == 0xFF && ((jpeg[i + 1] & 0xFF) == 0xC0)) {
        ByteBuffer.wrap(jpeg).putShort(i + 5, (short) height).putShort(i + 7, (short) width);
        return;
      }
    }
    throw new IllegalArgumentException("no baseline JPEG");
  }

  public static BufferedImage decode(ByteBuffer jpeg) {
    byte[] bytes = new byte[jpeg.remaining()];
    jpeg.duplicate().get(bytes);
    return decode(bytes);
  }

  public static BufferedImage decode(byte[] jpeg) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(withTables(jpeg)));
      if (image == null) {
        throw new AssertionError("not an image");
      }
      return image;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Newer JDKs do not decode what has no tables. */
  private static byte[] withTables(byte[] jpeg) {
    JpegCheck check = new JpegCheck();
    if (!check.inspect(ByteBuffer.wrap(jpeg)) || check.hasHuffmanTables()) {
      return jpeg;
    }
    FrameSlot slot = new FrameSlot();
    slot.put(ByteBuffer.wrap(jpeg));
    HuffmanTables.addTo(slot, check.startOfScan());
    byte[] whole = new byte[slot.length()];
    slot.bytes().get(whole);
    return whole;
  }

  /** The mean difference of two pictures of one size, over all colours; 0 to 255. */
  public static double difference(BufferedImage first, BufferedImage second) {
    BufferedImage a = rgb(first);
    BufferedImage b = rgb(second);
    long sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        int p = a.getRGB(x, y);
        int q = b.getRGB(x, y);
        for (int shift = 0; shift < 24; shift += 8) {
          sum += Math.abs(((p >> shift) & 0xFF) - ((q >> shift) & 0xFF));
        }
      }
    }
    return sum / (3.0 * a.getWidth() * a.getHeight());
  }

  /** Drawn, because getRGB takes gray for linear light, which a gray JPEG is not. */
  public static BufferedImage rgb(BufferedImage image) {
    BufferedImage rgb =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    rgb.createGraphics().drawImage(image, 0, 0, null);
    return rgb;
  }

  private static byte[] encode(
      BufferedImage image, float quality, boolean progressive, int restartInterval) {
    return encode(
        image,
        (param, root) -> {
          param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
          param.setCompressionQuality(quality);
          if (progressive) {
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
          }
          if (restartInterval > 0) {
            IIOMetadataNode dri = new IIOMetadataNode("dri");
            dri.setAttribute("interval", Integer.toString(restartInterval));
            root.getElementsByTagName("markerSequence").item(0).appendChild(dri);
          }
        });
  }

  private static byte[] encode(
      BufferedImage image, BiConsumer<JPEGImageWriteParam, IIOMetadataNode> settings) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try {
      JPEGImageWriteParam param = (JPEGImageWriteParam) writer.getDefaultWriteParam();
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
      String format = metadata.getNativeMetadataFormatName();
      IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
      settings.accept(param, root);
      metadata.setFromTree(format, root);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
        writer.setOutput(out);
        writer.write(null, new IIOImage(image, null, metadata), param);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
  }
}
