package dev.framecast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.http.Limits;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands who hold connections for nothing, and some who watch. Measured in turn without and with
 * the crowd, since other work of the machine comes and goes.
 */
public abstract class CrowdContract {
  private static final int GOOD = 50;
  private static final int DRIPPING = 2_000;
  private static final int SILENT = 2_000;
  private static final int FPS = 15;
  private static final int ROUNDS = 3;
  private static final int ATTEMPTS = 3;

  /** In which none of the crowd is gone yet, once it is there. */
  private static final Duration MEASURED = Duration.ofSeconds(7);

  /** For the whole head of a request, be it a connection's first one. */
  private static final Duration REQUEST = Duration.ofSeconds(10);

  /** For a second request's beginning, and looks once a second, on a machine with other work. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  private final System.Logger log = System.getLogger(getClass().getName());

  /**
   * Of lags, since the crowd is on the same processors: now and then one waits for them. It is less
   * than the time to the next picture, and what viewers see of it is in the gaps.
   */
  private static final double LAG_SLACK_MILLIS = 50;

  /** While the crowd is there, to without it. */
  private record Ratios(double fps, double gap, double lag) {}

  /** A sink that counts its connections. */
  public interface CrowdedSink extends SinkContract.Sink {
    int connections();
  }

  /** Starts the sink with these limits; those of connections may be its container's. */
  protected abstract CrowdedSink start(Cameras cameras, Limits limits) throws Exception;

  @Test
  @Tag("long")
  void thousandsWhoDripAndWhoNeverReadDisturbNobodyAndAreGoneInTime() throws Exception {
    Limits limits = Limits.builder().firstRequest(REQUEST).keepAlive(REQUEST).build();
    List<Ratios> ratios = new ArrayList<>();
    try (Cameras cameras = new Cameras()) {
      cameras.add("door", new StampedCamera(Pictures.large(64), FPS));
      try (CrowdedSink sink = start(cameras, limits);
          GoodViewers viewers = new GoodViewers(sink.port(), GOOD)) {
        for (int round = 0; round < ROUNDS; round++) {
          ratios.add(round(sink, viewers));
        }
      }
    }
    log.log(Level.INFO, "{0}", ratios);
    // The best of each: what a crowd does it does in all rounds, other work on the machine in some.
    assertThat(ratios).extracting(Ratios::fps).anyMatch(fps -> fps > 0.97);
    assertThat(ratios).extracting(Ratios::gap).anyMatch(gap -> gap < 1.3);
    assertThat(ratios).extracting(Ratios::lag).anyMatch(lag -> lag < 1.3);
  }

  private Ratios round(CrowdedSink sink, GoodViewers viewers) throws IOException {
    int calm = sink.connections();
    GoodViewers.Result without = viewers.measure(MEASURED);
    long began = System.nanoTime();
    try (CrowdProcess crowd = CrowdProcess.start(sink.port(), DRIPPING, SILENT)) {
      awaitAccepted(sink);
      Duration arrived = since(began);
      int most = sink.connections();
      GoodViewers.Result crowded = viewers.measure(MEASURED);
      Duration served = newcomer(sink);
      Duration allowed = arrived.plus(REQUEST).plus(SLACK);
      while (sink.connections() > calm && since(began).compareTo(allowed) < 0) {
        LockSupport.parkNanos(1_000_000);
      }
      Duration gone = since(began).minus(arrived);
      GoodViewers.Result with = viewers.since(began);
      log.log(
          Level.INFO,
          "{0} connections after {1}; a newcomer served in {2}; {3} later {4} were left\n"
              + "without: {5}\nwhile they are there: {6}\nfrom the first to the last: {7}",
          most,
          arrived,
          served,
          gone,
          sink.connections(),
          without,
          crowded,
          with);
      assertThat(crowd.isAlive()).isTrue();
      assertThat(most).as("the crowd is there").isGreaterThan(calm + DRIPPING / 2);
      assertThat(sink.connections()).as("connections of the good ones alone").isEqualTo(calm);
      assertThat(served).isLessThan(Duration.ofSeconds(2));
      return new Ratios(
          crowded.fps() / without.fps(),
          crowded.gap() / without.gap(),
          (crowded.lag() - LAG_SLACK_MILLIS) / without.lag());
    }
  }

  /** Connections are accepted in turn: who comes last is served when all of them are there. */
  private static void awaitAccepted(CrowdedSink sink) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Duration unused = newcomer(sink);
        return;
      } catch (SocketTimeoutException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static Duration newcomer(CrowdedSink sink) throws IOException {
    long began = System.nanoTime();
    try (Client client = sink.client().get("/cameras/door/snapshot.jpg")) {
      assertThat(client.response().status()).isEqualTo(200);
    }
    return since(began);
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
