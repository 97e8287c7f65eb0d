package dev.framecast.rtsp;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

/** What is set once for all of FFmpeg in this process. */
final class FFmpeg {
  static {
    // FFmpeg's log prints addresses with their credentials, and every lost packet. Whoever wants
    // it can raise the level again with av_log_set_level. No callback into Java instead: that
    // would be called from FFmpeg's own threads, for each line.
    av_log_set_level(AV_LOG_QUIET);
  }

  private FFmpeg() {}

  /** Loads the native libraries and quiets their log, on the first call only. */
  static void load() {
    // The work is done by the static initializer.
  }
}
