package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.HostileSource.Deed;
import dev.framecast.HostileSource.Verb;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a source does in whichever of its methods: its viewers are told, other cameras and the
 * watchdog go on, and it comes back when it is well. Prints what became of each.
 */
@Timeout(90)
class HostileSourcesTest {
  private static final CameraOptions OPTIONS =
      CameraOptions.builder()
          .stallAfter(Duration.ofMillis(500))
          .reconnectAfter(Duration.ofMillis(500))
          .connectTimeout(Duration.ofMillis(500))
          .backoff(Duration.ofMillis(50), Duration.ofMillis(200))
          .backoffRefused(Duration.ofMillis(300))
          .build();

  /** Blocking where the caller's own thread is used holds up the caller, as it should. */
  private static boolean isFair(Verb verb, Deed deed) {
    return verb != Verb.DESCRIPTION || deed != Deed.BLOCKS;
  }

  private record Trial(HostileSource source, Camera camera, Subscription viewer) {
    /** What its viewers see: null, or whether it is live. */
    String shows() {
      try (Frame frame = viewer.frames().acquireNext(0)) {
        return frame == null ? "nothing" : frame.live() ? "live" : "slate";
      }
    }
  }

  @Test
  void aHostileSourceStopsNobodyElseAndComesBackWhenItIsWell() {
    Map<String, Trial> trials = new LinkedHashMap<>();
    Map<Verb, EnumMap<Deed, String>> matrix = new EnumMap<>(Verb.class);
    Cameras cameras = new Cameras();
    ScriptedSource healthySource = new ScriptedSource().rate(50);
    Camera healthy = cameras.add("healthy", healthySource, OPTIONS);
    ScriptedSource stallingSource = new ScriptedSource();
    Camera stalling = cameras.add("stalling", stallingSource, OPTIONS);
    AtomicLong gap = new AtomicLong();
    try (Subscription watched = healthy.subscribe();
        Subscription stalled = stalling.subscribe()) {
      Await.until("healthy is live", () -> healthy.state() == CameraState.LIVE);
      for (Verb verb : Verb.values()) {
        for (Deed deed : Deed.values()) {
          if (isFair(verb, deed)) {
            HostileSource source = new HostileSource(verb, deed);
            String id = (verb + "." + deed).toLowerCase(Locale.ROOT);
            Camera camera = cameras.add(id, source, OPTIONS);
            Rendition rendition =
                switch (verb) {
                  case WRITE_RAW -> Rendition.bgr24(0);
                  case WRITE_VIDEO -> Rendition.VIDEO;
                  default -> Rendition.SOURCE;
                };
            trials.put(id, new Trial(source, camera, camera.subscribe(rendition, 0)));
          }
        }
      }
      AtomicLong last = new AtomicLong(System.nanoTime());
      AtomicLong frames = new AtomicLong();
      watched
          .frames()
          .onPublish(
              () -> {
                long now = System.nanoTime();
                gap.accumulateAndGet(now - last.getAndSet(now), Math::max);
                frames.incrementAndGet();
              });
      // Long enough for what hangs to be found hanging, and tried again.
      Await.until("some time has passed", () -> frames.get() > 200);
      trials.forEach(
          (id, trial) ->
              Await.until(id + " shows something", () -> !trial.shows().equals("nothing")));
      trials.values().forEach(trial -> cell(matrix, trial, trial.shows()));

      // The watchdog still does its duty by others.
      stallingSource.picture();
      Await.until("it is live", () -> stalling.state() == CameraState.LIVE);
      Await.until("its stall is seen", () -> stalling.state() != CameraState.LIVE);
      try (Frame frame = stalled.frames().acquireNext(0)) {
        assertThat(frame).isNotNull();
      }

      trials.values().forEach(trial -> trial.source().healed = true);
      trials.forEach(
          (id, trial) -> {
            Await.until(id + " is live again", () -> trial.camera().state() == CameraState.LIVE);
            cell(matrix, trial, trial.shows());
            trial.viewer().close();
          });
      assertThat(gap.get()).isLessThan(Duration.ofMillis(1_500).toNanos());
    } finally {
      long begun = System.nanoTime();
      cameras.close();
      assertThat(System.nanoTime() - begun).isLessThan(Duration.ofSeconds(4).toNanos());
      trials.values().forEach(trial -> trial.source().release());
      System.out.println(table(matrix, gap.get()));
    }
    Await.until("no thread is left", () -> CameraFixture.threads().isEmpty());
  }

  private static void cell(Map<Verb, EnumMap<Deed, String>> matrix, Trial trial, String text) {
    matrix
        .computeIfAbsent(trial.source().verb(), verb -> new EnumMap<>(Deed.class))
        .merge(trial.source().deed(), text, (a, b) -> a + ", then " + b);
  }

  private static String table(Map<Verb, EnumMap<Deed, String>> matrix, long gap) {
    StringBuilder out = new StringBuilder("what viewers saw while it was wrong, then when well\n");
    matrix.forEach(
        (verb, deeds) -> {
          out.append(String.format(Locale.ROOT, "%-12s", verb));
          deeds.forEach((deed, seen) -> out.append(" | ").append(deed).append(": ").append(seen));
          out.append('\n');
        });
    return out.append("longest gap of the healthy camera: ")
        .append(gap / 1_000_000)
        .append(" ms")
        .toString();
  }
}
