package dev.framecast.webcam;

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
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * What is there without FFmpeg: OpenCV converts, scales and decodes, and the JDK encodes, as
 * openpnp's OpenCV has a JPEG encoder without SIMD, which takes half as long again.
 */
final class OpenCvRenditionEncoder implements RenditionEncoder {
  /** By how many times the side is halved. */
  private static final int[] REDUCED = {
    Imgcodecs.IMREAD_COLOR,
    Imgcodecs.IMREAD_REDUCED_COLOR_2,
    Imgcodecs.IMREAD_REDUCED_COLOR_4,
    Imgcodecs.IMREAD_REDUCED_COLOR_8
  };

  private final ImageIoEncoder encoder = new ImageIoEncoder();
  private final Mat converted;
  private final Mat scaled;
  private final Mat coded;
  private byte[] bytes = new byte[0];
  private @Nullable BufferedImage image;

  OpenCvRenditionEncoder() {
    OpenCvLibrary.load();
    converted = new Mat();
    scaled = new Mat();
    coded = new Mat();
  }

  @Override
  public void encode(RawPicture picture, Rendition rendition, FrameSlot slot) throws IOException {
    int width = picture.width();
    int height = picture.height();
    ByteBuffer pixels = picture.pixels();
    switch (picture.layout()) {
      case YUYV ->
          convert(new Mat(height, width, CvType.CV_8UC2, pixels), Imgproc.COLOR_YUV2BGR_YUYV);
      case NV12 ->
          convert(
              new Mat(height + height / 2, width, CvType.CV_8UC1, pixels),
              Imgproc.COLOR_YUV2BGR_NV12);
      case BGR -> new Mat(height, width, CvType.CV_8UC3, pixels).copyTo(converted);
    }
    encode(converted, rendition, slot);
  }

  private void convert(Mat yuv, int conversion) {
    Imgproc.cvtColor(yuv, converted, conversion);
    yuv.release();
  }

  @Override
  public void scale(ByteBuffer jpeg, int width, Rendition rendition, FrameSlot slot)
      throws IOException {
    int wanted = rendition.width() == 0 ? width : Math.min(width, rendition.width());
    int halvings = 0;
    while (halvings < REDUCED.length - 1 && width >> (halvings + 1) >= wanted) {
      halvings++;
    }
    int length = jpeg.remaining();
    if (bytes.length < length) {
      bytes = new byte[length + length / 2];
    }
    jpeg.duplicate().get(bytes, 0, length);
    coded.create(1, length, CvType.CV_8UC1);
    int ignored = coded.put(0, 0, bytes, 0, length);
    Mat decoded =
        Imgcodecs.imdecode(coded, REDUCED[halvings] | Imgcodecs.IMREAD_IGNORE_ORIENTATION);
    try {
      if (decoded.empty()) {
        throw new IOException("the JPEG does not decode");
      }
      encode(decoded, rendition, slot);
    } finally {
      decoded.release();
    }
  }

  private void encode(Mat bgr, Rendition rendition, FrameSlot slot) throws IOException {
    Mat picture = bgr;
    int width = rendition.width();
    if (width > 0 && width < bgr.cols()) {
      int height = (int) Math.max(1, Math.round((double) bgr.rows() * width / bgr.cols()));
      Imgproc.resize(bgr, scaled, new Size(width, height), 0, 0, Imgproc.INTER_AREA);
      picture = scaled;
    }
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
    converted.release();
    scaled.release();
    coded.release();
    encoder.close();
  }
}
