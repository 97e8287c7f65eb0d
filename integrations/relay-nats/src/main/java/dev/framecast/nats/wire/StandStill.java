package dev.framecast.nats.wire;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Notices that the whole process stood still: it was stopped, or its machine slept. What it knows
 * of others is old then, and others may have taken over. Looked at a few times a second. Any
 * thread.
 */
public final class StandStill {
  private static final long MOST_MILLIS = 1_500;

  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final boolean HAS_UPTIME = Files.isReadable(UPTIME);

  private volatile boolean begun;
  private volatile boolean stood;
  private volatile long lookedAt;
  private volatile long lookedAtMillis;
  private volatile long lookedAtTime;

  /**
   * Milliseconds by a clock that counts the sleep of the machine. On Linux that is the time since
   * it was started, which nobody can set; elsewhere the time of day, and should that be set forward
   * it passes for sleep.
   */
  public static long millis() {
    if (!HAS_UPTIME) {
      return System.currentTimeMillis();
    }
    try {
      String seconds = Files.readString(UPTIME).split(" ", 2)[0];
      return new BigDecimal(seconds).movePointRight(3).longValue();
    } catch (IOException | NumberFormatException e) {
      return System.currentTimeMillis();
    }
  }

  /**
   * The regular look.
   *
   * @param nanos {@link System#nanoTime()}, which does not count the sleep of a machine
   * @param millis {@link #millis()}, which does
   * @return whether it stood still since the last one
   */
  public synchronized boolean look(long nanos, long millis) {
    if (begun && nanos - lookedAt < 0) {
      return false; // held up on its way here: another one has looked since
    }
    boolean stoodNow = begun && !isInTime(nanos, millis);
    if (stoodNow) {
      stood = true; // before the times, or it would pass for awake in between
    }
    begun = true;
    lookedAt = nanos;
    lookedAtMillis = millis;
    lookedAtTime = System.currentTimeMillis();
    return stoodNow;
  }

  /** Whether it stood still since {@link #goesOn}, also if the next look is yet to come. */
  public boolean hasStood() {
    if (!isAwake()) {
      boolean unused = look(System.nanoTime(), millis());
    }
    return stood;
  }

  /** What is to be done after a standstill was done. */
  public void goesOn() {
    stood = false;
  }

  /** Whether the looks come in time, and what is to be done after a standstill was done. */
  public boolean isAwake() {
    long nanos = System.nanoTime();
    // The time of day costs next to nothing, and is asked for each frame.
    boolean passes = System.currentTimeMillis() - lookedAtTime < MOST_MILLIS;
    return !stood && isInTime(nanos, passes ? lookedAtMillis : millis());
  }

  private boolean isInTime(long nanos, long millis) {
    return nanos - lookedAt < TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS)
        && millis - lookedAtMillis < MOST_MILLIS;
  }
}
