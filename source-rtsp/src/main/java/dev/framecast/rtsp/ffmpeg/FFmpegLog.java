package dev.framecast.rtsp.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_VERBOSE;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import dev.framecast.internal.Secrets;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;

/**
 * What FFmpeg logs to. It counts the gaps in the sequence numbers of RTP, and the logins that
 * RTMP's servers refuse, of which FFmpeg tells by its log alone; and hands all lines to the logger
 * of this name where that takes DEBUG, without what looks like credentials.
 *
 * <p>FFmpeg logs on the thread that reads the packet, so each thread's count is its own session's.
 * An app that sets a log callback of its own takes this one's place; then a gap shows only by what
 * the stream itself betrays, and a refused login is told as a refused stream.
 */
public final class FFmpegLog extends LogCallback {
  /**
   * The only one: JavaCPP has ten native functions for a callback class, and FFmpeg has one log and
   * one level for the process.
   */
  public static final FFmpegLog INSTANCE = new FFmpegLog();

  private static final Logger LOG = System.getLogger("dev.framecast.rtsp.ffmpeg");
  private static final String GAP = "RTP: missed ";

  /** Its words where a server of RTMP wants a login, or another one. */
  private static final List<String> REFUSED_LOGIN =
      List.of("No credentials set", "Incorrect username", "Authentication failed");

  private final ThreadLocal<long[]> gaps = ThreadLocal.withInitial(() -> new long[1]);
  private final ThreadLocal<long[]> refusedLogins = ThreadLocal.withInitial(() -> new long[1]);

  private FFmpegLog() {}

  /** Has FFmpeg say as much as anybody listens to; asked anew with each session. */
  static void adjustLevel() {
    av_log_set_level(isVerbose() ? AV_LOG_VERBOSE : AV_LOG_WARNING);
  }

  /** Whether all that FFmpeg says is logged. */
  public static boolean isVerbose() {
    return LOG.isLoggable(Level.DEBUG);
  }

  /** The gaps that FFmpeg met on this thread so far. */
  public long gapsOnThisThread() {
    return gaps.get()[0];
  }

  /** The logins that were refused on this thread so far. */
  public long refusedLoginsOnThisThread() {
    return refusedLogins.get()[0];
  }

  /** Called by FFmpeg, from threads of its own too; must not throw. */
  @Override
  public void call(int level, BytePointer line) {
    boolean verbose = isVerbose();
    if (level != AV_LOG_WARNING && level != AV_LOG_ERROR && !verbose) {
      return;
    }
    try {
      String text = line.getString(StandardCharsets.UTF_8);
      if (level == AV_LOG_WARNING && text.contains(GAP)) {
        gaps.get()[0]++;
      }
      if (level == AV_LOG_ERROR && REFUSED_LOGIN.stream().anyMatch(text::contains)) {
        refusedLogins.get()[0]++;
      }
      if (verbose) {
        LOG.log(Level.DEBUG, Secrets.hide(text.strip()));
      }
    } catch (RuntimeException | Error e) {
      // A logger of the app's that fails; there is nobody to tell.
    }
  }
}
