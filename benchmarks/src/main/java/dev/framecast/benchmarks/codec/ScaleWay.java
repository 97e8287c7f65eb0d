package dev.framecast.benchmarks.codec;

import dev.framecast.encode.JpegScaler;
import dev.framecast.encode.RenditionEncoder;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.FFmpegRenditionEncoders;
import java.io.IOException;
import java.nio.ByteBuffer;
import nu.pattern.OpenCV;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** A way from a JPEG to a smaller one. Confined to one thread. */
public interface ScaleWay extends AutoCloseable {

  /** Appends the smaller JPEG. */
  void scale(Rendition rendition, FrameSlot slot) throws IOException;

  @Override
  void close();

  /** The ways that are compared. */
  enum Name {
    /** With what the JDK has. */
    JDK,
    /** OpenCV: decoded at reduced size, area mean, encoded. */
    OPENCV,
    /** FFmpeg, as framecast-source-rtsp brings it: decoded at reduced size, scaled, encoded. */
    FFMPEG
  }

  static ScaleWay open(Name name, Scene scene) throws IOException {
    ByteBuffer jpeg = jpeg(scene);
    return switch (name) {
      case JDK -> new Jdk(jpeg);
      case OPENCV -> new OpenCv(jpeg, scene);
      case FFMPEG -> new FFmpeg(jpeg, scene);
    };
  }

  private static ByteBuffer jpeg(Scene scene) throws IOException {
    FrameSlot slot = new FrameSlot();
    try (EncodeWay encoder = EncodeWay.open(EncodeWay.Name.BGR_IMAGEIO, scene)) {
      encoder.encode(slot);
    }
    return slot.bytes();
  }

  /** {@link JpegScaler}. */
  final class Jdk implements ScaleWay {
    private final JpegScaler scaler = new JpegScaler();
    private final ByteBuffer jpeg;

    Jdk(ByteBuffer jpeg) {
      this.jpeg = jpeg;
    }

    @Override
    public void scale(Rendition rendition, FrameSlot slot) throws IOException {
      scaler.scale(jpeg, rendition, slot);
    }

    @Override
    public void close() {
      scaler.close();
    }
  }

  /** {@code imdecode}, {@code resize}, {@code imencode}. */
  final class OpenCv implements ScaleWay {
    private final MatOfByte jpeg;
    private final Mat scaled;
    private final MatOfByte encoded;
    private final MatOfInt quality;
    private final Scene scene;

    OpenCv(ByteBuffer jpeg, Scene scene) {
      OpenCV.loadLocally();
      this.scene = scene;
      byte[] bytes = new byte[jpeg.remaining()];
      jpeg.duplicate().get(bytes);
      this.jpeg = new MatOfByte(bytes);
      scaled = new Mat();
      encoded = new MatOfByte();
      quality = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, Rendition.DEFAULT_QUALITY);
    }

    @Override
    public void scale(Rendition rendition, FrameSlot slot) throws IOException {
      int width = rendition.width();
      boolean half = scene.width() / 2 >= width;
      Mat decoded =
          Imgcodecs.imdecode(
              jpeg, half ? Imgcodecs.IMREAD_REDUCED_COLOR_2 : Imgcodecs.IMREAD_COLOR);
      Size size = new Size(width, (double) scene.height() * width / scene.width());
      Imgproc.resize(decoded, scaled, size, 0, 0, Imgproc.INTER_AREA);
      decoded.release();
      if (!Imgcodecs.imencode(".jpg", scaled, encoded, quality)) {
        throw new IOException("OpenCV cannot encode a picture");
      }
      byte[] bytes = encoded.toArray();
      slot.put(bytes, 0, bytes.length);
    }

    @Override
    public void close() {
      jpeg.release();
      scaled.release();
      encoded.release();
      quality.release();
    }
  }

  /** {@link FFmpegRenditionEncoders}. */
  final class FFmpeg implements ScaleWay {
    private final RenditionEncoder maker = new FFmpegRenditionEncoders().open();
    private final ByteBuffer jpeg;
    private final Scene scene;

    FFmpeg(ByteBuffer jpeg, Scene scene) {
      this.jpeg = jpeg;
      this.scene = scene;
    }

    @Override
    public void scale(Rendition rendition, FrameSlot slot) throws IOException {
      maker.scale(jpeg, scene.width(), rendition, slot);
    }

    @Override
    public void close() {
      maker.close();
    }
  }
}
