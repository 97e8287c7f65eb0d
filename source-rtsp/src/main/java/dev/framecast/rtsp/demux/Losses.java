package dev.framecast.rtsp.demux;

import dev.framecast.rtsp.ffmpeg.FFmpegLog;

/**
 * What was lost of a stream that FFmpeg puts together, which it tells its log alone. Confined to
 * the session's thread.
 */
final class Losses {
  // A packet that took longer to be read was not there yet.
  private static final long WAITED_NANOS = 5_000_000;

  private final long begun = System.nanoTime();
  private long gaps = FFmpegLog.INSTANCE.gapsOnThisThread();

  /** Data was lost while the stream was looked at, in one of the packets kept for later. */
  private boolean lossyBeginning;

  private long openingNanos;
  private long firstTime = Demuxer.NO_TIME;

  /** The stream has been looked at. */
  void opened() {
    lossyBeginning = hasNewGaps();
    openingNanos = System.nanoTime() - begun;
  }

  /**
   * Whether there may be a loss in the packet just read.
   *
   * @param time the packet's own, or {@link Demuxer#NO_TIME}
   * @param waited how long reading it took
   * @param corrupt whether FFmpeg says so itself
   */
  boolean isIn(long time, long waited, boolean corrupt) {
    if (lossyBeginning) {
      lossyBeginning = waited < WAITED_NANOS && isFromTheBeginning(time);
    }
    return hasNewGaps() || corrupt || lossyBeginning;
  }

  /** Whether the packet may be one of those that came while the stream was looked at. */
  private boolean isFromTheBeginning(long time) {
    firstTime = firstTime == Demuxer.NO_TIME ? time : firstTime;
    return time != Demuxer.NO_TIME && time - firstTime <= openingNanos;
  }

  private boolean hasNewGaps() {
    long before = gaps;
    gaps = FFmpegLog.INSTANCE.gapsOnThisThread();
    return gaps != before;
  }
}
