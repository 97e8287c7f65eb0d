package dev.framecast.rtsp.demux;

/**
 * Holds the stream's own clock against ours: how late a packet is that was just read, because older
 * ones kept the session busy. Only this tells: the queue may be in the kernel here, on the way, or
 * in a camera that holds back what is not read.
 *
 * <p>The smallest distance between the two clocks that was seen of late stands for "not late". Of
 * late, and not ever, because the clocks drift apart, and some cameras' clocks run at another
 * speed; but that is believed only while the session spends its time waiting for packets. While it
 * does not, a growing distance is a growing queue.
 */
public final class Timeline {
  private static final long UNKNOWN = Long.MAX_VALUE;
  private static final long WINDOW_NANOS = 5_000_000_000L;
  private static final long MOST_PARSING_NANOS = 1_000_000_000L;
  private static final long JUMP_NANOS = 2_000_000_000L;
  private static final long SLACK_NANOS = 500_000_000L;
  private static final double IDLE_SPAN_NANOS = 1e9;
  private static final double IDLE_ENOUGH = 0.4;
  // Of a session that has time to wait, a read that took longer found nothing to be read.
  private static final long WAITED_NANOS = 5_000_000L;

  private long interval = 40_000_000L;
  private long at;
  private long pause;
  private long late;
  private long lastTime;
  private long lastArrived;
  private long windowStart;
  private double idle = 1;
  private long smallest = UNKNOWN;
  private long smallestBefore = UNKNOWN;

  /**
   * How late the packet is, in nanoseconds.
   *
   * @param time the packet's own
   * @param arrived when reading it ended
   * @param waited how long reading it took
   */
  long late(long time, long arrived, long waited) {
    long distance = arrived - time;
    long step = time - lastTime;
    long passed = arrived - lastArrived;
    boolean first = smallest == UNKNOWN;
    lastTime = time;
    lastArrived = arrived;
    if (first || isJump(step, passed)) {
      smallest = distance;
      smallestBefore = UNKNOWN;
      windowStart = arrived;
      return 0;
    }
    if (step > 0) {
      interval += (Math.min(step, JUMP_NANOS) - interval) / 8;
    }
    if (passed > 0) {
      double share = Math.min(1, (double) waited / passed);
      idle += (share - idle) * passed / (passed + IDLE_SPAN_NANOS);
    }
    smallest = Math.min(smallest, distance);
    long behind = Math.max(0, distance - Math.min(smallest, smallestBefore));
    if (!isBusy()) {
      if (waited > WAITED_NANOS) {
        behind = 0;
      }
      if (arrived - windowStart > WINDOW_NANOS) {
        windowStart = arrived;
        smallestBefore = smallest;
        smallest = distance;
      }
    }
    return behind;
  }

  /**
   * A step of hours, or backwards; not the gap that a camera leaves that sent nothing meanwhile.
   */
  private static boolean isJump(long step, long passed) {
    return step < -JUMP_NANOS || (step > JUMP_NANOS && step - passed > SLACK_NANOS);
  }

  /**
   * Whether the session has too little time left to wait for packets to be sure that it is in time.
   */
  boolean isBusy() {
    return idle < IDLE_ENOUGH;
  }

  /** The same, kept for that packet; one without a time of its own is not late. */
  void came(long time, long arrived, long waited) {
    at = arrived;
    pause = waited;
    late = time == Demuxer.NO_TIME ? 0 : late(time, arrived, waited);
  }

  /** When the packet had come, on the scale of {@link System#nanoTime()}. */
  long at() {
    return at;
  }

  /** By how much it is late, as it waited to be read. */
  long late() {
    return late;
  }

  /** When its last byte had come, if that is seen when the next packet begins: an interval ago. */
  long ofParsed() {
    // Behind a pause it may have been complete since the pause began.
    boolean paused = pause > Math.max(MOST_PARSING_NANOS, 3 * interval);
    return at - late - (paused ? pause : Math.min(interval, MOST_PARSING_NANOS));
  }

  /** The usual time from picture to picture. */
  public long interval() {
    return interval;
  }
}
