package dev.framecast.rtsp.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import java.lang.System.Logger.Level;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** What is set once for all of FFmpeg, and of JavaCPP, in this process. */
public final class FFmpeg {
  private static final String MEMORY_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  static {
    // JavaCPP reads it once, when its first class is loaded; so this comes before all else.
    liftMemoryLimit();
    // FFmpeg's log prints addresses with their credentials, and every lost packet. Taking it over
    // silences it, unless our own logger takes it.
    setLogCallback(FFmpegLog.INSTANCE);
  }

  private FFmpeg() {}

  /**
   * Loads the native libraries, on the first call, and has their log say what anybody listens to.
   */
  public static void load() {
    // The loading is done by the static initializer.
    FFmpegLog.adjustLevel();
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
