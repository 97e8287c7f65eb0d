package dev.framecast.webcam.encode;

import dev.framecast.encode.RawPicture.Layout;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfInt;
import org.opencv.imgproc.Imgproc;

/**
 * How raw pictures lie in memory, by V4L2's letters, and how those are turned into what is encoded.
 * OpenCV could do that itself, but takes red for blue in some.
 */
public enum RawForm {
  /** Two pixels in four bytes: Y U Y V. */
  YUYV(CvType.CV_8UC2, Layout.YUYV, 4),
  /** Two pixels in four bytes: U Y V Y. */
  UYVY(CvType.CV_8UC2, Layout.YUYV, 4),
  /** All of Y, then U and V by turns. */
  NV12(CvType.CV_8UC1, Layout.NV12, 2),
  /** All of Y, then V and U by turns. */
  NV21(CvType.CV_8UC1, Layout.NV12, 2),
  /** All of Y, then all of U, then all of V. */
  YU12(CvType.CV_8UC1, Layout.NV12, 1),
  /** All of Y, then all of V, then all of U. */
  YV12(CvType.CV_8UC1, Layout.NV12, 1),
  /** A byte a pixel, of full range. */
  GREY(CvType.CV_8UC1, Layout.BGR, 1),
  /** Two bytes a pixel, of full range. */
  Y16(CvType.CV_16UC1, Layout.BGR, 2),
  /** Blue, green, red. */
  BGR3(CvType.CV_8UC3, Layout.BGR, 3),
  /** Red, green, blue. */
  RGB3(CvType.CV_8UC3, Layout.BGR, 3);

  private static final int[] SWAP = {0, 1, 1, 0};

  private final int type;
  private final Layout layout;
  private final int period;

  RawForm(int type, Layout layout, int period) {
    this.type = type;
    this.layout = layout;
    this.period = period;
  }

  /** The type of OpenCV's matrix of such a picture. */
  public int type() {
    return type;
  }

  /** What such a picture is turned into. */
  public Layout layout() {
    return layout;
  }

  /** After how many bytes one of the same colour comes again. */
  int period() {
    return period;
  }

  /** Whether that is the same. */
  public boolean isLayout() {
    return this == YUYV || this == NV12 || this == BGR3;
  }

  /** The picture's width; a column is left out where pixels share colours and one has none. */
  public int width(Mat picture) {
    return layout == Layout.YUYV ? picture.cols() & ~1 : picture.cols();
  }

  /** The picture's height; 0 if the matrix does not hold a whole one. */
  public int height(Mat picture) {
    if (layout != Layout.NV12) {
      return picture.rows();
    }
    int height = picture.rows() / 3 * 2;
    // Of odd heights OpenCV cuts the last colours off.
    return picture.rows() % 3 == 0 && (picture.cols() & 1) == 0 && (height & 1) == 0 ? height : 0;
  }

  /**
   * Writes the picture in its {@link #layout()}.
   *
   * @param to of the type and size of that, so that its memory is written to
   */
  public void convert(Mat from, Mat to) {
    try (Views views = new Views()) {
      int height = height(from);
      switch (this) {
        case YUYV -> views.keep(from.colRange(0, width(from))).copyTo(to);
        case UYVY -> swap(views.keep(from.colRange(0, width(from))), to, views);
        case NV21 -> {
          copyLuma(from, to, height, views);
          swap(colours(from, height, views), colours(to, height, views), views);
        }
        case YU12, YV12 -> {
          copyLuma(from, to, height, views);
          Mat first = plane(from, height, 0, views);
          Mat second = plane(from, height, 1, views);
          List<Mat> both = this == YU12 ? List.of(first, second) : List.of(second, first);
          Core.merge(both, colours(to, height, views));
        }
        case GREY -> Imgproc.cvtColor(from, to, Imgproc.COLOR_GRAY2BGR);
        case Y16 -> {
          Mat bytes = views.keep(new Mat());
          from.convertTo(bytes, CvType.CV_8U, 1.0 / 256);
          Imgproc.cvtColor(bytes, to, Imgproc.COLOR_GRAY2BGR);
        }
        case RGB3 -> Imgproc.cvtColor(from, to, Imgproc.COLOR_RGB2BGR);
        case NV12, BGR3 -> from.copyTo(to);
      }
    }
  }

  private static void swap(Mat from, Mat to, Views views) {
    Core.mixChannels(List.of(from), List.of(to), (MatOfInt) views.keep(new MatOfInt(SWAP)));
  }

  private static void copyLuma(Mat from, Mat to, int height, Views views) {
    views.keep(from.rowRange(0, height)).copyTo(views.keep(to.rowRange(0, height)));
  }

  /** What follows the luma, as pairs. */
  private static Mat colours(Mat picture, int height, Views views) {
    return views.keep(views.keep(picture.rowRange(height, picture.rows())).reshape(2));
  }

  /** The first or second plane behind the luma. */
  private static Mat plane(Mat picture, int height, int number, Views views) {
    int luma = picture.cols() * height;
    int begin = luma + luma / 4 * number;
    Mat flat = views.keep(picture.reshape(1, 1));
    return views.keep(views.keep(flat.colRange(begin, begin + luma / 4)).reshape(1, height / 2));
  }
}
