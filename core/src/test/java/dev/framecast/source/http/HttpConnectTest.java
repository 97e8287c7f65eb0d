package dev.framecast.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.internal.HostNames;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a name to a connection. */
@Timeout(30)
class HttpConnectTest {
  private static final byte[] A = Jpegs.color(64, 48);
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger lookups = new AtomicInteger();
  private final HostNames hanging =
      new HostNames(
          host -> {
            lookups.incrementAndGet();
            try {
              over.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
          });

  private static Object advance(FrameSession session) {
    try {
      return session.advance();
    } catch (IOException e) {
      return e;
    }
  }

  @Test
  void cancelEndsTheWaitForANameThatIsNotFound() throws Exception {
    HttpMjpegSource source = HttpMjpegSource.builder("http://cam/v").names(hanging).build();
    for (int i = 0; i < 5; i++) { // and they all share one thread that hangs
      try (FrameSession session = source.open()) {
        CompletableFuture<Object> first = CompletableFuture.supplyAsync(() -> advance(session));
        assertThatThrownBy(() -> first.get(50, TimeUnit.MILLISECONDS)).isNotNull();
        session.cancel();
        assertThat(first.get(2, TimeUnit.SECONDS).toString()).contains("cancelled");
      }
    }
    assertThat(lookups).hasValue(1);
    over.countDown();
  }

  @Test
  void aNameThatIsNotFoundInTimeIsToldSo() throws Exception {
    try (FrameSession session =
        HttpMjpegSource.builder("http://cam/v")
            .names(hanging)
            .timeout(Duration.ofMillis(100))
            .build()
            .open()) {
      assertThatThrownBy(session::advance)
          .hasMessageContaining("could not be looked up within 100 ms");
    }
    over.countDown();
  }

  @Test
  void allAddressesOfANameAreTriedAndItMayHaveAnUnderscore() throws Exception {
    HostNames names =
        new HostNames(
            host -> {
              assertThat(host).isEqualTo("front_door");
              return new InetAddress[] {
                InetAddress.getByAddress(new byte[16]), // nobody listens there
                InetAddress.getByAddress(new byte[] {127, 0, 0, 2}),
                InetAddress.getLoopbackAddress()
              };
            });
    try (ScriptedCamera camera =
            new ScriptedCamera((request, answer) -> answer.stream().part(A).stall());
        FrameSession session =
            HttpMjpegSource.builder(camera.url("/v").replace("127.0.0.1", "front_door"))
                .names(names)
                .build()
                .open()) {
      assertThat(session.advance()).isTrue();
      assertThat(camera.requests.get(0).headers().get("Host")).startsWith("front_door:");
    }
  }

  @Test
  void cancelEndsAConnectThatNobodyAnswers() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket();
        Socket second = new Socket();
        FrameSession session =
            HttpMjpegSource.of("http://127.0.0.1:" + full.getLocalPort() + "/v").open()) {
      first.connect(full.getLocalSocketAddress());
      second.connect(full.getLocalSocketAddress()); // no more are taken now, where so few are kept
      CompletableFuture<Object> dial = CompletableFuture.supplyAsync(() -> advance(session));
      assertThatThrownBy(() -> dial.get(100, TimeUnit.MILLISECONDS)).isNotNull();
      session.cancel();
      assertThat(dial.get(2, TimeUnit.SECONDS).toString()).contains("cancelled");
    }
  }
}
