package dev.framecast.stream;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks about once a second at each connection of one thread, while there are any. Confined to that
 * thread.
 */
public final class PeriodicCheck<C extends PeriodicCheck.Checked> {
  private static final System.Logger LOG = System.getLogger(PeriodicCheck.class.getName());
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A connection that is written to. */
  public interface Checked {

    /** On the thread, at that {@link System#nanoTime()}. May end this check, or any other. */
    void check(long now);
  }

  private final ScheduledExecutorService thread;
  private final long periodNanos;
  private final Set<C> connections = new LinkedHashSet<>();
  private @Nullable Future<?> task;

  /**
   * Checks nobody yet.
   *
   * @param silence what is to be noticed by then: a fifth of it is the period, if that is shorter
   */
  public PeriodicCheck(ScheduledExecutorService thread, Duration silence) {
    this.thread = thread;
    this.periodNanos = Math.min(PERIOD_NANOS, Math.max(1, silence.toNanos() / 5));
  }

  /** Checks that one, too. */
  public void add(C connection) {
    connections.add(connection);
    if (task == null) {
      task =
          thread.scheduleWithFixedDelay(
              this::checkAll, periodNanos, periodNanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Checks that one no more, if it was checked. */
  public void remove(C connection) {
    connections.remove(connection);
    Future<?> scheduled = task;
    if (connections.isEmpty() && scheduled != null) {
      scheduled.cancel(false);
      task = null;
    }
  }

  /** Whether there is nobody. */
  public boolean isEmpty() {
    return connections.isEmpty();
  }

  private void checkAll() {
    try {
      forEach(connection -> connection.check(System.nanoTime()));
    } catch (RuntimeException | Error e) { // without memory; an exception would end the checks
      report(e);
    }
  }

  /** Does that with each of them. What goes wrong with one keeps nobody from the others. */
  public void forEach(Consumer<? super C> action) {
    // A copy, because those who are closed leave.
    for (C connection : new ArrayList<>(connections)) {
      try {
        action.accept(connection);
      } catch (RuntimeException | Error e) {
        report(e);
      }
    }
  }

  private static void report(Throwable failure) {
    try {
      LOG.log(Level.WARNING, "a viewer's connection failed", failure);
    } catch (RuntimeException | Error e) {
      // Without memory even that fails. The checks go on.
    }
  }
}
