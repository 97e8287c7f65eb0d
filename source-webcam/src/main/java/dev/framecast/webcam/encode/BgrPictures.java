package dev.framecast.webcam.encode;

import dev.framecast.encode.RawPicture;
import dev.framecast.jpeg.Turn;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Makes BGR of cameras' pictures, with OpenCV. One thread's. */
final class BgrPictures implements AutoCloseable {
  /** By how many times the side is halved. */
  private static final int[] REDUCED = {
    Imgcodecs.IMREAD_COLOR,
    Imgcodecs.IMREAD_REDUCED_COLOR_2,
    Imgcodecs.IMREAD_REDUCED_COLOR_4,
    Imgcodecs.IMREAD_REDUCED_COLOR_8
  };

  private final Mat converted;
  private final Mat scaled;
  private final Mat turned;
  private final Mat coded;
  private byte[] bytes = new byte[0];

  BgrPictures() {
    OpenCvLibrary.load();
    converted = new Mat();
    scaled = new Mat();
    turned = new Mat();
    coded = new Mat();
  }

  /** The picture, valid until the next one. */
  Mat of(RawPicture picture) {
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
    return converted;
  }

  private void convert(Mat yuv, int conversion) {
    Imgproc.cvtColor(yuv, converted, conversion);
    yuv.release();
  }

  /**
   * The JPEG decoded, at the least of its sizes that is not below the wanted width. The caller
   * releases it.
   *
   * @param width pixels of the JPEG
   * @param wanted pixels, at most that
   */
  Mat decode(ByteBuffer jpeg, int width, int wanted) throws IOException {
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
    if (decoded.empty()) {
      decoded.release();
      throw new IOException("the JPEG does not decode");
    }
    return decoded;
  }

  /** The picture in that width if it is wider, else the picture itself; 0 stands for no limit. */
  Mat scaled(Mat picture, int width) {
    if (width <= 0 || width >= picture.cols()) {
      return picture;
    }
    int height = (int) Math.max(1, Math.round((double) picture.rows() * width / picture.cols()));
    Imgproc.resize(picture, scaled, new Size(width, height), 0, 0, Imgproc.INTER_AREA);
    return scaled;
  }

  /** The picture turned, or the picture itself where there is nothing to turn. */
  Mat turned(Mat picture, Turn turn) {
    switch (turn) {
      case NONE -> {
        return picture;
      }
      case FLIPPED -> Core.flip(picture, turned, 1);
      case UPSIDE_DOWN -> Core.flip(picture, turned, 0);
      case HALF -> Core.rotate(picture, turned, Core.ROTATE_180);
      case RIGHT -> Core.rotate(picture, turned, Core.ROTATE_90_CLOCKWISE);
      case LEFT -> Core.rotate(picture, turned, Core.ROTATE_90_COUNTERCLOCKWISE);
      case TRANSPOSED -> Core.transpose(picture, turned);
      case TRANSVERSED -> {
        Core.transpose(picture, turned);
        Core.rotate(turned, turned, Core.ROTATE_180);
      }
    }
    return turned;
  }

  @Override
  public void close() {
    converted.release();
    scaled.release();
    turned.release();
    coded.release();
  }
}
