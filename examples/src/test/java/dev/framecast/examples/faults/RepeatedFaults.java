package dev.framecast.examples.faults;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Subscription;
import dev.framecast.examples.faults.Leaks.Held;
import dev.framecast.examples.faults.Rig.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Each kind of camera loses its connection and comes back again and again: what is lost at each
 * round shows.
 */
final class RepeatedFaults {
  private static final long PHASE_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final int PHASES = 3;
  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final CameraOptions QUICK =
      CameraOptions.builder().backoff(Duration.ofMillis(20), Duration.ofMillis(20)).build();

  private RepeatedFaults() {}

  /** Prints a line for each phase: rounds so far, and what the process holds. */
  static void run(HostsFile hosts) throws Exception {
    ExecutorService viewers = Executors.newCachedThreadPool();
    try (Cameras cameras = new Cameras()) {
      List<Round> rounds = new ArrayList<>();
      for (Column column : Column.values()) {
        rounds.add(new Round(column, cameras, hosts, viewers));
      }
      for (int phase = 1; phase <= PHASES; phase++) {
        long end = System.nanoTime() + PHASE_NANOS;
        CompletableFuture.allOf(
                rounds.stream()
                    .map(round -> CompletableFuture.runAsync(() -> round.until(end), viewers))
                    .toArray(CompletableFuture[]::new))
            .get();
        System.gc();
        new Gate().pause(300);
        System.out.println(
            String.join(
                "\t",
                "rounds",
                rounds.stream().map(Round::toString).reduce((a, b) -> a + ", " + b).orElse(""),
                String.valueOf(Leaks.residentKib()),
                String.valueOf(Held.now().threads()),
                String.valueOf(Held.now().descriptors()),
                String.valueOf(Held.now().pointers())));
      }
      for (Round round : rounds) {
        round.rig.close();
      }
    } finally {
      viewers.shutdownNow();
    }
  }

  /** One camera. */
  private static final class Round {
    private final Column column;
    private final Rig rig;
    private final Plan plan;
    private final Heard heard = new Heard();
    private int count;

    Round(Column column, Cameras cameras, HostsFile hosts, ExecutorService viewers)
        throws Exception {
      this.column = column;
      String id = "rounds-" + column.name().toLowerCase(Locale.ROOT).replace('_', '-');
      rig = column.rig(id, hosts);
      plan = rig.plan(Fault.RESET);
      Camera camera = cameras.add(id, rig.source(), QUICK);
      camera.addListener(heard, viewers);
      Subscription viewer = camera.subscribe();
      viewer.onFrame(viewers, heard::frame);
    }

    void until(long end) {
      try {
        while (System.nanoTime() < end) {
          long since = System.nanoTime();
          require(heard.await(now -> !now.shown(since).isEmpty(), since + ROUND_NANOS));
          long lost = System.nanoTime();
          plan.begin().run();
          require(heard.await(now -> now.hasFailed(lost), lost + ROUND_NANOS));
          heard.forget();
          count++;
        }
        long since = System.nanoTime();
        require(heard.await(now -> !now.shown(since).isEmpty(), since + ROUND_NANOS));
      } catch (Exception e) {
        throw new IllegalStateException(column + ", round " + count, e);
      }
    }

    private static void require(boolean came) {
      if (!came) {
        throw new IllegalStateException("did not come back");
      }
    }

    @Override
    public String toString() {
      return column.title + " " + count;
    }
  }
}
