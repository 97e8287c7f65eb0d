package dev.framecast.benchmarks.codec;

import dev.framecast.encode.ImageIoEncoder;
import dev.framecast.encode.RawPicture;
import dev.framecast.encode.RenditionEncoder;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.FFmpegRenditionEncoders;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import nu.pattern.OpenCV;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** A way from one raw picture to a JPEG. Confined to one thread. */
public interface EncodeWay extends AutoCloseable {

  /** Appends the JPEG. */
  void encode(FrameSlot slot) throws IOException;

  @Override
  void close();

  /** The ways that are compared. */
  enum Name {
    /** The JDK's encoder, from a {@link BufferedImage}. */
    BGR_IMAGEIO,
    /** OpenCV's, as openpnp builds it. */
    BGR_OPENCV,
    /** FFmpeg's, as framecast-source-rtsp brings it. */
    BGR_FFMPEG,
    /** OpenCV's conversion and encoder. */
    YUYV_OPENCV,
    /** FFmpeg's conversion and encoder. */
    YUYV_FFMPEG
  }

  static EncodeWay open(Name name, Scene scene) {
    return switch (name) {
      case BGR_IMAGEIO -> new ImageIo(scene);
      case BGR_OPENCV -> new OpenCv(scene, false);
      case BGR_FFMPEG -> new FFmpeg(scene, RawPicture.Layout.BGR);
      case YUYV_OPENCV -> new OpenCv(scene, true);
      case YUYV_FFMPEG -> new FFmpeg(scene, RawPicture.Layout.YUYV);
    };
  }

  /** {@link ImageIoEncoder}. */
  final class ImageIo implements EncodeWay {
    private final ImageIoEncoder encoder = new ImageIoEncoder();
    private final BufferedImage image;

    ImageIo(Scene scene) {
      image = image(scene);
    }

    static BufferedImage image(Scene scene) {
      BufferedImage image =
          new BufferedImage(scene.width(), scene.height(), BufferedImage.TYPE_3BYTE_BGR);
      scene.bgr(0).get(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
      return image;
    }

    @Override
    public void encode(FrameSlot slot) throws IOException {
      encoder.encode(image, Rendition.SOURCE, slot);
    }

    @Override
    public void close() {
      encoder.close();
    }
  }

  /** {@code imencode}. */
  final class OpenCv implements EncodeWay {
    /** Held here, because a Mat does not keep the buffer alive whose memory it uses. */
    private final ByteBuffer pixels;

    private final Mat picture;
    private final Mat converted;
    private final boolean yuyv;
    private final MatOfByte jpeg;
    private final MatOfInt quality;

    OpenCv(Scene scene, boolean yuyv) {
      OpenCV.loadLocally();
      this.yuyv = yuyv;
      pixels = yuyv ? scene.yuyv(0) : scene.bgr(0);
      int type = yuyv ? CvType.CV_8UC2 : CvType.CV_8UC3;
      picture = new Mat(scene.height(), scene.width(), type, pixels);
      converted = new Mat();
      jpeg = new MatOfByte();
      quality = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, Rendition.DEFAULT_QUALITY);
    }

    @Override
    public void encode(FrameSlot slot) throws IOException {
      if (yuyv) {
        Imgproc.cvtColor(picture, converted, Imgproc.COLOR_YUV2BGR_YUYV);
      }
      if (!Imgcodecs.imencode(".jpg", yuyv ? converted : picture, jpeg, quality)) {
        throw new IOException("OpenCV cannot encode a picture");
      }
      byte[] bytes = jpeg.toArray();
      slot.put(bytes, 0, bytes.length);
    }

    @Override
    public void close() {
      pixels.clear();
      picture.release();
      converted.release();
      jpeg.release();
      quality.release();
    }
  }

  /** {@link FFmpegRenditionEncoders}. */
  final class FFmpeg implements EncodeWay {
    private final RenditionEncoder maker = new FFmpegRenditionEncoders().open();
    private final RawPicture picture;

    FFmpeg(Scene scene, RawPicture.Layout layout) {
      picture =
          new RawPicture(
              layout,
              scene.width(),
              scene.height(),
              layout == RawPicture.Layout.BGR ? scene.bgr(0) : scene.yuyv(0));
    }

    @Override
    public void encode(FrameSlot slot) throws IOException {
      maker.encode(picture, Rendition.SOURCE, slot);
    }

    @Override
    public void close() {
      maker.close();
    }
  }
}
