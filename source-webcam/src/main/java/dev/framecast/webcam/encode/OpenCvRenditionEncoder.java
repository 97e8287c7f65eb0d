package dev.framecast.webcam.encode;

import dev.framecast.encode.ImageIoEncoder;
import dev.framecast.encode.RawPicture;
import dev.framecast.encode.RenditionEncoder;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;

/**
 * What is there without FFmpeg: OpenCV converts, scales and decodes, and the JDK encodes, as
 * openpnp's OpenCV has a JPEG encoder without SIMD, which takes half as long again.
 */
public final class OpenCvRenditionEncoder implements RenditionEncoder {
  private final ImageIoEncoder encoder = new ImageIoEncoder();
  private final BgrPictures pictures = new BgrPictures();
  private @Nullable BufferedImage image;

  @Override
  public void encode(RawPicture picture, Rendition rendition, FrameSlot slot) throws IOException {
    encode(pictures.of(picture), rendition, slot);
  }

  @Override
  public void scale(ByteBuffer jpeg, int width, Rendition rendition, FrameSlot slot)
      throws IOException {
    int wanted = rendition.width() == 0 ? width : Math.min(width, rendition.width());
    Mat decoded = pictures.decode(jpeg, width, wanted);
    try {
      encode(decoded, rendition, slot);
    } finally {
      decoded.release();
    }
  }

  private void encode(Mat bgr, Rendition rendition, FrameSlot slot) throws IOException {
    Mat picture = pictures.scaled(bgr, rendition.width());
    BufferedImage target = image(picture.cols(), picture.rows());
    int ignored =
        picture.get(0, 0, ((DataBufferByte) target.getRaster().getDataBuffer()).getData());
    encoder.encode(target, rendition, slot);
  }

  private BufferedImage image(int width, int height) {
    BufferedImage known = image;
    if (known == null || known.getWidth() != width || known.getHeight() != height) {
      known = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
      image = known;
    }
    return known;
  }

  @Override
  public void close() {
    pictures.close();
    encoder.close();
  }
}
