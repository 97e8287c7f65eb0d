package dev.framecast.rtsp.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.internal.CertificateTrust;
import dev.framecast.rtsp.Shots;
import dev.framecast.rtsp.demux.SessionOptions;
import dev.framecast.rtsp.testcamera.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsRelayTest {
  /** The common pool may have one thread, which waits. */
  private static final Executor THREADS = task -> new Thread(task).start();

  @TempDir static Path folder;
  private static Certificate certificate;

  @BeforeAll
  static void make() throws Exception {
    certificate = new Certificate(folder);
  }

  /** Shakes hands, and then gives back what comes, or reads nothing. */
  private static final class Server implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final boolean echoes;

    Server(boolean echoes) throws IOException {
      this.echoes = echoes;
      start(this::run);
    }

    private static void start(Runnable task) {
      Thread thread = new Thread(task, "tls-server");
      thread.setDaemon(true);
      thread.start();
    }

    private void run() {
      try {
        while (true) {
          Socket client = certificate.apply(door.accept());
          clients.add(client);
          if (echoes) {
            start(() -> echo(client));
          }
        }
      } catch (IOException e) {
        // closed
      }
    }

    private static void echo(Socket client) {
      try (client) {
        client.getInputStream().transferTo(client.getOutputStream());
      } catch (IOException e) {
        // It has gone.
      }
    }

    @Override
    public void close() throws IOException {
      door.close();
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  private static TlsRelay relay(Server server) throws IOException {
    ClientOptions some = SessionOptions.overTcp(Duration.ofSeconds(10)).client();
    ClientOptions options =
        new ClientOptions(
            some.transports(),
            some.timeoutNanos(),
            some.userAgent(),
            CertificateTrust.insecure(),
            some.names(),
            some.minPort(),
            some.maxPort());
    Target target =
        new Target(true, "127.0.0.1", server.door.getLocalPort(), "/", null, "", "rtmps://x");
    return TlsRelay.open(target, options, new Cancellation());
  }

  private static Socket to(TlsRelay relay) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), relay.port());
  }

  private static String answer(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    return new String(socket.getInputStream().readNBytes(text.length()), US_ASCII);
  }

  @Test
  void whatComesIsHandedOnBothWaysOverAConnectionEach() throws Exception {
    try (Server server = new Server(true);
        TlsRelay relay = relay(server)) {
      for (String text : List.of("one", "two", "three")) {
        try (Socket socket = to(relay)) {
          assertThat(answer(socket, text)).isEqualTo(text);
        }
      }
      assertThat(server.clients).hasSize(3);
    }
  }

  @Test
  void atMostFourConnectionsAreMade() throws Exception {
    try (Server server = new Server(true);
        TlsRelay relay = relay(server)) {
      for (int i = 0; i < 4; i++) {
        try (Socket socket = to(relay)) {
          assertThat(answer(socket, "text")).isEqualTo("text");
        }
      }
      Shots.await(() -> isRefused(relay));
      assertThat(server.clients).hasSize(4);
    }
  }

  private static boolean isRefused(TlsRelay relay) {
    try (Socket socket = to(relay)) {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void closingEndsAConnectionWhoseServerReadsNoMore() throws Exception {
    try (Server server = new Server(false)) {
      TlsRelay relay = relay(server);
      AtomicLong written = new AtomicLong();
      CompletableFuture<Void> end;
      try (Socket socket = to(relay)) {
        end =
            CompletableFuture.runAsync(
                () -> {
                  try {
                    while (true) {
                      socket.getOutputStream().write(new byte[1 << 16]);
                      written.incrementAndGet();
                    }
                  } catch (IOException e) {
                    // ended
                  }
                },
                THREADS);
        awaitStuck(written);
        CompletableFuture.runAsync(relay::close, THREADS).get(5, TimeUnit.SECONDS);
        end.get(5, TimeUnit.SECONDS);
      }
    }
  }

  /** Until nothing has been written for half a second. */
  private static void awaitStuck(AtomicLong written) {
    AtomicLong last = new AtomicLong(-1);
    AtomicLong since = new AtomicLong(System.nanoTime());
    Shots.await(
        () -> {
          long now = System.nanoTime();
          if (last.getAndSet(written.get()) != written.get()) {
            since.set(now);
          }
          return now - since.get() > 500_000_000L;
        });
  }
}
