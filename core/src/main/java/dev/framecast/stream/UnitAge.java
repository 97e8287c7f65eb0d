package dev.framecast.stream;

import dev.framecast.frame.Frame;
import java.util.concurrent.TimeUnit;

/** How old a unit of video may be when it is sent. */
final class UnitAge {
  /** A unit of that age is late, where its viewer has had as long to catch up. */
  static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * Who was too slow begins again with no key frame that is older: it is that much older still when
   * it has gone over his link.
   */
  static final long OLDEST_KEY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private UnitAge() {}

  /**
   * Whether a viewer does not keep up. The newest unit is not late, whatever its source says.
   *
   * @param newest the sequence of the newest unit
   * @param begunAt when the viewer joined, or was sent a key frame
   */
  static boolean isLate(Frame unit, long newest, long begunAt, long now) {
    return now - begunAt > LATE_NANOS && isOlder(unit, now, LATE_NANOS) && unit.sequence() < newest;
  }

  static boolean isTooOldToBeginWith(Frame key, long now) {
    return isOlder(key, now, OLDEST_KEY_NANOS);
  }

  private static boolean isOlder(Frame unit, long now, long age) {
    return unit.format().isVideo() && now - unit.capturedNanos() > age;
  }
}
