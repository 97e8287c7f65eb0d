package dev.framecast.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.framecast.Await;
import dev.framecast.ScriptedSource;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Rendition;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While pictures come, the watchdog leaves nothing to collect. */
@Timeout(60)
class AllocationTest {
  private static final int ROUNDS = 3;
  private static final int WINDOWS = 10;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Supervisor supervisor = new Supervisor();
  private final List<SupervisedCamera> cameras = new ArrayList<>();

  @AfterEach
  void stop() {
    cameras.forEach(SupervisedCamera::shutDown);
    cameras.forEach(camera -> camera.awaitEnd(supervisor.closeDeadline()));
    supervisor.close();
  }

  @Test
  void calmRoundsAndTheWaitsBetweenThemAllocateNothing() throws Exception {
    List<Subscription> viewers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      SupervisedCamera camera =
          new SupervisedCamera(
              "cam" + i, new ScriptedSource().rate(20), CameraOptions.DEFAULT, supervisor);
      cameras.add(camera);
      viewers.add(camera.subscribe(Rendition.SOURCE, 0));
      viewers.add(camera.subscribe(Rendition.jpeg(32, 50), 5));
    }
    AtomicInteger rounds = new AtomicInteger();
    Rounds.Watch counter =
        supervisor.rounds.add(
            () -> {
              rounds.incrementAndGet();
              return TimeUnit.HOURS.toNanos(1);
            });
    Await.until("all are live", () -> cameras.stream().allMatch(AllocationTest::isLive));
    long watchdog = watchdog();
    long fewest = Long.MAX_VALUE;
    // More than one window: the JVM links what is called for the first time.
    for (int window = 0; window < WINDOWS && fewest > 0; window++) {
      int until = rounds.get() + ROUNDS;
      long before = threads.getThreadAllocatedBytes(watchdog);
      Await.until("some rounds", () -> rounds.get() >= until);
      fewest = Math.min(fewest, threads.getThreadAllocatedBytes(watchdog) - before);
    }
    assertThat(fewest).as("bytes in %d rounds", ROUNDS).isZero();
    assertThat(cameras).as("they were calm").allMatch(AllocationTest::isLive);
    counter.end();
    viewers.forEach(Subscription::close);
  }

  private static boolean isLive(SupervisedCamera camera) {
    return camera.state() == CameraState.LIVE;
  }

  /** The number of this supervisor's thread; those of other tests may not have ended yet. */
  private long watchdog() throws Exception {
    long[] id = {0};
    supervisor.soon(() -> id[0] = Thread.currentThread().getId()).get(10, TimeUnit.SECONDS);
    return id[0];
  }
}
