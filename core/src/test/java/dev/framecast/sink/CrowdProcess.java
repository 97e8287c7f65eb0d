package dev.framecast.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Thousands of connections that are held for nothing, in a process of its own so that its work is
 * not the server's: says "ready" when all are connected, and ends with its input.
 *
 * <p>Use: {@code CrowdProcess PORT DRIPPING SILENT}
 */
public final class CrowdProcess implements AutoCloseable {
  private static final int SMALL_BUFFER = 16 * 1024;
  private static final int TURNS = 100;
  private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(1) / TURNS;
  private static final String STREAM =
      "GET /cameras/door/stream.mjpg HTTP/1.1\r\nHost: localhost\r\n\r\n";

  /** What is sent at once by every fifth of those that drip; all then send a byte a second. */
  private static final List<String> BEGINNINGS =
      List.of(
          "",
          "GET /cam",
          "GET /cameras HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
          // A second request that does not come to its end.
          "GET /cameras HTTP/1.1\r\nHost: localhost\r\n\r\n",
          // A body that does not.
          "POST /cameras HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n");

  private final Process process;

  private CrowdProcess(Process process) {
    this.process = process;
  }

  /** Returns when all are connected. */
  static CrowdProcess start(int port, int dripping, int silent) throws IOException {
    Path classes;
    try {
      classes =
          Path.of(CrowdProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IOException(e);
    }
    Process process =
        new ProcessBuilder(
                "nice", // the server comes first
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                classes.toString(),
                CrowdProcess.class.getName(),
                Integer.toString(port),
                Integer.toString(dripping),
                Integer.toString(silent))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] ready = process.getInputStream().readNBytes(5);
    if (!new String(ready, ISO_8859_1).equals("ready")) {
      process.destroyForcibly();
      throw new IOException("the crowd did not get to its places");
    }
    return new CrowdProcess(process);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] args) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    int drips = Integer.parseInt(args[1]);
    int silent = Integer.parseInt(args[2]);
    endWithInput();
    List<SocketChannel> dripping = new ArrayList<>();
    List<SocketChannel> held = new ArrayList<>();
    for (int i = 0; i < Math.max(drips, silent); i++) {
      if (i < drips) {
        dripping.add(connect(address, BEGINNINGS.get(i % BEGINNINGS.size())));
      }
      if (i < silent) {
        SocketChannel watching = connect(address, STREAM);
        // Every fifth sends bytes beside the stream that it does not read.
        (i % BEGINNINGS.size() == 0 ? dripping : held).add(watching);
      }
    }
    System.out.println("ready");
    // Some at a time, as independent clients would.
    for (int turn = 0; held.size() <= silent; turn++) {
      long next = System.nanoTime() + TURN_NANOS;
      for (int i = turn % TURNS; i < dripping.size(); i += TURNS) {
        drip(dripping.get(i));
      }
      long wait;
      while ((wait = next - System.nanoTime()) > 0) {
        LockSupport.parkNanos(wait);
      }
    }
  }

  /** Also when who started it has died. */
  private static void endWithInput() {
    Thread end =
        new Thread(
            () -> {
              try {
                int unused = System.in.read();
              } catch (IOException e) {
                // The end as well.
              }
              Runtime.getRuntime().halt(0);
            });
    end.setDaemon(true);
    end.start();
  }

  private static SocketChannel connect(InetSocketAddress address, String beginning)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
    channel.connect(address);
    ByteBuffer bytes = ISO_8859_1.encode(beginning);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.configureBlocking(false);
    return channel;
  }

  private static void drip(SocketChannel channel) throws IOException {
    try {
      if (channel.isOpen()) {
        channel.write(ISO_8859_1.encode("x"));
      }
    } catch (IOException e) {
      channel.close(); // the server has ended it
    }
  }
}
