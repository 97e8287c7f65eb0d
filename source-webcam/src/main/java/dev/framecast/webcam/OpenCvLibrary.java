package dev.framecast.webcam;

import nu.pattern.OpenCV;

/** OpenCV's native library in this process. */
final class OpenCvLibrary {
  static {
    // Not loadShared(): that changes java.library.path by reflection, which JDKs since 12 refuse.
    OpenCV.loadLocally();
  }

  private OpenCvLibrary() {}

  /** Loads it, on the first call only, which takes half a second. */
  static void load() {
    // The work is done by the static initializer.
  }
}
