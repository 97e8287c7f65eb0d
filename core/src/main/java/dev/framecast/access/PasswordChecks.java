package dev.framecast.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether passwords are right: each once in ten minutes, however often it is sent; few at a
 * time, so that guesses leave processors for pictures; and no more wrong ones than {@link Guesses}
 * lets begin. What is remembered is no password, but an HMAC of it with a key that nobody has seen.
 */
final class PasswordChecks {
  private static final long REMEMBERED_NANOS = Duration.ofMinutes(10).toNanos();
  private static final int MOST_REMEMBERED = 1_000;
  private static final int MOST_WAITING = 64;
  private static final Duration BUSY = Duration.ofSeconds(1);

  /**
   * What came of it.
   *
   * @param delay how long to wait before it may be tried; zero if it was
   */
  record Outcome(boolean right, Duration delay) {}

  private record Remembered(CompletableFuture<Outcome> outcome, long until) {}

  private final byte[] secret = new byte[32];
  private final Executor threads;
  private final LongSupplier clock;

  /** Under its own monitor, and the guesses with it. */
  private final Map<String, Remembered> remembered = new Guesses.Bounded<>(MOST_REMEMBERED);

  private final Guesses guesses = new Guesses();

  PasswordChecks(Executor threads, LongSupplier clock) {
    this.threads = threads;
    this.clock = clock;
    new SecureRandom().nextBytes(secret);
  }

  /** Half of the processors, one at least; no thread while nobody guesses. */
  static Executor threads() {
    int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            count,
            count,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            work -> {
              Thread thread = new Thread(work, "framecast-password");
              thread.setDaemon(true);
              thread.setContextClassLoader(PasswordChecks.class.getClassLoader());
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /**
   * Never blocks.
   *
   * @param hash what is kept of the password of that name; of a name that there is not, any
   */
  CompletableFuture<Outcome> check(
      String name, String password, PasswordHash hash, String address) {
    String key = secret(name + ":" + password); // no name has a colon
    String nameKey = secret(name);
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    synchronized (remembered) {
      long now = clock.getAsLong();
      Remembered known = remembered.get(key);
      if (known != null && now - known.until() < 0) {
        return known.outcome();
      }
      long wait = guesses.begin(address, nameKey, now);
      if (wait > 0) {
        return CompletableFuture.completedFuture(new Outcome(false, Duration.ofNanos(wait)));
      }
      remembered.put(key, new Remembered(outcome, now + REMEMBERED_NANOS));
    }
    try {
      threads.execute(() -> compare(key, nameKey, password, hash, address, outcome));
    } catch (RejectedExecutionException e) {
      forget(key, nameKey, address);
      outcome.complete(new Outcome(false, BUSY));
    }
    return outcome;
  }

  private void compare(
      String key,
      String nameKey,
      String password,
      PasswordHash hash,
      String address,
      CompletableFuture<Outcome> outcome) {
    Boolean right = null;
    try {
      right = hash.matches(password);
    } finally {
      if (right == null) { // without memory
        forget(key, nameKey, address);
      } else if (right) {
        synchronized (remembered) {
          guesses.right(address, nameKey, clock.getAsLong());
        }
      }
      outcome.complete(outcome(right));
    }
  }

  private static Outcome outcome(@Nullable Boolean right) {
    return right == null ? new Outcome(false, BUSY) : new Outcome(right, Duration.ZERO);
  }

  private void forget(String key, String nameKey, String address) {
    synchronized (remembered) {
      remembered.remove(key);
      guesses.takeBack(address, nameKey, clock.getAsLong());
    }
  }

  private String secret(String text) {
    return Base64.getEncoder().encodeToString(Macs.hmac(secret, text));
  }
}
