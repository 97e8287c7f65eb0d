package dev.framecast.camera;

import dev.framecast.frame.Ladder;
import dev.framecast.source.SessionContext;
import java.time.Duration;
import java.util.Objects;

/**
 * How a camera is looked after. Immutable: start from {@link #DEFAULT} and change what matters.
 *
 * <pre>{@code
 * cameras.add("door", source, CameraOptions.DEFAULT.withName("Front door").withLinger(Duration.ofMinutes(1)));
 * }</pre>
 *
 * @param name what people read, or an empty text for the id
 * @param alwaysOn whether the camera is kept connected while nobody watches, so that the first
 *     picture comes at once
 * @param linger how long the connection is kept when the last viewer has left
 * @param stallAfter without a picture for that long, and for three times the camera's usual (or
 *     promised) interval, a camera counts as stalled
 * @param reconnectAfter without a picture for that long (but at least twice the stall time) a
 *     connection is given up
 * @param connectTimeout without a first picture for that long an attempt is given up
 * @param backoffMin wait after the first failure; doubles with each further one
 * @param backoffMax longest wait while the camera is merely out of reach
 * @param backoffRefused longest wait where trying again hardly helps, such as no such stream; after
 *     a wrong password the first wait is that long
 * @param ladder the sizes and qualities that viewers can have
 * @param maxRenditions how many renditions are made beside the camera's own at a time; whoever asks
 *     for one more is given the nearest that is in use
 * @param maxPixels the most pixels that a picture may have; larger ones are dropped
 */
public record CameraOptions(
    String name,
    boolean alwaysOn,
    Duration linger,
    Duration stallAfter,
    Duration reconnectAfter,
    Duration connectTimeout,
    Duration backoffMin,
    Duration backoffMax,
    Duration backoffRefused,
    Ladder ladder,
    int maxRenditions,
    long maxPixels) {

  /** A hundred years, which still can be counted in nanoseconds twice over. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /**
   * On demand, 10 s linger, stalled after 1.5 s, given up after 6 s (10 s for the first picture),
   * tried again after 0.25 s, doubling to 1.5 s, or to 15 s where the camera refuses; six
   * renditions beside the camera's own, pictures up to 8K.
   */
  public static final CameraOptions DEFAULT =
      new CameraOptions(
          "",
          false,
          Duration.ofSeconds(10),
          Duration.ofMillis(1_500),
          Duration.ofSeconds(6),
          Duration.ofSeconds(10),
          Duration.ofMillis(250),
          Duration.ofMillis(1_500),
          Duration.ofSeconds(15),
          Ladder.DEFAULT,
          6,
          SessionContext.DEFAULT_MAX_PIXELS);

  public CameraOptions {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(ladder, "ladder");
    notNegative("linger", linger);
    positive("stallAfter", stallAfter);
    positive("reconnectAfter", reconnectAfter);
    positive("connectTimeout", connectTimeout);
    positive("backoffMin", backoffMin);
    positive("backoffMax", backoffMax);
    positive("backoffRefused", backoffRefused);
    if (backoffMax.compareTo(backoffMin) < 0) {
      throw new IllegalArgumentException(
          "backoffMax " + backoffMax + ": must be at least backoffMin, " + backoffMin);
    }
    if (maxRenditions < 1 || maxRenditions > 1_000) {
      throw new IllegalArgumentException("maxRenditions " + maxRenditions + ": must be 1 to 1000");
    }
    if (maxPixels < 1) {
      throw new IllegalArgumentException("maxPixels " + maxPixels + ": must be 1 or more");
    }
  }

  private static void notNegative(String what, Duration value) {
    Objects.requireNonNull(value, what);
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          what + " " + value + ": must be 0 to " + LONGEST.toDays() + " days");
    }
  }

  private static void positive(String what, Duration value) {
    notNegative(what, value);
    if (value.isZero()) {
      throw new IllegalArgumentException(what + " " + value + ": must be more than 0");
    }
  }

  /** A copy with a name for people. */
  public CameraOptions withName(String value) {
    Copy copy = new Copy(this);
    copy.name = value;
    return copy.options();
  }

  /** A copy that keeps the camera connected, or not. */
  public CameraOptions withAlwaysOn(boolean value) {
    Copy copy = new Copy(this);
    copy.alwaysOn = value;
    return copy.options();
  }

  /** A copy with another linger. */
  public CameraOptions withLinger(Duration value) {
    Copy copy = new Copy(this);
    copy.linger = value;
    return copy.options();
  }

  /** A copy with other patience: stalled after, given up after, and first picture within. */
  public CameraOptions withPatience(Duration stalled, Duration givenUp, Duration firstPicture) {
    Copy copy = new Copy(this);
    copy.stallAfter = stalled;
    copy.reconnectAfter = givenUp;
    copy.connectTimeout = firstPicture;
    return copy.options();
  }

  /** A copy with other waits between attempts. */
  public CameraOptions withBackoff(Duration min, Duration max, Duration refused) {
    Copy copy = new Copy(this);
    copy.backoffMin = min;
    copy.backoffMax = max;
    copy.backoffRefused = refused;
    return copy.options();
  }

  /** A copy with another ladder. */
  public CameraOptions withLadder(Ladder value) {
    Copy copy = new Copy(this);
    copy.ladder = value;
    return copy.options();
  }

  /** A copy with another budget of renditions. */
  public CameraOptions withMaxRenditions(int value) {
    Copy copy = new Copy(this);
    copy.maxRenditions = value;
    return copy.options();
  }

  /** A copy with another limit on a picture's size. */
  public CameraOptions withMaxPixels(long value) {
    Copy copy = new Copy(this);
    copy.maxPixels = value;
    return copy.options();
  }

  /** The one place where all are listed once more: a copy in which some are changed. */
  private static final class Copy {
    private String name;
    private boolean alwaysOn;
    private Duration linger;
    private Duration stallAfter;
    private Duration reconnectAfter;
    private Duration connectTimeout;
    private Duration backoffMin;
    private Duration backoffMax;
    private Duration backoffRefused;
    private Ladder ladder;
    private int maxRenditions;
    private long maxPixels;

    Copy(CameraOptions from) {
      name = from.name;
      alwaysOn = from.alwaysOn;
      linger = from.linger;
      stallAfter = from.stallAfter;
      reconnectAfter = from.reconnectAfter;
      connectTimeout = from.connectTimeout;
      backoffMin = from.backoffMin;
      backoffMax = from.backoffMax;
      backoffRefused = from.backoffRefused;
      ladder = from.ladder;
      maxRenditions = from.maxRenditions;
      maxPixels = from.maxPixels;
    }

    CameraOptions options() {
      return new CameraOptions(
          name,
          alwaysOn,
          linger,
          stallAfter,
          reconnectAfter,
          connectTimeout,
          backoffMin,
          backoffMax,
          backoffRefused,
          ladder,
          maxRenditions,
          maxPixels);
    }
  }
}
