package dev.framecast.benchmarks.codec;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.RtspSource;
import dev.framecast.source.FrameSession;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import nu.pattern.OpenCV;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/** A way from a video stream to JPEGs. Confined to one thread. */
public interface VideoWay extends AutoCloseable {

  /** Reads the next picture; returns the size of its JPEG, 0 if this way makes none. */
  int next() throws IOException;

  /** The JPEG that was made last. */
  default byte[] jpeg() {
    return new byte[0];
  }

  @Override
  void close() throws IOException;

  /** The ways that are compared. */
  enum Name {
    /** As JavaCV's documentation and most answers on the net have it. */
    JAVACV_IMAGEIO,
    /** JavaCV's grabber, and OpenCV's encoder instead of Java2D's. */
    JAVACV_OPENCV,
    /** FFmpeg without any conversion of colours: as quick as it gets, and washed out. */
    FFMPEG_WRONG_COLOURS,
    /** What this library does, up to the decoded picture. */
    FRAMECAST_DECODE,
    /** What this library does, up to the picture with JPEG's colours. */
    FRAMECAST_CONVERT,
    /** What this library does, all of it. */
    FRAMECAST
  }

  static VideoWay open(Name name, String uri) throws IOException {
    return switch (name) {
      case JAVACV_IMAGEIO -> new JavaCvImageIo(uri);
      case JAVACV_OPENCV -> new JavaCvOpenCv(uri);
      case FFMPEG_WRONG_COLOURS, FRAMECAST_DECODE, FRAMECAST_CONVERT -> new VideoSteps(name, uri);
      case FRAMECAST -> new Framecast(uri);
    };
  }

  /** Grabber, Java2D, ImageIO. */
  final class JavaCvImageIo implements VideoWay {
    private final FFmpegFrameGrabber grabber;
    private final Java2DFrameConverter converter = new Java2DFrameConverter();
    private ByteArrayOutputStream jpeg = new ByteArrayOutputStream();

    JavaCvImageIo(String uri) throws IOException {
      grabber = grabber(uri);
    }

    static FFmpegFrameGrabber grabber(String uri) throws IOException {
      FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(uri);
      grabber.start();
      return grabber;
    }

    @Override
    public int next() throws IOException {
      Frame frame = grabber.grabImage();
      BufferedImage image = converter.convert(frame);
      jpeg = new ByteArrayOutputStream();
      ImageIO.write(image, "jpg", jpeg);
      return jpeg.size();
    }

    @Override
    public byte[] jpeg() {
      return jpeg.toByteArray();
    }

    @Override
    public void close() throws IOException {
      grabber.close();
      converter.close();
    }
  }

  /** Grabber, {@code imencode}. */
  final class JavaCvOpenCv implements VideoWay {
    private final FFmpegFrameGrabber grabber;
    private final MatOfByte jpeg;
    private final MatOfInt quality;

    JavaCvOpenCv(String uri) throws IOException {
      OpenCV.loadLocally();
      grabber = JavaCvImageIo.grabber(uri);
      jpeg = new MatOfByte();
      quality = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, Rendition.DEFAULT_QUALITY);
    }

    @Override
    public int next() throws IOException {
      Frame frame = grabber.grabImage();
      Mat bgr =
          new Mat(
              frame.imageHeight,
              frame.imageWidth,
              CvType.CV_8UC3,
              (ByteBuffer) frame.image[0],
              frame.imageStride);
      boolean done = Imgcodecs.imencode(".jpg", bgr, jpeg, quality);
      bgr.release();
      if (!done) {
        throw new IOException("OpenCV cannot encode a picture");
      }
      return jpeg.toArray().length;
    }

    @Override
    public byte[] jpeg() {
      return jpeg.toArray();
    }

    @Override
    public void close() throws IOException {
      grabber.close();
      jpeg.release();
      quality.release();
    }
  }

  /** A session as a camera's capture thread has it. */
  final class Framecast implements VideoWay {
    private final FrameSession session;
    private final FrameSlot slot = new FrameSlot();

    Framecast(String uri) throws IOException {
      session = RtspSource.of(uri).open();
    }

    @Override
    public int next() throws IOException {
      if (!session.advance()) {
        throw new IOException("the endless stream has ended");
      }
      slot.clear();
      session.writeJpeg(Rendition.SOURCE, slot);
      return slot.length();
    }

    @Override
    public byte[] jpeg() {
      return CodecBenchmark.bytes(slot);
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
