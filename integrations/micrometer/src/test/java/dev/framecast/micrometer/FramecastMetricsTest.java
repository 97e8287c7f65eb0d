package dev.framecast.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.ScriptedSource;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Subscription;
import dev.framecast.metrics.CameraMetric;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which meters there are, and when. */
class FramecastMetricsTest {
  /** Six states, thirteen numbers and the ages. */
  private static final int METERS = 20;

  private static final CameraOptions QUICK =
      CameraOptions.builder().backoff(Duration.ofMillis(1), Duration.ofMillis(1)).build();

  private final Cameras cameras = new Cameras();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final FramecastMetrics metrics = new FramecastMetrics(cameras);

  @AfterEach
  void close() {
    metrics.close();
    cameras.close();
  }

  /** Without the gauges that some registries make of each bucket by themselves. */
  private static Stream<Meter> ours(MeterRegistry of) {
    return of.getMeters().stream().filter(each -> each.getId().getTag("le") == null);
  }

  private static Map<String, Long> meters(MeterRegistry of) {
    return ours(of)
        .collect(
            Collectors.groupingBy(
                each -> Objects.toString(each.getId().getTag("camera")), Collectors.counting()));
  }

  private static void awaitMeters(MeterRegistry of, Map<String, Long> expected) {
    Await.until("meters of " + expected.keySet(), () -> meters(of).equals(expected));
  }

  private double count(String camera, String name) {
    return registry.get(name).tag("camera", camera).functionCounter().count();
  }

  @Test
  void metersComeAndGoWithTheirCameras() {
    cameras.add("door", new ScriptedSource());
    metrics.bindTo(registry);
    assertThat(meters(registry)).isEqualTo(Map.of("door", 20L));
    Camera yard = cameras.add("yard", new ScriptedSource());
    awaitMeters(registry, Map.of("door", 20L, "yard", 20L));
    yard.close();
    awaitMeters(registry, Map.of("door", 20L));
    cameras.close();
    awaitMeters(registry, Map.of());
  }

  @Test
  void namesAreMicrometersAndHaveFewTags() {
    cameras.add("door", new ScriptedSource());
    metrics.bindTo(registry);
    assertThat(ours(registry))
        .hasSize(METERS)
        .allSatisfy(
            meter -> {
              Meter.Id id = meter.getId();
              assertThat(id.getName()).matches("framecast\\.camera(\\.[a-z]+)+");
              assertThat(id.getDescription()).endsWith(".");
              assertThat(id.getTags().stream().map(each -> each.getKey()))
                  .isSubsetOf("camera", "state");
            });
  }

  @Test
  void aCameraThatIsAddedAgainIsAnotherOne() {
    ScriptedSource first = new ScriptedSource().picture().picture();
    metrics.bindTo(registry);
    Camera door = cameras.add("door", first);
    awaitMeters(registry, Map.of("door", 20L));
    try (Subscription viewer = door.subscribe()) {
      assertThat(viewer.isOpen()).isTrue();
      Await.until("pictures", () -> count("door", "framecast.camera.frames.captured") == 2);
    }
    cameras.remove("door");
    cameras.add("door", new ScriptedSource());
    Await.until(
        "another camera",
        () ->
            meters(registry).equals(Map.of("door", 20L))
                && count("door", "framecast.camera.frames.captured") == 0);
  }

  @Test
  void aRegistryThatIsBoundTwiceHasEachMeterOnce() {
    cameras.add("door", new ScriptedSource());
    metrics.bindTo(registry);
    metrics.bindTo(registry);
    assertThat(meters(registry)).isEqualTo(Map.of("door", 20L));
    metrics.close();
    assertThat(registry.getMeters()).isEmpty();
    assertThatThrownBy(() -> metrics.bindTo(registry))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("these metrics are closed");
    metrics.close();
  }

