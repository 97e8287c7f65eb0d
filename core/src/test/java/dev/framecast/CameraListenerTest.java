package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraListener;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Registration;
import dev.framecast.source.SourceException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who hears of a camera hears everything, in order, and can do no harm. */
class CameraListenerTest extends CameraFixture {
  private final ExecutorService executor = Executors.newFixedThreadPool(4);
  private final Noted heard = new Noted();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  /** Notes what it hears. */
  private static class Noted implements CameraListener {
    final List<String> events = new CopyOnWriteArrayList<>();
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();

    void note(Camera camera, String event) {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      events.add(camera.id() + " " + event);
      inside.decrementAndGet();
    }

    @Override
    public void added(Camera camera) {
      note(camera, "added");
    }

    @Override
    public void removed(Camera camera) {
      note(camera, "removed");
    }

    @Override
    public void connecting(Camera camera) {
      note(camera, "connecting");
    }

    @Override
    public void live(Camera camera) {
      note(camera, "live");
    }

    @Override
    public void stalled(Camera camera, String problem) {
      note(camera, "stalled");
      assertThat(problem).isNotBlank();
    }

    @Override
    public void failed(Camera camera, Kind kind, String problem, Duration nextTry) {
      note(camera, "failed " + kind + " " + problem);
      assertThat(nextTry).isPositive();
    }

    @Override
    public void idle(Camera camera) {
      note(camera, "idle");
    }

    @Override
    public void closed(Camera camera) {
      note(camera, "closed");
    }
  }

  private void awaitEvents(String... expected) {
    Await.until("the events are heard", () -> heard.events.size() >= expected.length);
    assertThat(heard.events).containsExactly(expected);
  }

  @Test
  void allOfACamerasLifeIsHeardInOrder() {
    Registration unused = cameras.addListener(heard, executor);
    Camera camera = add(QUICK);
    source.fail(Kind.BUSY, "taken by rtsp://user:secret@10.0.0.1/x").picture().hang();
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      await(camera, CameraState.STALLED);
      source.end();
    }
    Await.until("idle", () -> camera.state() == CameraState.IDLE);
    camera.close();
    Await.until("removed", () -> heard.events.contains("cam removed"));
    assertThat(heard.events)
        .startsWith(
            "cam added",
            "cam connecting",
            "cam failed BUSY taken by rtsp://10.0.0.1/x",
            "cam connecting",
            "cam live",
            "cam stalled")
        .endsWith("cam idle", "cam closed", "cam removed");
    assertThat(heard.most).as("one at a time").hasValue(1);
  }

  @Test
  void aCamerasOwnListenerHearsOfThatCameraUntilItIsTakenAway() {
    Camera camera = add(QUICK);
    Camera other = cameras.add("other", new ScriptedSource().rate(50), QUICK);
    source.rate(50);
    Registration registration = camera.addListener(heard, executor);
    try (Subscription viewer = camera.subscribe();
        Subscription ofOther = other.subscribe()) {
      await(viewer, Frame::live);
      await(ofOther, Frame::live);
      awaitEvents("cam connecting", "cam live");
    }
    registration.close();
    registration.close();
    camera.close();
    assertThat(heard.events).hasSize(2);
  }

  @Test
  void aListenerThatThrowsOrHangsHarmsNobody() {
    CountDownLatch released = new CountDownLatch(1);
    Camera camera = add(QUICK);
    source.rate(50);
    Registration throwing =
        camera.addListener(
            new CameraListener() {
              @Override
              public void connecting(Camera of) {
                throw new StackOverflowError("thrown on purpose by a test");
              }

              @Override
              public void live(Camera of) {
                heard.note(of, "live");
              }
            },
            Runnable::run);
    Registration hanging =
        camera.addListener(
            new CameraListener() {
              @Override
              public void connecting(Camera of) {
                try {
                  released.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            },
            Runnable::run);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      awaitEvents("cam live");
    }
    released.countDown();
    throwing.close();
    hanging.close();
  }

  @Test
  void anExecutorThatTakesNothingHarmsNobodyAndIsAskedAgain() {
    Camera camera = add(QUICK);
    source.fail(Kind.BUSY, "taken").rate(50);
    AtomicInteger asked = new AtomicInteger();
    Executor moody =
        run -> {
          if (asked.getAndIncrement() == 0) {
            throw new RejectedExecutionException("thrown on purpose by a test");
          }
          executor.execute(run);
        };
    Registration unused = camera.addListener(heard, moody);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      Await.until("what waited is heard", () -> heard.events.contains("cam live"));
      assertThat(heard.events).contains("cam connecting", "cam failed BUSY taken");
    }
  }

  @Test
  void aListenerMayChangeTheCamera() {
    Camera camera = add(QUICK);
    source.rate(50);
    Registration unused =
        camera.addListener(
            new CameraListener() {
              @Override
              public void live(Camera of) {
                of.close();
              }
            },
            executor);
    Subscription viewer = camera.subscribe(); // which may see the last slate alone
    await(camera, CameraState.CLOSED);
    assertThat(cameras.all()).isEmpty();
    viewer.close();
  }
}
