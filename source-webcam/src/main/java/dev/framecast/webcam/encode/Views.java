package dev.framecast.webcam.encode;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;

/** Matrices that are of use for one picture only. What is native of them waits for no collector. */
final class Views implements AutoCloseable {
  private final List<Mat> views = new ArrayList<>();

  /** Releases it at the end. */
  Mat keep(Mat view) {
    views.add(view);
    return view;
  }

  @Override
  public void close() {
    views.forEach(Mat::release);
  }
}
