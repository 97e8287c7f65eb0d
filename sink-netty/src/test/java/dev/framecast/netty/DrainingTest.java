package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.access.Access;
import dev.framecast.access.Verdict;
import dev.framecast.sink.Await;
import dev.framecast.sink.Client;
import dev.framecast.sink.Pictures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a server ends. */
@ExtendWith(NoLeaks.class)
class DrainingTest {

  private static Duration timed(Runnable task) {
    long began = System.nanoTime();
    task.run();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Test
  void aServerWithoutViewersEndsAtOnce() throws Exception {
    try (Stage stage = new Stage();
        Client idle = stage.client();
        Client half = stage.client().send("GET / HT")) {
      assertThat(idle.get("/cameras").response().status()).isEqualTo(200);
      Await.until("all", () -> stage.server.connections() == 2);
      assertThat(timed(() -> stage.server.close(Duration.ofMinutes(1))))
          .isLessThan(Duration.ofSeconds(10));
      assertThat(idle.isEnded()).isTrue();
      assertThat(half.isEnded()).isTrue();
      assertThat(stage.server.connections()).isZero();
      assertThatThrownBy(stage::client).isInstanceOf(IOException.class);
      stage.server.awaitClose();
    }
  }

  @Test
  void whoReadsNothingIsCutWhenTheTimeIsOver() throws Exception {
    try (Stage stage = new Stage();
        Client silent = stage.viewer()) {
      stage.awaitViewers(1);
      stage.source.show(Pictures.large(4_000));
      Await.until("a frame that is not read", () -> silent.unread() > 1_000);
      assertThat(timed(() -> stage.server.close(Duration.ofMillis(300))))
          .isBetween(
              Duration.ofMillis(250), Duration.ofSeconds(5)); // whole milliseconds are waited
      stage.awaitViewers(0);
      assertThat(stage.server.connections()).isZero();
      stage.server.awaitClose();
    }
  }

  @Test
  void closingTwiceAndFromManyThreadsIsClosingOnce() throws Exception {
    try (Stage stage = new Stage();
        Client silent = stage.viewer()) {
      stage.awaitViewers(1);
      stage.source.show(Pictures.large(4_000));
      Await.until("a frame that is not read", () -> silent.unread() > 1_000);
      List<CompletableFuture<Void>> closing = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        closing.add(CompletableFuture.runAsync(() -> stage.server.close(Duration.ofMinutes(1))));
      }
      stage.server.close(Duration.ZERO);
      for (CompletableFuture<Void> each : closing) {
        each.get(10, TimeUnit.SECONDS);
      }
      stage.server.close();
      stage.server.awaitClose();
    }
  }

  @Test
  void onAnEventLoopClosingReturnsAtOnceAndDrainsAllTheSame() throws Exception {
    try (Stage stage = new Stage();
        Client viewer = stage.viewer()) {
      stage.awaitViewers(1);
      stage.source.show(Pictures.small(64));
      assertThat(viewer.stream().next()).isTrue();
      stage.server.eventLoop().submit(() -> stage.server.close(Duration.ofMinutes(1))).get();
      stage.server.awaitClose();
      assertThat(viewer.isEnded()).isTrue();
      stage.awaitViewers(0);
    }
  }

  @Test
  void aTimeThatIsNoneIsRefused() throws IOException {
    try (Stage stage = new Stage()) {
      assertThatThrownBy(() -> stage.server.close(Duration.ofSeconds(-1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("time PT-1S: must be 0 or more");
    }
  }

  @Test
  void noThreadThatAskedWhoMaySeeWhatIsLeft() throws Exception {
    CompletableFuture<Thread> asking = new CompletableFuture<>();
    Access access =
        request -> {
          asking.complete(Thread.currentThread());
          return CompletableFuture.completedFuture(Verdict.allow());
        };
    try (Stage stage = new Stage(builder -> builder.access(access));
        Client client = new Client(stage.server.port())) {
      assertThat(client.get("/cameras").response().status()).isEqualTo(200);
      stage.server.close();
      asking.get().join(2_000);
      assertThat(asking.get().isAlive()).isFalse();
    }
  }
}
