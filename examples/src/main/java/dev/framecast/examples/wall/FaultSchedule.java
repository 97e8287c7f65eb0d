package dev.framecast.examples.wall;

import dev.framecast.examples.wall.FaultySource.Fault;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * In each {@link #CYCLE} all is well, then pictures stall, all is well again, and the cable is out.
 */
final class FaultSchedule implements Supplier<Fault> {
  static final Duration STALL_AT = Duration.ofSeconds(15);
  static final Duration STALL_ENDS_AT = Duration.ofSeconds(25);
  static final Duration DOWN_AT = Duration.ofSeconds(40);
  static final Duration CYCLE = Duration.ofSeconds(50);

  private final LongSupplier clock;
  private final long begin;

  /**
   * Begins a cycle now.
   *
   * @param clock nanoseconds, such as {@link System#nanoTime()}
   */
  FaultSchedule(LongSupplier clock) {
    this.clock = clock;
    this.begin = clock.getAsLong();
  }

  @Override
  public Fault get() {
    long at = (clock.getAsLong() - begin) % CYCLE.toNanos();
    if (at >= DOWN_AT.toNanos()) {
      return Fault.UNREACHABLE;
    }
    return at >= STALL_AT.toNanos() && at < STALL_ENDS_AT.toNanos() ? Fault.STALLED : Fault.NONE;
  }
}
