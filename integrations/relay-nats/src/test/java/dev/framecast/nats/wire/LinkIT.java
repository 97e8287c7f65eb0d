package dev.framecast.nats.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.nats.NatsServer;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The connection itself, by a real server. */
@Tag("real")
@Timeout(60)
class LinkIT {
  private static final Headed LARGE =
      new Headed() {
        @Override
        public Headers headers() {
          return new Headers();
        }

        @Override
        public byte[] body() {
          return new byte[64 * 1024];
        }
      };

  @TempDir Path folder;

  private static Options.Builder to(NatsServer server) {
    return new Options.Builder().server(server.url());
  }

  @Test
  void whatCannotBeSentHoldsNobodyUpAndASubjectIsHeardAfterwards() throws Exception {
    try (NatsServer server = new NatsServer(folder);
        Link link = new Link(to(server));
        Link other = new Link(to(server))) {
      Await.until("connected", () -> link.connection() != null && other.connection() != null);
      server.signal("STOP");
      long longest = 0;
      int refused = 0;
      for (int i = 0; i < 5_000; i++) {
        long begun = System.nanoTime();
        refused += link.publish("full", null, LARGE) ? 0 : 1;
        longest = Math.max(longest, System.nanoTime() - begun);
      }
      AtomicInteger heard = new AtomicInteger();
      long begun = System.nanoTime();
      link.subscribe("late", message -> heard.incrementAndGet());
      long took = System.nanoTime() - begun;
      server.signal("CONT");
      System.out.printf(
          "figure: full after %d, publish %d ms, subscribe %d ms%n",
          5_000 - refused, longest / 1_000_000, took / 1_000_000);
      assertThat(refused).isPositive();
      assertThat(longest).isLessThan(500_000_000L);
      assertThat(took).isLessThan(500_000_000L);
      Await.until(
          "heard",
          () -> {
            other.publish("late", null, Headed.EMPTY);
            return heard.get() > 0;
          });
    }
  }

  @Test
  void aConnectionThatCannotBeUsedIsFollowedByAnotherOne() throws Exception {
    try (NatsServer server = new NatsServer(folder)) {
      AtomicInteger made = new AtomicInteger();
      Connector connector =
          new Connector(
              to(server),
              connection -> {
                switch (made.incrementAndGet()) {
                  case 1 -> throw new IllegalStateException("closed in this moment");
                  case 2 -> throw new AssertionError("as one that is not foreseen");
                  default -> {}
                }
              },
              () -> {});
      Thread thread = new Thread(connector, "connector");
      thread.setDaemon(true);
      thread.start();
      Await.until("a third one", () -> made.get() == 3);
      connector.close();
      assertThat(thread.isAlive()).isFalse();
    }
  }
}
