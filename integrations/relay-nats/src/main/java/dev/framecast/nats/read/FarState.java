package dev.framecast.nats.read;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a source knows of the node that its camera is had from. Any thread. */
public final class FarState {
  private record Known(String node, ClockOffset.@Nullable Estimate clock) {}

  private volatile @Nullable Known known;

  void answered(String node, ClockOffset.@Nullable Estimate clock) {
    known = new Known(node, clock);
  }

  void ended() {
    known = null;
  }

  /** The name of the node, if one has answered. */
  public Optional<String> node() {
    Known present = known;
    return present == null ? Optional.empty() : Optional.of(present.node());
  }

  /** By how much its clock is ahead of this one's. */
  public Optional<Duration> clockOffset() {
    Known present = known;
    return present == null || present.clock() == null
        ? Optional.empty()
        : Optional.of(micros(present.clock().micros()));
  }

  /** By how much that can be wrong. */
  public Optional<Duration> clockBound() {
    Known present = known;
    return present == null || present.clock() == null
        ? Optional.empty()
        : Optional.of(micros(present.clock().bound()));
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1_000);
  }
}
