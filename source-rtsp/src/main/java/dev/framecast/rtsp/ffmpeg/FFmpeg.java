package dev.framecast.rtsp.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import java.lang.System.Logger.Level;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** What is set once for all of FFmpeg, and of JavaCPP, in this process. */
public final class FFmpeg {
  private static final String MEMORY_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  private static final @Nullable String FAILURE = tryToLoad();

  private FFmpeg() {}

  /**
   * Loads the native libraries, on the first call, and has their log say what anybody listens to.
   *
   * @throws IllegalStateException if they are not on the class path, or cannot be loaded
   */
  public static void load() {
    if (FAILURE != null) {
      throw new IllegalStateException(
          "FFmpeg's native libraries for "
              + Loader.getPlatform()
              + " do not load: org.bytedeco:javacpp and org.bytedeco:ffmpeg must be on the class path"
              + " with that classifier as well, which Maven sees to and Gradle does not ("
              + FAILURE
              + ")");
    }
    FFmpegLog.adjustLevel();
  }

  private static @Nullable String tryToLoad() {
    // JavaCPP reads it once, when its first class is loaded; so this comes before all else.
    liftMemoryLimit();
    try {
      // FFmpeg's log prints addresses with their credentials, and every lost packet. Taking it over
      // silences it, unless our own logger takes it.
      setLogCallback(FFmpegLog.INSTANCE);
      return null;
    } catch (LinkageError e) {
      return e.getMessage();
    }
  }

  /**
   * By default JavaCPP makes nothing more once the process is four times as large as the heap may
   * grow. Pictures live outside of the heap, so that a small heap would end the n-th camera.
   */
  private static void liftMemoryLimit() {
    boolean isSet =
        System.getProperty(MEMORY_LIMIT) != null
            || System.getProperty("org.bytedeco.javacpp.maxphysicalbytes") != null;
    if (!isSet) {
      System.setProperty(MEMORY_LIMIT, "0");
      System.getLogger(FFmpeg.class.getName())
          .log(Level.DEBUG, "set {0}=0: no limit, as nobody set one", MEMORY_LIMIT);
    }
  }

  /** A rate as a number; 0 if it is none, or nonsense. */
  public static double fps(AVRational rate) {
    double fps = rate.den() == 0 ? 0 : (double) rate.num() / rate.den();
    return fps > 0.01 && fps <= 240 ? fps : 0;
  }
}
