package dev.framecast.nats.read;

import dev.framecast.nats.wire.WishReply;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The clocks of the nodes that a camera was had from lately. Any thread. */
final class NodeClocks {
  /** Two are enough but for who makes up names. */
  private static final int MOST = 4;

  private final Map<String, ClockOffset> clocks = new LinkedHashMap<>();

  /** Takes an answer in that came at that time, by this clock, in microseconds since 1970. */
  synchronized void add(String node, WishReply.Times times, long heard) {
    ClockOffset clock = clocks.get(node);
    if (clock == null) {
      if (clocks.size() == MOST) {
        clocks.remove(clocks.keySet().iterator().next()); // that known for the longest time
      }
      clock = new ClockOffset();
      clocks.put(node, clock);
    }
    clock.add(times.sent(), times.received(), times.answered(), heard, System.nanoTime());
  }

  /** How far that node's clock is ahead; null while nothing is known of it. */
  synchronized ClockOffset.@Nullable Estimate of(String node) {
    ClockOffset clock = clocks.get(node);
    return clock == null ? null : clock.estimate();
  }

  /** A moment of that node's clock by this one; that of {@code now} while nothing is known. */
  long here(String node, long micros, long now) {
    ClockOffset.Estimate known = of(node);
    return known == null ? now : micros - known.micros();
  }
}
