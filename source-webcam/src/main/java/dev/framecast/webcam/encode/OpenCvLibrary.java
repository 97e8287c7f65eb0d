package dev.framecast.webcam.encode;

import nu.pattern.OpenCV;
import org.jspecify.annotations.Nullable;

/** OpenCV's native library in this process. */
public final class OpenCvLibrary {

  /** The JDK initializes it once, and whoever comes meanwhile waits. */
  private static final class Loaded {
    static final @Nullable String FAILURE = load();

    private static @Nullable String load() {
      try {
        // Not loadShared(): that changes java.library.path by reflection, which JDKs since 12
        // refuse.
        OpenCV.loadLocally();
        return null;
      } catch (RuntimeException | LinkageError e) {
        Throwable root = e;
        while (root.getCause() != null) {
          root = root.getCause();
        }
        return root.toString();
      }
    }
  }

  private OpenCvLibrary() {}

  /**
   * Loads it, on the first call only, which takes half a second.
   *
   * @throws LinkageError if there is none for this machine: on each call
   */
  public static void load() {
    String failure = Loaded.FAILURE;
    if (failure != null) {
      throw new LinkageError(
          "OpenCV's native library for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch")
              + " cannot be loaded; is it in the opencv jar on the class path? ("
              + failure
              + ")");
    }
  }
}
