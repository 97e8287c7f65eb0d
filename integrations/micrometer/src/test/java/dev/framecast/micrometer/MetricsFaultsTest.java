package dev.framecast.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.ScriptedSource;
import dev.framecast.camera.AgeDistribution;
import dev.framecast.metrics.CameraMetric;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registries that come late, at the end, or do not take everything. */
class MetricsFaultsTest {
  private final FakeGroup group = new FakeGroup();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final FramecastMetrics metrics = new FramecastMetrics(group);

  @AfterEach
  void close() {
    metrics.close();
  }

  private static AgeDistribution ages(long count) {
    long[] counts = new long[AgeDistribution.NONE.buckets()];
    long[] nanos = new long[counts.length];
    counts[2] = count;
    nanos[2] = count * 20_000_000;
    return new AgeDistribution(counts, nanos);
  }

  private long counted(String camera) {
    return registry.get(CameraMetric.DELIVERY_AGE).tag("camera", camera).timer().count();
  }

  @Test
  void aRegistryThatComesAfterBillionsOfFramesIsBoundAtOnceAndCountsFromThere() {
    FakeCamera door = group.add("door");
    door.ages = ages(50_000_000_000L);
    assertThat(CompletableFuture.runAsync(() -> metrics.bindTo(registry)))
        .succeedsWithin(Await.LONG);
    door.ages = ages(50_000_000_003L);
    Await.until("the next three", () -> counted("door") == 3);
  }

  @Test
  void aRegistryThatComesAfterSomeFramesHasThemAll() {
    group.add("door").ages = ages(10_000);
    metrics.bindTo(registry);
    assertThat(counted("door")).isEqualTo(10_000);
  }

  @Test
  void aCameraThatARegistryRefusesDoesNotKeepTheOthersFromIt() {
    metrics.bindTo(registry);
    registry
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public Meter.Id map(Meter.Id id) {
                if ("gate".equals(id.getTag("camera"))) {
                  throw new IllegalStateException("refused");
                }
                return id;
              }
            });
    group.add("door").ages = ages(1);
    group.add("gate");
    FakeCamera yard = group.add("yard");
    Await.until(
        "the yard",
        () -> registry.find(CameraMetric.DELIVERY_AGE).tag("camera", "yard").timer() != null);
    yard.ages = ages(7);
    Await.until("its frames", () -> counted("yard") == 7);
    assertThat(registry.find(CameraMetric.STATE).tag("camera", "gate").gauge()).isNull();
  }

  @Test
  void aRegistryThatIsBoundWhileAllIsClosedIsRefusedAndDoesNotWaitForEver() throws Exception {
    CountDownLatch removing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    registry
        .config()
        .onMeterRemoved(
            meter -> {
              removing.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    MeterRegistry late = new SimpleMeterRegistry();
    try (Cameras cameras = new Cameras();
        FramecastMetrics closing = new FramecastMetrics(cameras)) {
      cameras.add("door", new ScriptedSource());
      closing.bindTo(registry);
      CompletableFuture<Void> closed = CompletableFuture.runAsync(closing::close);
      removing.await();
      CompletableFuture<Throwable> refused = new CompletableFuture<>();
      Thread binder =
          new Thread(
              () -> {
                try {
                  closing.bindTo(late);
                  refused.complete(new AssertionError("bound"));
                } catch (RuntimeException e) {
                  refused.complete(e);
                }
              },
              "binder");
      binder.setDaemon(true);
      binder.start();
      Await.until(
          "it waits, or was refused",
          () -> refused.isDone() || binder.getState() != Thread.State.RUNNABLE);
      goOn.countDown();
      assertThat(closed).succeedsWithin(Await.LONG);
      assertThat(refused)
          .succeedsWithin(Await.LONG)
          .satisfies(each -> assertThat(each).hasMessage("these metrics are closed"));
      assertThat(late.getMeters()).isEmpty();
    }
  }
}
