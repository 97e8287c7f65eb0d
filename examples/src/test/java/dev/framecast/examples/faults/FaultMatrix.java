package dev.framecast.examples.faults;

import dev.framecast.Cameras;
import dev.framecast.examples.faults.Leaks.Held;
import dev.framecast.examples.faults.Rig.Column;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs each fault on each source, many at a time, and prints what came of it. A program of its own,
 * so that nothing but this has threads, descriptors and memory, and so that its host names can be
 * its own.
 */
final class FaultMatrix {
  private static final int AT_A_TIME = 20;

  /** That the JDK and JavaCPP keep to be used again. */
  private static final long KEPT_BYTES = 1 << 20;

  private FaultMatrix() {}

  /**
   * Arguments: the file of host names, which {@code -Djdk.net.hosts.file} names as well; then, if
   * not all cells are to be run, a regular expression for those that are, such as {@code
   * HTTP/DNS.*}, or an empty text for the repeated faults alone.
   */
  public static void main(String[] args) throws Exception {
    // The JDK keeps what it has looked up for 30 s, and that there is nothing for 10 s.
    Security.setProperty("networkaddress.cache.ttl", "1");
    Security.setProperty("networkaddress.cache.negative.ttl", "1");
    HostsFile hosts = new HostsFile(Path.of(args[0]));
    String cells = args.length > 1 ? args[1] : ".*";
    warmUp();
    Held before = Held.now();
    Set<String> openBefore = Leaks.descriptorLinks();
    if (!cells.isEmpty()) {
      run(hosts, cells);
    }
    Held after = Held.now();
    for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        System.nanoTime() < end && isMore(after, before);
        after = Held.now()) {
      System.gc(); // direct buffers are freed with what refers to them
      new Gate().pause(100);
    }
    Set<String> opened = Leaks.descriptorLinks();
    opened.removeAll(openBefore);
    boolean good = !isMore(after, before);
    System.out.println("held\t" + before + "\t" + after + "\t" + good + "\t" + opened);
    if (args.length < 2 || cells.isEmpty()) {
      RepeatedFaults.run(hosts);
    }
  }

  private static boolean isMore(Held after, Held before) {
    return after.threads() > before.threads()
        || after.descriptors() > before.descriptors()
        || after.direct() > before.direct() + KEPT_BYTES
        || after.pointers() > before.pointers() + KEPT_BYTES;
  }

  /** What is made once in a JVM's life is no leak: native libraries, the JDK's own threads. */
  private static void warmUp() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open().bind(null);
        SocketChannel client = SocketChannel.open(server.getLocalAddress());
        Selector selector = Selector.open()) {
      client.configureBlocking(false).register(selector, SelectionKey.OP_READ);
    }
    System.out.println("pictures of " + Clips.usual().fps() + " fps");
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS))
        .get();
  }

  private static void run(HostsFile hosts, String cells) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);
    ExecutorService viewers = Executors.newCachedThreadPool();
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    try (Cameras cameras = new Cameras();
        Gaps gaps = new Gaps(cameras, hosts, timer)) {
      while (!gaps.areLive()) {
        new Gate().pause(20);
      }
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (Fault fault : Fault.values()) {
        for (Column column : Column.values()) {
          if ((column + "/" + fault).matches(cells)) {
            Cell cell = new Cell(column, fault);
            all.add(
                CompletableFuture.supplyAsync(
                        () -> cell.run(cameras, hosts, gaps, viewers), workers)
                    .thenAccept(outcome -> System.out.println(outcome.toLine())));
          }
        }
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
    } finally {
      workers.shutdownNow();
      viewers.shutdownNow();
      timer.shutdownNow();
    }
  }
}
