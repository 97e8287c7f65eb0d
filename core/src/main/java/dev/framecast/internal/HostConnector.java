package dev.framecast.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * From a host's name to a connection, in the time that there is: the name is looked up without the
 * caller hanging in it, and all of its addresses are tried. For one thread; {@link #cancel} may
 * come from any.
 */
public final class HostConnector {
  /** The message of a {@link SocketTimeoutException}: it was the lookup that took too long. */
  public static final String LOOKUP = "lookup";

  private final HostNames names;
  private volatile boolean cancelled;
  private volatile @Nullable CompletableFuture<?> lookup;

  public HostConnector(HostNames names) {
    this.names = names;
  }

  /** Connects to one address. */
  @FunctionalInterface
  public interface Attempt<T> {
    /** Returns the connection, or fails within that time. */
    T connect(InetSocketAddress address, int millis) throws IOException;
  }

  /**
   * The addresses of a host.
   *
   * @param deadline on the scale of {@link System#nanoTime()}
   * @throws CancellationException when it is cancelled
   * @throws UnknownHostException when there are none
   * @throws SocketTimeoutException when that is not known in time, with {@link #LOOKUP}
   */
  public List<InetAddress> addresses(String host, long deadline) throws IOException {
    CompletableFuture<List<InetAddress>> found = names.addresses(host);
    lookup = found;
    try {
      if (cancelled) {
        throw new CancellationException();
      }
      return found.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException(LOOKUP);
    } catch (ExecutionException e) {
      throw new UnknownHostException("not found");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    } finally {
      lookup = null;
      found.cancel(false);
    }
  }

  /**
   * Tries one address after the other, each for its share of the time that is left.
   *
   * @param isOver whether a failure means that nothing more is wanted
   */
  public static <T> T connect(
      List<InetAddress> addresses,
      int port,
      long deadline,
      BooleanSupplier isOver,
      Attempt<T> attempt)
      throws IOException {
    IOException failure = new UnknownHostException("no address");
    for (int i = 0; i < addresses.size(); i++) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new SocketTimeoutException();
      }
      long millis = left / (addresses.size() - i) / 1_000_000 + 1;
      try {
        return attempt.connect(
            new InetSocketAddress(addresses.get(i), port),
            (int) Math.min(Integer.MAX_VALUE, millis));
      } catch (IOException e) {
        if (isOver.getAsBoolean() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        failure = e;
      } catch (IllegalArgumentException e) {
        failure = new IOException("no such addresses here", e); // of IPv6, where there is none
      }
    }
    throw failure;
  }

  /** Ends a lookup that is waited for, and later ones at once. */
  public void cancel() {
    cancelled = true;
    CompletableFuture<?> waiting = lookup;
    if (waiting != null) {
      waiting.cancel(false);
    }
  }
}
