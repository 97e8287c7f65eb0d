package dev.framecast.rtsp.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;

/**
 * Counts the gaps in the sequence numbers of RTP. FFmpeg tells of them by its log alone, so this is
 * what it logs to. It prints nothing.
 *
 * <p>FFmpeg logs on the thread that reads the packet, so each thread's count is its own session's.
 * An app that sets a log callback of its own takes this one's place; then a gap shows only by what
 * the stream itself betrays.
 */
public final class LostPackets extends LogCallback {
  /**
   * The only one: JavaCPP has ten native functions for a callback class, and FFmpeg has one log.
   */
  public static final LostPackets COUNTER = new LostPackets();

  private static final String GAP = "RTP: missed ";

  private final ThreadLocal<long[]> gaps = ThreadLocal.withInitial(() -> new long[1]);

  private LostPackets() {}

  /** The gaps that FFmpeg met on this thread so far. */
  public long onThisThread() {
    return gaps.get()[0];
  }

  /** Called by FFmpeg, from threads of its own too; must not throw. */
  @Override
  public void call(int level, BytePointer line) {
    if (level == AV_LOG_WARNING && line.getString(StandardCharsets.US_ASCII).contains(GAP)) {
      gaps.get()[0]++;
    }
  }
}
