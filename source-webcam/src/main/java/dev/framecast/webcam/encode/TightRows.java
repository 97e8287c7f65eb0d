package dev.framecast.webcam.encode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Puts rows right that OpenCV took to begin at every fourth byte. V4L2's cameras send them one
 * behind the other, so pictures whose rows are not of whole fours, such as NV12 of 854 or 1366
 * pixels, come slanted: each row begins some bytes late, and these are lost. They are made up for
 * by what is beside them. One thread's.
 */
public final class TightRows {
  private byte[] read = new byte[0];
  private byte[] tight = new byte[0];

  /** Puts the picture right, in place; most need nothing. */
  public void restore(Mat picture, RawForm form) {
    int row = picture.cols() * (int) picture.elemSize();
    int step = row + 3 & ~3;
    if (step == row) {
      return;
    }
    int length = picture.rows() * row;
    if (read.length != length) {
      read = new byte[length];
      tight = new byte[length];
    }
    get(picture);
    for (int from = 0, to = 0; to < length; from += row, to += step) {
      System.arraycopy(read, from, tight, to, Math.min(row, length - to));
      for (int i = to + row; i < Math.min(to + step, length); i++) {
        tight[i] = tight[Math.max(0, i - form.period())];
      }
    }
    put(picture);
  }

  private void get(Mat picture) {
    if (picture.depth() == CvType.CV_16U) {
      short[] values = new short[read.length / 2];
      int ignored = picture.get(0, 0, values);
      ByteBuffer.wrap(read).order(ByteOrder.nativeOrder()).asShortBuffer().put(values);
    } else {
      int ignored = picture.get(0, 0, read);
    }
  }

  private void put(Mat picture) {
    if (picture.depth() == CvType.CV_16U) {
      short[] values = new short[tight.length / 2];
      ByteBuffer.wrap(tight).order(ByteOrder.nativeOrder()).asShortBuffer().get(values);
      int ignored = picture.put(0, 0, values);
    } else {
      int ignored = picture.put(0, 0, tight);
    }
  }
}
