package dev.framecast.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Looks up addresses of hosts without having anybody wait for longer than he wants: the JDK's
 * lookup can take half a minute, and nothing ends it. So it has a thread of its own, one for each
 * name at a time, which those who ask in the meantime share. Any thread.
 */
public final class HostNames {
  /** What the JDK does, or a test. */
  @FunctionalInterface
  public interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private final Lookup lookup;
  private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> pending =
      new ConcurrentHashMap<>();

  public HostNames(Lookup lookup) {
    this.lookup = lookup;
  }

  /**
   * The addresses of a host, in the order in which they should be tried; fails with {@link
   * UnknownHostException}. The future is the caller's own: it may be cancelled.
   */
  public CompletableFuture<List<InetAddress>> addresses(String host) {
    if (host.indexOf(':') >= 0 || host.matches("[0-9.]+")) {
      CompletableFuture<List<InetAddress>> known = new CompletableFuture<>();
      complete(known, host); // a literal, for which nobody is asked
      return known;
    }
    CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
    CompletableFuture<List<InetAddress>> other = pending.putIfAbsent(host, mine);
    if (other == null) {
      begin(host, mine);
    }
    return (other == null ? mine : other).copy();
  }

  private void begin(String host, CompletableFuture<List<InetAddress>> result) {
    Thread thread =
        new Thread(
            () -> {
              complete(result, host);
              pending.remove(host, result);
            },
            "framecast-lookup");
    thread.setDaemon(true);
    boolean started = false;
    try {
      thread.start();
      started = true;
    } finally {
      if (!started) { // no more threads: the next one who asks may have more luck
        pending.remove(host, result);
        result.completeExceptionally(new UnknownHostException("no thread to look it up"));
      }
    }
  }

  private void complete(CompletableFuture<List<InetAddress>> result, String host) {
    try {
      result.complete(List.of(lookup.addresses(host)));
    } catch (UnknownHostException | RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }
}
