package dev.framecast.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.mjpeg.MjpegReader;
import dev.framecast.sink.Await;
import dev.framecast.sink.Client;
import dev.framecast.sink.Pictures;
import dev.framecast.sink.StampedCamera;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Thousands who hold connections for nothing, and some who watch. */
class CrowdTest {
  private static final System.Logger LOG = System.getLogger(CrowdTest.class.getName());
  private static final int GOOD = 50;
  private static final int BAD = 2_000;
  private static final int FPS = 15;
  private static final long DRIP_MILLIS = 10;
  private static final Duration MEASURED = Duration.ofSeconds(10);
  private static final Pattern STAMP = Pattern.compile("fakecam dev=0 seq=\\d+ t=(\\d+\\.\\d+)");

  private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();

  private int turn;

  private record Result(double fps, double p99) {}

  private void watch(Client client) {
    try (client) {
      MjpegReader stream = client.stream();
      while (stream.next()) {
        double now = System.nanoTime() / 1e9;
        Matcher stamp = STAMP.matcher(ISO_8859_1.decode(stream.jpeg().duplicate().limit(100)));
        if (stamp.find()) {
          millis.add((now - Double.parseDouble(stamp.group(1))) * 1e3);
        }
      }
    } catch (IOException e) {
      // The end of the test.
    }
  }

  private Result measure(String what) {
    millis.clear();
    long began = System.nanoTime();
    long left;
    while ((left = MEASURED.toNanos() - (System.nanoTime() - began)) > 0) {
      LockSupport.parkNanos(left);
    }
    double[] all = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    assertThat(all).isNotEmpty();
    Result result =
        new Result(all.length / (double) GOOD / MEASURED.toSeconds(), all[all.length * 99 / 100]);
    LOG.log(Level.INFO, "{0}: {1}, median {2} ms", what, result, all[all.length / 2]);
    return result;
  }

  @Test
  @Tag("long")
  void thousandsWhoDripAndWhoNeverReadDisturbNobodyAndAreGoneInTime() throws IOException {
    List<Client> drips = new ArrayList<>();
    List<Client> silent = new ArrayList<>();
    ScheduledExecutorService dripping = Executors.newSingleThreadScheduledExecutor();
    byte[] jpeg = Pictures.large(64);
    try (Cameras cameras = new Cameras()) {
      cameras.add("door", new StampedCamera(jpeg, FPS));
      try (MjpegServer server = MjpegServer.builder(cameras).start()) {
        for (int i = 0; i < GOOD; i++) {
          Client client = new Client(server.port()).get("/cameras/door/stream.mjpg");
          Thread viewer = new Thread(() -> watch(client), "viewer");
          viewer.setDaemon(true);
          viewer.start();
        }
        Await.until("frames", () -> millis.size() > 10 * GOOD);
        Result without = measure("without");
        ScheduledFuture<?> unused =
            dripping.scheduleAtFixedRate(
                () -> drip(drips), DRIP_MILLIS, DRIP_MILLIS, TimeUnit.MILLISECONDS);
        long began = System.nanoTime();
        for (int i = 0; i < BAD; i++) {
          synchronized (drips) {
            drips.add(new Client(server.port()));
          }
          silent.add(new Client(server.port()).get("/cameras/door/stream.mjpg"));
        }
        LOG.log(Level.INFO, "{0} connections", server.connections());
        Result with = measure("with");
        Await.until("their end", () -> server.connections() <= GOOD);
        Duration gone = Duration.ofNanos(System.nanoTime() - began);
        LOG.log(Level.INFO, "gone after {0}", gone);
        assertThat(server.connections()).isEqualTo(GOOD);
        assertThat(with.fps()).isGreaterThan(without.fps() * 0.97);
        // The crowd's own clients run here as well, and 1 % are the viewers of one or two frames.
        assertThat(with.p99()).isLessThan(without.p99() * 1.3 + 10);
        assertThat(gone).isLessThan(Duration.ofSeconds(30));
      }
    } finally {
      dripping.shutdownNow();
      for (List<Client> clients : Arrays.asList(drips, silent)) {
        for (Client client : clients) {
          client.close();
        }
      }
    }
  }

  /**
   * A byte from each once a second, of some at a time: all at once would be the test's own load.
   */
  private void drip(List<Client> drips) {
    List<Client> some = new ArrayList<>();
    synchronized (drips) {
      int turns = (int) (1_000 / DRIP_MILLIS);
      for (int i = turn++ % turns; i < drips.size(); i += turns) {
        some.add(drips.get(i));
      }
    }
    for (Client client : some) {
      try {
        client.send("x");
      } catch (IOException e) {
        // It was closed: in time, or too early, which the test says.
      }
    }
  }
}