  @Test
  void twoRegistriesHaveTheSameAndOneMayBeClosedBefore() {
    cameras.add("door", new ScriptedSource());
    MeterRegistry other = new SimpleMeterRegistry();
    metrics.bindTo(registry);
    metrics.bindTo(other);
    other.close();
    cameras.add("yard", new ScriptedSource());
    awaitMeters(registry, Map.of("door", 20L, "yard", 20L));
    assertThatCode(metrics::close).doesNotThrowAnyException();
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void aRegistryThatJoinsACompositeLaterHasThemToo() {
    CompositeMeterRegistry all = new CompositeMeterRegistry();
    cameras.add("door", new ScriptedSource());
    metrics.bindTo(all);
    all.add(registry);
    assertThat(meters(registry)).isEqualTo(Map.of("door", 20L));
    metrics.close();
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void camerasOfTwoGroupsAreToldApartByTagsOfTheirOwn() {
    try (Cameras south = new Cameras();
        FramecastMetrics southern = new FramecastMetrics(south, Tags.of("site", "south"))) {
      cameras.add("door", new ScriptedSource());
      south.add("door", new ScriptedSource());
      southern.bindTo(registry);
      try (FramecastMetrics northern = new FramecastMetrics(cameras, Tags.of("site", "north"))) {
        northern.bindTo(registry);
        assertThat(ours(registry)).hasSize(2 * METERS);
      }
      assertThat(ours(registry))
          .hasSize(METERS)
          .allMatch(each -> "south".equals(each.getId().getTag("site")));
    }
  }

  @Test
  void withoutSuchTagsTheFirstKeepsItsMetersUntilItIsClosed() {
    try (Cameras others = new Cameras();
        FramecastMetrics second = new FramecastMetrics(others)) {
      cameras.add("door", new ScriptedSource());
      others.add("door", new ScriptedSource());
      others.add("yard", new ScriptedSource());
      metrics.bindTo(registry);
      second.bindTo(registry);
      assertThat(meters(registry)).isEqualTo(Map.of("door", 20L, "yard", 20L));
      others.remove("door");
      awaitMeters(registry, Map.of("door", 20L, "yard", 20L));
      others.add("door", new ScriptedSource());
      metrics.close();
      awaitMeters(registry, Map.of("door", 20L, "yard", 20L));
    }
  }

  @Test
  void twoHundredCamerasLeaveNothingBehind() {
    metrics.bindTo(registry);
    for (int i = 0; i < 200; i++) {
      cameras.add("camera-" + i, new ScriptedSource());
    }
    Await.until("all", () -> ours(registry).count() == 200 * METERS);
    cameras.close();
    Await.until("none", () -> registry.getMeters().isEmpty());
  }

  @Test
  void aClosedCameraIsNotKeptInMemory() {
    metrics.bindTo(registry);
    WeakReference<Camera> camera = new WeakReference<>(cameras.add("door", new ScriptedSource()));
    awaitMeters(registry, Map.of("door", 20L));
    FunctionCounter kept =
        registry.get("framecast.camera.frames.captured").tag("camera", "door").functionCounter();
    cameras.remove("door");
    awaitMeters(registry, Map.of());
    Await.until(
        "it is gone",
        () -> {
          System.gc();
          return camera.get() == null;
        });
    assertThat(kept.count()).isZero();
  }

  @Test
  void countersRiseOverReconnects() {
    metrics.bindTo(registry);
    ScriptedSource source = new ScriptedSource();
    for (int i = 0; i < 20; i++) {
      source.picture().end();
    }
    Camera door = cameras.add("door", source, QUICK);
    awaitMeters(registry, Map.of("door", 20L));
    try (Subscription viewer = door.subscribe()) {
      double before = 0;
      double now = 0;
      while (viewer.isOpen() && now < 20) {
        now = count("door", "framecast.camera.frames.captured");
        assertThat(now).isGreaterThanOrEqualTo(before);
        before = now;
      }
      Await.until("the last loss", () -> count("door", "framecast.camera.failures") == 20);
      assertThat(count("door", "framecast.camera.reconnects")).isEqualTo(19);
    }
  }

  @Test
  void aCameraThatCannotTellItsStatusKeepsItsCountsAndHasNoGauges() {
    FakeGroup group = new FakeGroup();
    FakeCamera door = group.add("door");
    FakeCamera yard = group.add("yard");
    door.captured = 7;
    try (FramecastMetrics fakes = new FramecastMetrics(group)) {
      fakes.bindTo(registry);
      Await.until("7", () -> count("door", "framecast.camera.frames.captured") == 7);
      door.failure = new IllegalStateException("no status");
      yard.captured = 3;
      Await.until("3", () -> count("yard", "framecast.camera.frames.captured") == 3);
      Await.until("NaN", () -> Double.isNaN(gauge("door", "framecast.camera.viewers")));
      assertThat(gauge("yard", "framecast.camera.viewers")).isEqualTo(3);
      assertThat(count("door", "framecast.camera.frames.captured")).isEqualTo(7);
      assertThat(registry.get(CameraMetric.STATE).tag("camera", "door").gauges())
          .allMatch(each -> Double.isNaN(each.value()));
      door.failure = null;
      door.captured = 5; // whatever it has forgotten
      Await.until("it is back", () -> gauge("door", "framecast.camera.viewers") == 3);
      assertThat(count("door", "framecast.camera.frames.captured")).isEqualTo(7);
    }
  }

  private double gauge(String camera, String name) {
    return registry.get(name).tag("camera", camera).gauge().value();
  }

  @Test
  void anotherGroupsCamerasAreNoticedWithinASecondOrSo() {
    FakeGroup group = new FakeGroup();
    try (FramecastMetrics fakes = new FramecastMetrics(group)) {
      fakes.bindTo(registry);
      group.add("door");
      awaitMeters(registry, Map.of("door", 20L));
      group.cameras.clear();
      awaitMeters(registry, Map.of());
    }
  }

  @Test
  void aRegistryThatRefusesMetersIsLeftAsItWas() {
    registry
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public Meter.Id map(Meter.Id id) {
                if (id.getName().equals("framecast.camera.failures")) {
                  throw new IllegalStateException("refused");
                }
                return id;
              }
            });
    cameras.add("door", new ScriptedSource());
    assertThatThrownBy(() -> metrics.bindTo(registry)).hasMessage("refused");
    assertThat(registry.getMeters()).isEmpty();
    MeterRegistry good = new SimpleMeterRegistry();
    metrics.bindTo(good);
    assertThat(meters(good)).isEqualTo(Map.of("door", 20L));
  }

