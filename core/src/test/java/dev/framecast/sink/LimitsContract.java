package dev.framecast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.http.HttpRules;
import dev.framecast.http.Limits;
import dev.framecast.mjpeg.MjpegReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is told to who is too many, and that nobody is counted for longer than he is there. */
interface LimitsContract extends Staged {
  int COMERS = 1_000;
  String DOOR = "/cameras/door/stream.mjpg";
  String SNAPSHOT = "/cameras/door/snapshot.jpg";

  private SinkStage limited(UnaryOperator<Limits.Builder> limits) throws IOException {
    return stage(HttpRules.builder().limits(limits.apply(Limits.builder()).build()).build());
  }

  private static String metric(SinkStage stage, String name) {
    try {
      return stage
          .get("/metrics")
          .text()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .map(line -> line.substring(name.length() + 1))
          .findFirst()
          .orElse("none");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int headOfDoor(SinkStage stage) {
    try (Client client = stage.client().request("HEAD", DOOR)) {
      return client.head().status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @MostlyWaits
  default void whoIsOneViewerTooManyIsToldSoAndTheOthersGoOn() throws IOException {
    try (SinkStage stage = limited(limits -> limits.viewers(2));
        Client first = stage.viewer();
        Client second = stage.viewer()) {
      stage.awaitViewers(2);
      Client.Response refusal = stage.get(DOOR);
      assertThat(refusal.status()).isEqualTo(503);
      assertThat(refusal.header("Retry-After")).isEqualTo("10");
      assertThat(refusal.text()).isEqualTo("this server is full: 2 viewers\n");
      assertThat(headOfDoor(stage)).isEqualTo(503);
      stage.source.show(Pictures.small(64));
      MjpegReader stream = first.stream();
      assertThat(stream.next()).isTrue();
      assertThat(metric(stage, "framecast_refused_total{limit=\"viewers\"}")).isEqualTo("2");
      second.head();
      second.reset();
      Await.until("room for another", () -> headOfDoor(stage) == 200);
      try (Client third = stage.viewer()) {
        assertThat(third.head().status()).isEqualTo(200);
      }
    }
  }

  @Test
  default void oneAddressMayHaveTooManyAndSoMayOneCamera() throws IOException {
    try (SinkStage stage = limited(limits -> limits.viewersPerAddress(1).countLoopback());
        Client first = stage.viewer()) {
      first.head();
      Client.Response refusal = stage.get("/streams.mjpg");
      assertThat(refusal.status()).isEqualTo(429);
      assertThat(refusal.text()).isEqualTo("too many from this address: 1 viewers\n");
    }
    try (SinkStage stage = limited(limits -> limits.viewersPerCamera(1));
        Client first = stage.client().get("/streams.mjpg")) {
      first.head();
      assertThat(stage.get(DOOR).text()).isEqualTo("camera \"door\" is full: 1 viewers\n");
    }
  }

  @Test
  @MostlyWaits
  default void snapshotsThatAreWaitedForAreLimited() throws IOException {
    try (SinkStage stage = limited(limits -> limits.snapshots(1));
        Client first = stage.client().get(SNAPSHOT)) {
      Await.until("a wait", () -> metric(stage, "framecast_snapshots").equals("1"));
      Client.Response refusal = stage.get(SNAPSHOT);
      assertThat(refusal.status()).isEqualTo(503);
      assertThat(refusal.text()).isEqualTo("this server is full: 1 snapshots at a time\n");
      stage.source.show(Pictures.small(64));
      assertThat(first.response().status()).isEqualTo(200);
      assertThat(stage.get(SNAPSHOT + "?maxAge=100").status()).isEqualTo(200);
      try (Client leaving = stage.client().get(SNAPSHOT + "?maxAge=0")) {
        Await.until("a wait", () -> metric(stage, "framecast_snapshots").equals("1"));
        leaving.reset();
        Await.until("nobody", () -> metric(stage, "framecast_snapshots").equals("0"));
      }
    }
  }

  @Test
  default void aThousandWhoComeAndGoInAllWaysLeaveNobodyBehind() throws IOException {
    long seed = System.nanoTime();
    System.getLogger(getClass().getName()).log(Level.INFO, "seed {0}", Long.toString(seed));
    Random random = new Random(seed);
    ScheduledExecutorService camera = Executors.newSingleThreadScheduledExecutor();
    Deque<Client> staying = new ArrayDeque<>();
    try (SinkStage stage = limited(limits -> limits.viewers(20).snapshots(10))) {
      byte[] picture = Pictures.small(64);
      ScheduledFuture<?> unused =
          camera.scheduleAtFixedRate(
              () -> stage.source.show(picture), 0, 20, TimeUnit.MILLISECONDS);
      for (int i = 0; i < COMERS; i++) {
        staying.add(come(stage, random.nextInt(6)));
        if (staying.size() > 30) {
          leave(staying.remove(), random.nextInt(4));
        }
      }
      while (!staying.isEmpty()) {
        leave(staying.remove(), random.nextInt(4));
      }
      Await.until("nobody", () -> metric(stage, "framecast_viewers").equals("0"));
      Await.until("nobody waits", () -> metric(stage, "framecast_snapshots").equals("0"));
      stage.awaitViewers(0);
    } finally {
      camera.shutdownNow();
    }
  }

  private static Client come(SinkStage stage, int way) throws IOException {
    Client client = stage.client();
    return switch (way) {
      case 0 -> client.request("HEAD", DOOR);
      case 1 -> client.get(SNAPSHOT + "?maxAge=0");
      case 2 -> client.get("/streams.mjpg");
      default -> client.get(DOOR);
    };
  }

  private static void leave(Client client, int way) throws IOException {
    switch (way) {
      case 0 -> client.reset();
      case 1 -> client.vanish();
      case 2 -> {
        client.head();
        client.reset();
      }
      default -> {
        client.head();
        client.vanish();
      }
    }
  }
}
