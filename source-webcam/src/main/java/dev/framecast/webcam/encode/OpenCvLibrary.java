package dev.framecast.webcam.encode;

import nu.pattern.OpenCV;

/** OpenCV's native library in this process. */
public final class OpenCvLibrary {
  static {
    // Not loadShared(): that changes java.library.path by reflection, which JDKs since 12 refuse.
    OpenCV.loadLocally();
  }

  private OpenCvLibrary() {}

  /** Loads it, on the first call only, which takes half a second. */
  public static void load() {
    // The work is done by the static initializer.
  }
}
