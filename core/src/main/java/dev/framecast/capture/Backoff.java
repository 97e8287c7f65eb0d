package dev.framecast.capture;

import dev.framecast.camera.CameraOptions;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait between attempts: doubling from the least wait to a cap, give or take a fifth so
 * that a hundred cameras behind one switch do not dial in step. A connection that has shown
 * pictures for a while starts it over; one that dies at once does not. Used by one thread at a
 * time: the capture thread, or the watchdog while that hangs.
 */
final class Backoff {
  /** Pictures for that long are a stable connection. */
  private static final long STABLE_NANOS = Duration.ofSeconds(2).toNanos();

  private static final double JITTER = 0.2;

  private final CameraOptions options;
  private final RandomGenerator random;
  private volatile long wait;

  Backoff(CameraOptions options, RandomGenerator random) {
    this.options = options;
    this.random = random;
  }

  /** One with other options, which remembers what has failed. */
  Backoff with(CameraOptions changed) {
    Backoff other = new Backoff(changed, random);
    other.wait = wait;
    return other;
  }

  /** Hears how long the present connection has shown pictures. */
  void live(long nanos) {
    if (nanos >= STABLE_NANOS) {
      wait = 0;
    }
  }

  /** Nanoseconds to wait after this failure. */
  long next(Throwable failure) {
    Kind kind = failure instanceof SourceException known ? known.kind() : null;
    long cap = cap(kind, failure).toNanos();
    long now = wait == 0 ? options.backoffMin().toNanos() : Math.min(cap, wait * 2);
    if (kind == Kind.UNAUTHORIZED) {
      now = cap; // at once, because cameras lock accounts after a few wrong passwords
    }
    wait = now;
    return (long) (now * (1 + JITTER * (2 * random.nextDouble() - 1)));
  }

  private Duration cap(@Nullable Kind kind, Throwable failure) {
    if (kind == null) {
      // An Error, such as missing natives, does not go away by itself.
      return failure instanceof Error ? options.backoffRefused() : options.backoffMax();
    }
    return switch (kind) {
      case UNPLUGGED -> {
        // A look into a folder costs nothing, and somebody may be standing there with the plug.
        Duration soon = options.backoffMin().multipliedBy(2);
        yield soon.compareTo(options.backoffMax()) < 0 ? soon : options.backoffMax();
      }
      case UNREACHABLE, BUSY, BROKEN, ENDED -> options.backoffMax();
      case UNAUTHORIZED, NO_VIDEO, UNSUPPORTED -> options.backoffRefused();
    };
  }
}
