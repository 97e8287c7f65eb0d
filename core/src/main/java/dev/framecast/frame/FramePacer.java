package dev.framecast.frame;

/**
 * Thins frames out to a rate. A frame that comes a little early passes, because cameras' frames
 * wander and refusing one would cost a whole interval; rates that do not divide the camera's come
 * out right on average. Confined to one thread at a time.
 */
public final class FramePacer {
  private long interval;
  private long nextDue;
  private boolean begun;
  private boolean showsLive;

  /**
   * Begins with that rate: the first frame is due at once.
   *
   * @param maxFps frames a second at most, or 0 for all
   */
  public FramePacer(double maxFps) {
    interval = interval(maxFps);
  }

  /**
   * {@return how many nanoseconds are between frames at that rate; 0 for a rate of 0, which means
   * all frames}
   *
   * @param maxFps frames a second at most
   * @throws IllegalArgumentException when the rate is negative or not a number
   */
  public static long interval(double maxFps) {
    if (!(maxFps >= 0)) {
      throw new IllegalArgumentException("maxFps " + maxFps + ": must be 0 (all) or more");
    }
    return maxFps == 0 ? 0 : (long) (1e9 / maxFps);
  }

  /**
   * Changes the rate, to that many nanoseconds between frames; 0 for all frames.
   *
   * @param nanos as {@link #interval} gives it
   */
  public void every(long nanos) {
    interval = nanos;
  }

  /**
   * Decides on a frame, and notes it if it is to be given; asked once a frame. A live one passes
   * when it is due, and always after a slate. Slates pass whatever the rate: whoever wants a frame
   * a minute wants to know at once that the camera is down, or back.
   *
   * @param frame the next one; stays the caller's
   * @return whether it is to be given
   */
  public boolean admits(Frame frame) {
    boolean isBack = frame.live() && !showsLive;
    showsLive = frame.live();
    if (!frame.live()) {
      return true;
    }
    begun &= !isBack; // a new beginning: what was due before does not count
    if (!isDue(frame.capturedNanos())) {
      return false;
    }
    passed(frame.capturedNanos());
    return true;
  }

  /**
   * {@return whether a frame of that time may pass}
   *
   * @param at when its picture was taken, on the scale of {@link System#nanoTime()}
   */
  public boolean isDue(long at) {
    long early = nextDue - at;
    long slack = interval / 10;
    // Earlier than a whole interval and the slack of the frame before: the rate has changed.
    return interval == 0 || !begun || early <= slack || early - slack > interval;
  }

  /**
   * Notes that a frame of that time has passed.
   *
   * @param at as in {@link #isDue}
   */
  public void passed(long at) {
    boolean inStep = begun && Math.abs(at - nextDue) <= interval;
    nextDue = (inStep ? nextDue : at) + interval;
    begun = true;
  }
}
