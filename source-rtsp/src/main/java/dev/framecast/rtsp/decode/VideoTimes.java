package dev.framecast.rtsp.decode;

import dev.framecast.rtsp.demux.Demuxer;

/**
 * When units are to be shown: the stream's own clock, set by when its first unit was captured. It
 * is set anew at a key frame when the two are too far apart, but never back. Where the stream's
 * clock does not go on, as that of some cameras, it is when units were captured. Confined to the
 * session's thread.
 */
final class VideoTimes {
  private static final long MOST_APART_MICROS = 2_000_000;
  private static final long UNKNOWN = Long.MIN_VALUE;

  private long base = UNKNOWN;
  private long latest = UNKNOWN;

  /**
   * When the unit is to be shown, in microseconds since 1970.
   *
   * @param shown its own time in nanoseconds, or {@link Demuxer#NO_TIME}
   * @param captured in microseconds since 1970
   * @param reordered whether units may be shown before those that come before them
   */
  long of(long shown, long captured, boolean key, boolean reordered) {
    long micros = shown == Demuxer.NO_TIME ? captured : base + shown / 1_000;
    boolean apart = Math.abs(micros - captured) > MOST_APART_MICROS;
    if (shown != Demuxer.NO_TIME && (base == UNKNOWN || (key && apart))) {
      micros = captured;
    }
    // A key frame is behind all that came before it, whatever the order between them is.
    if (latest != UNKNOWN && (key || !reordered) && micros <= latest) {
      micros = Math.max(captured, latest + 1);
    }
    if (shown != Demuxer.NO_TIME && (base == UNKNOWN || (key && apart))) {
      base = micros - shown / 1_000;
    }
    latest = Math.max(latest, micros);
    return micros;
  }
}
