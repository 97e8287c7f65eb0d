package dev.framecast.webcam;

import dev.framecast.encode.RawPicture;
import dev.framecast.encode.RawPicture.Layout;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Room for one picture as the camera sent it, used again and again. One thread's at a time.
 *
 * <p>A JPEG is copied out of OpenCV's memory into an array (0.03 ms): openpnp gives no view of that
 * memory, and the next read may free it. Raw pictures all have one size, so from the second one on
 * OpenCV writes them into a buffer of ours to begin with.
 */
final class Picture implements AutoCloseable {
  private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};

  private Mat mat = new Mat();

  private byte[] bytes = new byte[0];
  private ByteBuffer jpeg = ByteBuffer.wrap(bytes);
  private @Nullable RawPicture raw;

  /** Where the raw picture's buffer is. */
  private long address;

  private boolean isJpeg;
  private long takenAt;

  /** What OpenCV writes to; {@link #arrived} is to follow. */
  Mat mat() {
    return mat;
  }

  /**
   * Takes in what was written.
   *
   * @param nv12 whether one channel of bytes stands for NV12
   * @param nanos when the picture was taken, on the scale of {@link System#nanoTime()}
   * @return false if it is of a shape that is not understood
   */
  boolean arrived(boolean nv12, long nanos) {
    takenAt = nanos;
    int type = mat.type();
    if (type == CvType.CV_8UC1 && mat.rows() == 1) {
      jpeg();
      return true;
    }
    if (type == CvType.CV_8UC2) {
      return raw(Layout.YUYV, mat.rows());
    }
    if (type == CvType.CV_8UC1 && nv12) {
      return raw(Layout.NV12, mat.rows() * 2 / 3);
    }
    return type == CvType.CV_8UC3 && raw(Layout.BGR, mat.rows());
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

  private boolean raw(Layout layout, int height) {
    isJpeg = false;
    int width = mat.cols();
    RawPicture known = raw;
    if (known != null
        && known.layout() == layout
        && known.width() == width
        && known.height() == height
        && mat.dataAddr() == address) {
      return true; // OpenCV wrote into our buffer: it allocates only for another shape
    }
    if ((width & 1) != 0 && layout != Layout.BGR) {
      return false;
    }
    ByteBuffer pixels = ByteBuffer.allocateDirect(layout.bytes(width, height));
    Mat ours = new Mat(mat.rows(), width, mat.type(), pixels);
    mat.copyTo(ours);
    mat.release();
    mat = ours;
    address = ours.dataAddr();
    raw = new RawPicture(layout, width, height, pixels);
    return true;
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
  }
}
