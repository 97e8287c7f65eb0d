package dev.framecast.rtsp;

/**
 * Which pictures are shown when some come broken. Before the first whole one (joining between two
 * key frames) broken ones are nothing but grey, so the wait is long; but it has an end, because
 * there are streams that refresh bit by bit and never send a key frame. Later, a broken picture is
 * mostly right, and on a line that loses packets all the time it is all there is.
 */
final class PictureGate {
  static final long FIRST_NANOS = 10_000_000_000L;
  static final long LATER_NANOS = 2_000_000_000L;

  private long patienceUntil;
  private boolean started;

  /** Whether to show this picture, which came at that time. */
  boolean lets(boolean whole, long now) {
    if (!started) {
      started = true;
      patienceUntil = now + FIRST_NANOS;
    }
    if (whole) {
      patienceUntil = now + LATER_NANOS;
      return true;
    }
    return now - patienceUntil >= 0;
  }
}