  @Test
  void aRegistryWhoseListenersThrowLosesAllMetersAllTheSame() {
    registry
        .config()
        .onMeterRemoved(
            meter -> {
              throw new IllegalStateException("odd");
            });
    cameras.add("door", new ScriptedSource());
    cameras.add("yard", new ScriptedSource());
    metrics.bindTo(registry);
    cameras.remove("door");
    awaitMeters(registry, Map.of("yard", 20L));
    cameras.add("gate", new ScriptedSource());
    awaitMeters(registry, Map.of("yard", 20L, "gate", 20L));
    metrics.close();
    assertThat(meters(registry)).isEmpty();
  }

  @Test
  void aRegistryThatHangsDoesNotKeepAnybodyFromClosing() {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch hangs = new CountDownLatch(1);
    registry
        .config()
        .onMeterRemoved(
            meter -> {
              hangs.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    cameras.add("door", new ScriptedSource());
    metrics.bindTo(registry);
    cameras.remove("door");
    Await.until("it hangs", () -> hangs.getCount() == 0);
    assertThat(CompletableFuture.runAsync(metrics::close)).succeedsWithin(Await.LONG);
  }

  @Test
  void aRegistryThatBindsInTurnOnTheSameThreadDoesNotWaitForItself() {
    MeterRegistry second = new SimpleMeterRegistry();
    registry.config().onMeterAdded(meter -> metrics.bindTo(second));
    cameras.add("door", new ScriptedSource());
    metrics.bindTo(registry);
    assertThat(meters(registry)).isEqualTo(meters(second)).isEqualTo(Map.of("door", 20L));
  }
}
