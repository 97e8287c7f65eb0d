package dev.framecast.rtsp.decode;

import dev.framecast.rtsp.demux.Timeline;

/**
 * What to leave out when packets queue up, so that nothing is ever late for long: first pictures
 * are decoded but not shown, which is half of the work; then those are not decoded that no other
 * refers to; and where that does not help soon, all packets up to a key frame are thrown away.
 * Confined to the session's thread.
 */
public final class Backlog {
  /**
   * Decoding with as many threads is 1.3 times as quick on two cores, and holds 3 pictures back.
   */
  static final int THREADS = 4;

  private static final long TOO_LATE_NANOS = 350_000_000L;
  // At 10 pictures a second those held back would be older than what threads could gain.
  private static final long THREADED_INTERVAL_NANOS = 60_000_000L;
  private static final long GOOD_ENOUGH_NANOS = 250_000_000L;
  private static final long CATCH_UP_NANOS = 300_000_000L;
  private static final long SHOW_AT_LEAST_EVERY_NANOS = 500_000_000L;
  // Then there seem to be no key frames.
  private static final long DISCARD_AT_MOST_NANOS = 10_000_000_000L;

  private final Timeline timeline;
  private final boolean live;
  private boolean discarding;
  private boolean slow;
  private boolean threaded;
  private long discardingSince;
  private long late;
  private long perPacket;
  private long shownAt;

  /**
   * A queue that is empty.
   *
   * @param live false for a recording, of which nothing need be left out
   */
  public Backlog(Timeline timeline, boolean live) {
    this.timeline = timeline;
    this.live = live;
  }

  /** Decoding a packet took that long. */
  void spent(long nanos) {
    perPacket += (nanos - perPacket) / 8;
  }

  /** A packet that need not be decoded to get at later ones is that late. */
  void observe(long nanosLate) {
    late = live ? nanosLate : 0;
  }

  /** Whether to throw the packet away, which is that late, instead of decoding it. */
  boolean discards(long nanosLate, boolean key, long now) {
    observe(nanosLate);
    if (discarding) {
      boolean tooLong = now - discardingSince > DISCARD_AT_MOST_NANOS;
      discarding = late > GOOD_ENOUGH_NANOS || !(key || tooLong);
    } else if (late > TOO_LATE_NANOS && !catchesUp()) {
      discarding = true;
      discardingSince = now;
      slow |= perPacket > timeline.interval() / 2 && timeline.interval() <= THREADED_INTERVAL_NANOS;
    }
    return discarding;
  }

  /** Whether decoding alone, without showing anything, will soon have worked the queue off. */
  private boolean catchesUp() {
    long gain = timeline.interval() - perPacket;
    return gain > 0 && (double) late * perPacket / gain < CATCH_UP_NANOS;
  }

  /** Whether there is so little time that all that can be left out should be. */
  boolean isLate() {
    return late > timeline.interval() * 3 / 2;
  }

  /** Whether to leave the picture out that was just decoded, in favour of those that wait. */
  public boolean hides(long now) {
    boolean hide = isLate() && (late > TOO_LATE_NANOS || now - shownAt < SHOW_AT_LEAST_EVERY_NANOS);
    if (!hide) {
      shownAt = now;
    }
    return hide;
  }

  /** Whether one thread has proved too slow for this stream. */
  boolean wantsThreads() {
    boolean wants = slow && !threaded;
    threaded |= wants;
    return wants;
  }
}
