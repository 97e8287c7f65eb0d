package dev.framecast.rtsp.rtp;

import java.time.Duration;

/**
 * When pictures were taken by the camera's own clock, which it tells by RTCP. Confined to one
 * thread.
 *
 * <p>Many cameras' clocks are wrong. What is more than {@value #MOST_SECONDS} seconds old, or not
 * there yet, when it arrives is taken for such a clock's: then the clock is corrected so that the
 * quickest packet of late took no time at all, and only differences count. What was quick before
 * somebody set the clock says nothing of the time after.
 */
public final class CameraClock {
  private static final int MOST_SECONDS = 5;
  private static final long MOST_NANOS = Duration.ofSeconds(MOST_SECONDS).toNanos();
  private static final long AHEAD_NANOS = 50_000_000L;
  private static final long STEP_NANOS = 1_000_000_000L;
  private static final long WINDOW_NANOS = 10_000_000_000L;
  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
  private static final long SECONDS_1970_TO_1900_ERA = (1L << 32) - SECONDS_1900_TO_1970;

  private final int clockRate;
  private boolean known;
  private long reported;
  private int reportedRtp;
  private boolean wrong;
  private long quickest;
  private long quickestBefore;
  private long windowStart;

  public CameraClock(int clockRate) {
    this.clockRate = clockRate;
  }

  /** The camera's clock, as {@link Rtcp.Listener#senderReport} has it. */
  public void report(long ntp, int rtp) {
    long seconds = ntp >>> 32;
    if (seconds == 0) {
      return; // it has none, as the standard says
    }
    // From 2036 on the count begins anew.
    long unix =
        seconds < SECONDS_1900_TO_1970
            ? seconds + SECONDS_1970_TO_1900_ERA
            : seconds - SECONDS_1900_TO_1970;
    long told = unix * 1_000_000_000L + (((ntp & 0xffffffffL) * 1_000_000_000L) >> 32);
    long passed = (long) ((rtp - reportedRtp) * 1e9 / clockRate);
    if (known && Math.abs(told - reported - passed) > STEP_NANOS) {
      windowStart = 0; // the clock was set
    }
    reported = told;
    reportedRtp = rtp;
    known = true;
  }

  /**
   * When a picture was taken.
   *
   * @param rtp the picture's time stamp, as the camera sent it
   * @param arrived when it came, on the scale of {@link System#nanoTime()}
   * @param arrivedUnix the same in nanoseconds since 1970, by this machine's clock
   * @return on the scale of arrived, and never after it; arrived itself where the camera tells
   *     nothing
   */
  public long taken(int rtp, long arrived, long arrivedUnix) {
    if (!known) {
      return arrived;
    }
    long age = arrivedUnix - reported - (long) ((rtp - reportedRtp) * 1e9 / clockRate);
    if (windowStart == 0 || arrived - windowStart > WINDOW_NANOS) {
      boolean first = windowStart == 0;
      windowStart = arrived;
      quickestBefore = first ? age : quickest;
      quickest = age;
    }
    quickest = Math.min(quickest, age);
    wrong = Math.min(quickest, quickestBefore) < -AHEAD_NANOS || age > MOST_NANOS;
    long corrected = wrong ? age - Math.min(quickest, quickestBefore) : age;
    return arrived - Math.max(0, Math.min(corrected, MOST_NANOS));
  }

  /** Whether the clock had to be corrected. */
  public boolean isWrong() {
    return wrong;
  }
}
