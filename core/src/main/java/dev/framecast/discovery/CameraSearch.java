package dev.framecast.discovery;

import dev.framecast.internal.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the network's cameras when somebody asks, on a thread of its own, and keeps what it
 * found last: for pages, which can neither wait for it nor be trusted not to ask all the time. One
 * search runs at a time, and the next begins ten seconds after its end at the earliest, whoever
 * asks.
 *
 * <p>A host that refuses the login is not given it again, because cameras lock accounts: put it
 * right, and make another one of these.
 *
 * <p>Any thread; nothing but {@link #close()} blocks, and that not for long.
 */
public final class CameraSearch implements AutoCloseable {
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** What a search does, for tests that have no network. */
  @FunctionalInterface
  interface Finder {
    List<FoundCamera> find(Set<InetAddress> refused) throws IOException, InterruptedException;
  }

  /**
   * What is known.
   *
   * @param cameras those that the last whole search found
   * @param searching whether one runs
   * @param ageMillis since that one ended; -1 where none has
   * @param problem why the last one failed, for people; empty if it did not
   */
  public record State(
      List<FoundCamera> cameras, boolean searching, long ageMillis, String problem) {
    /**
     * What is known.
     *
     * @param cameras which are copied
     * @param searching whether a search runs
     * @param ageMillis of what is known, or -1
     * @param problem not null
     */
    public State {
      cameras = List.copyOf(cameras);
      Objects.requireNonNull(problem, "problem");
    }
  }

  private final Finder finder;
  private final LongSupplier nanoTime;
  private final Set<InetAddress> refused = ConcurrentHashMap.newKeySet();

  // Guarded by this.
  private List<FoundCamera> cameras = List.of();
  private String problem = "";
  private boolean ended;
  private long endedNanos;
  private boolean closed;
  private @Nullable Thread searching;

  /**
   * Looks for nothing yet.
   *
   * @param discovery how it is looked, and with which login
   */
  public CameraSearch(Discovery discovery) {
    this(Objects.requireNonNull(discovery, "discovery")::find, System::nanoTime);
  }

  CameraSearch(Finder finder, LongSupplier nanoTime) {
    this.finder = finder;
    this.nanoTime = nanoTime;
  }

  /** Begins a search, unless one runs, has just ended, or this is closed. */
  public synchronized void begin() {
    boolean rests = ended && nanoTime.getAsLong() - endedNanos < REST_NANOS;
    if (closed || searching != null || rests) {
      return;
    }
    Thread thread = new Thread(this::search, "framecast-search");
    thread.setDaemon(true);
    thread.setContextClassLoader(null); // it may outlive the request, and a web app with it
    thread.start();
    searching = thread;
  }

  /** {@return what is known now} */
  public synchronized State state() {
    long age = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - endedNanos);
    return new State(cameras, searching != null, ended ? age : -1, problem);
  }

  private void search() {
    try {
      over(finder.find(refused), "");
    } catch (InterruptedException e) {
      over(null, "was ended");
    } catch (Throwable e) { // or it would count as one that runs for ever
      over(null, e.getMessage() == null ? "failed" : Secrets.hide(e.getMessage()));
    }
  }

  private synchronized void over(@Nullable List<FoundCamera> found, String why) {
    cameras = found == null ? cameras : found;
    problem = why;
    ended = true;
    endedNanos = nanoTime.getAsLong();
    searching = null;
  }

  /** Ends the search that runs, if there is one, and begins none any more. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = searching;
    }
    if (running != null) {
      running.interrupt();
    }
  }
}
