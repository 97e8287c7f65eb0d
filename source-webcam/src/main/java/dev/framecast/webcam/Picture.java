package dev.framecast.webcam;

import dev.framecast.encode.RawPicture;
import dev.framecast.encode.RawPicture.Layout;
import dev.framecast.webcam.encode.RawForm;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Room for one picture as the camera sent it, used again and again. One thread's at a time.
 *
 * <p>A JPEG is copied out of OpenCV's memory into an array (0.03 ms): openpnp gives no view of that
 * memory, and the next read may free it. Raw pictures all have one size, so from the second one on
 * OpenCV writes them into a buffer of ours to begin with; those in an order that no encoder takes
 * are turned into one that it does.
 */
final class Picture implements AutoCloseable {
  private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};

  private Mat mat = new Mat();

  private byte[] bytes = new byte[0];
  private ByteBuffer jpeg = ByteBuffer.wrap(bytes);

  /** That to which OpenCV writes, once it has written a raw picture. */
  private @Nullable Buffer written;

  /** That into which is turned what OpenCV writes in another order. */
  private @Nullable Buffer turned;

  private @Nullable RawPicture raw;
  private boolean isJpeg;
  private long takenAt;

  /** What OpenCV writes to; {@link #arrived} is to follow. */
  Mat mat() {
    return mat;
  }

  /**
   * Takes in what was written.
   *
   * @param form how a raw picture lies in memory; null if the camera says that it sends JPEGs
   * @param width the camera's, in pixels; 0 if not known
   * @param height likewise
   * @param nanos when the picture was taken, on the scale of {@link System#nanoTime()}
   * @return false if it is of a shape that is not understood
   */
  boolean arrived(@Nullable RawForm form, int width, int height, long nanos) {
    takenAt = nanos;
    int type = mat.type();
    if (form == null && type == CvType.CV_8UC1 && mat.rows() == 1) {
      jpeg();
      return isJpeg() || mat.cols() != Layout.YUYV.bytes(width, height) || mislabelled(height);
    }
    if (form != null && type == form.type()) {
      return raw(form, mat);
    }
    return type == CvType.CV_8UC3
        && raw(RawForm.BGR3, mat); // a back end that converts all the same
  }

  private void jpeg() {
    int length = mat.cols();
    if (bytes.length < length + END.length) {
      // Half as much again: the sizes of JPEGs wander.
      bytes = new byte[length + length / 2 + END.length];
      jpeg = ByteBuffer.wrap(bytes);
    }
    int copied = mat.get(0, 0, bytes);
    jpeg.clear().limit(Math.min(length, copied));
    isJpeg = true;
  }

  private boolean isJpeg() {
    return jpeg.limit() >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xD8;
  }

  /** Some cameras say MJPG and go on with YUYV, of which the length is no accident. */
  private boolean mislabelled(int height) {
    Mat pairs = mat.reshape(2, height);
    try {
      return turn(RawForm.YUYV, pairs);
    } finally {
      pairs.release();
    }
  }

  private boolean raw(RawForm form, Mat picture) {
    int height = form.height(picture);
    int width = form.width(picture);
    if (width == 0 || height == 0) {
      return false;
    }
    if (!form.isLayout() || width != picture.cols()) {
      return turn(form, picture);
    }
    isJpeg = false;
    Buffer known = written;
    if (known == null || !known.fits(form, width, height) || known.address() != mat.dataAddr()) {
      known = Buffer.of(form, width, height);
      picture.copyTo(known.mat());
      mat.release();
      mat = known.mat();
      written = known;
    } // else OpenCV wrote into our buffer: it allocates only for another shape
    raw = known.picture();
    return true;
  }

  private boolean turn(RawForm form, Mat picture) {
    int height = form.height(picture);
    int width = form.width(picture);
    isJpeg = false;
    Buffer known = turned;
    if (known == null || !known.fits(form, width, height)) {
      if (known != null) {
        known.mat().release();
      }
      known = Buffer.of(form, width, height);
      turned = known;
    }
    form.convert(picture, known.mat());
    raw = known.picture();
    return true;
  }

  /** Memory of ours, as encoders and as OpenCV see it. */
  private record Buffer(RawPicture picture, Mat mat, long address) {

    static Buffer of(RawForm form, int width, int height) {
      Layout layout = form.layout();
      ByteBuffer pixels = ByteBuffer.allocateDirect(layout.bytes(width, height));
      Mat mat =
          switch (layout) {
            case YUYV -> new Mat(height, width, CvType.CV_8UC2, pixels);
            case NV12 -> new Mat(height + height / 2, width, CvType.CV_8UC1, pixels);
            case BGR -> new Mat(height, width, CvType.CV_8UC3, pixels);
          };
      return new Buffer(new RawPicture(layout, width, height, pixels), mat, mat.dataAddr());
    }

    boolean fits(RawForm form, int width, int height) {
      return picture.layout() == form.layout()
          && picture.width() == width
          && picture.height() == height;
    }
  }

  /** The picture if it is a JPEG, between position and limit. */
  @Nullable ByteBuffer asJpeg() {
    return isJpeg ? jpeg : null;
  }

  /** Ends a JPEG that lacks its end-of-image marker, so that it has that length. */
  void endJpeg(int length) {
    jpeg.limit(length).put(length - END.length, END);
  }

  /** The picture if it is none. */
  @Nullable RawPicture asRaw() {
    return isJpeg ? null : raw;
  }

  /** When it was taken, on the scale of {@link System#nanoTime()}. */
  long takenAt() {
    return takenAt;
  }

  @Override
  public void close() {
    mat.release();
    if (turned != null) {
      turned.mat().release();
    }
  }
}
