package dev.framecast.nats.read;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * By how much another node's clock is ahead of this one's, out of questions and answers: as NTP
 * does (RFC 5905, 8), the answer that took the shortest way is believed, for some time. Any thread.
 */
final class ClockOffset {
  /** Clocks drift by some ten microseconds a second: 1 ms after that. */
  private static final long BELIEVED_NANOS = TimeUnit.SECONDS.toNanos(60);

  /**
   * An estimate.
   *
   * @param micros how far the other clock is ahead
   * @param bound by how much that can be wrong
   * @param at when it was made, on the scale of nanoTime(), as each of the clocks may be set
   */
  record Estimate(long micros, long bound, long at) {}

  private @Nullable Estimate best;

  /**
   * Takes an answer in.
   *
   * @param asked when the question left, by this clock, in microseconds
   * @param received when it came to the other node, by that one's clock
   * @param answered when the answer left there, by that one's clock
   * @param heard when it came here, by this clock
   * @param now the same on the scale of nanoTime()
   */
  synchronized void add(long asked, long received, long answered, long heard, long now) {
    long way = (heard - asked) - (answered - received);
    if (heard < asked || answered < received || way < 0) {
      return; // a clock was set meanwhile
    }
    long bound = (way + 1) / 2;
    Estimate next = new Estimate(((received - asked) + (answered - heard)) / 2, bound, now);
    Estimate known = best;
    if (known == null
        || bound <= known.bound()
        || now - known.at() > BELIEVED_NANOS
        || contradict(known, next)) {
      best = next;
    }
  }

  /** One of the clocks was set since, or has drifted: what was right then is not any more. */
  private static boolean contradict(Estimate a, Estimate b) {
    return Math.abs(a.micros() - b.micros()) > a.bound() + b.bound();
  }

  /** The present estimate; null while there is none. */
  synchronized @Nullable Estimate estimate() {
    return best;
  }
}
