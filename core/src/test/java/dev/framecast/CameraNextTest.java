package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Frames that are waited for. */
class CameraNextTest extends CameraFixture {
  private static final Duration LONG = Duration.ofSeconds(10);

  private static <T> FutureTask<T> begin(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "reader");
    thread.setDaemon(true);
    thread.start();
    Await.until("it waits", () -> thread.getState() != Thread.State.RUNNABLE || task.isDone());
    return task;
  }

  @Test
  void eachFrameComesOnceAndTheNewestIsNext() throws Exception {
    Camera camera = add(PATIENT);
    source.picture();
    try (Subscription viewer = camera.subscribe()) {
      try (Frame first = viewer.next(LONG)) {
        assertThat(first.sequence()).isEqualTo(1);
        assertThat(first.live()).isTrue();
      }
      assertThat(viewer.next(Duration.ZERO)).as("no frame twice").isNull();
      assertThat(viewer.next(Duration.ofMillis(20))).isNull();
      for (int i = 0; i < 3; i++) {
        source.picture();
      }
      Await.until("all are there", () -> viewer.frames().sequence() == 4);
      try (Frame next = viewer.next(LONG)) {
        assertThat(next.sequence()).isEqualTo(4);
      }
      assertThat(viewer.isOpen()).isTrue();
    }
  }

  @Test
  void callersTakeTurnsAndShareTheFrames() throws Exception {
    Camera camera = add(PATIENT);
    source.rate(100);
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    try (Subscription viewer = camera.subscribe()) {
      List<CompletableFuture<Void>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readers.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int n = 0; n < 10; n++) {
                    try (Frame frame = viewer.next(LONG)) {
                      assertThat(seen.add(frame.sequence())).as("came twice").isTrue();
                    } catch (InterruptedException e) {
                      throw new AssertionError(e);
                    }
                  }
                },
                run -> new Thread(run, "reader").start()));
      }
      CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
    }
    assertThat(seen).hasSize(40);
  }

  @Test
  void closingEndsTheWaitAndLaterCallsGiveNothing() throws Exception {
    Camera camera = add(PATIENT);
    Subscription viewer = camera.subscribe();
    FutureTask<Frame> first = begin(() -> viewer.next(LONG));
    FutureTask<Frame> second = begin(() -> viewer.next(LONG));
    viewer.close();
    assertThat(first.get(5, TimeUnit.SECONDS)).isNull();
    assertThat(second.get(5, TimeUnit.SECONDS)).isNull();
    assertThat(viewer.isOpen()).isFalse();
    assertThat(viewer.next(LONG)).as("at once").isNull();
    viewer.close();
  }

  @Test
  void aClosedCameraGivesItsLastSlateOnceAndThenNothing() throws Exception {
    Camera camera = add(PATIENT);
    source.rate(50);
    List<Boolean> live = new ArrayList<>();
    try (Subscription viewer = camera.subscribe()) {
      FutureTask<Void> loop =
          begin(
              () -> {
                while (viewer.isOpen()) {
                  try (Frame frame = viewer.next(LONG)) {
                    if (frame != null) { // null when it waits while the camera ends
                      live.add(frame.live());
                    }
                  }
                }
                return null;
              });
      await(viewer, Frame::live);
      cameras.remove("cam");
      loop.get(5, TimeUnit.SECONDS);
      assertThat(live).last().isEqualTo(false);
      assertThat(live.stream().filter(each -> !each)).as("slates").hasSize(1);
      assertThat(viewer.next(LONG)).as("at once").isNull();
      assertThat(viewer.isOpen()).isFalse();
    }
  }

  @Test
  void whoComesTooLateForTheLastSlateStillGetsIt() throws Exception {
    Camera camera = add(PATIENT);
    try (Subscription viewer = camera.subscribe()) {
      cameras.remove("cam");
      assertThat(viewer.isOpen()).isTrue();
      try (Frame slate = viewer.next(LONG)) {
        assertThat(slate.live()).isFalse();
      }
      assertThat(viewer.isOpen()).isFalse();
    }
  }

  @Test
  void aRateIsKeptThoughOthersWantAll() throws Exception {
    Camera camera = add(PATIENT);
    source.rate(100);
    try (Subscription all = camera.subscribe();
        Subscription few = camera.subscribe(Rendition.SOURCE, 5)) {
      long begun = System.nanoTime();
      long first = 0;
      long last = 0;
      for (int i = 0; i < 5; i++) {
        try (Frame frame = few.next(LONG)) {
          first = first == 0 ? frame.sequence() : first;
          last = frame.sequence();
        }
      }
      assertThat(System.nanoTime() - begun).isGreaterThan(700_000_000L);
      assertThat(last - first).as("frames in between").isGreaterThan(20);
      assertThat(all.next(LONG)).satisfies(Frame::close).isNotNull();
    }
  }

  @Test
  void slatesComeWhateverTheRate() throws Exception {
    CameraOptions options =
        QUICK.toBuilder().backoff(Duration.ofDays(1), Duration.ofDays(1)).build();
    Camera camera = add(options);
    source.picture();
    source.end();
    try (Subscription viewer = camera.subscribe(Rendition.SOURCE, 0.001)) {
      try (Frame live = viewer.next(LONG)) {
        assertThat(live.live()).isTrue();
      }
      await(camera, CameraState.BACKOFF);
      for (int i = 0; i < 2; i++) {
        try (Frame slate = viewer.next(LONG)) {
          assertThat(slate.live()).isFalse();
        }
      }
    }
  }

  @Test
  void anInterruptEndsTheWait() {
    Camera camera = add(PATIENT);
    try (Subscription viewer = camera.subscribe()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> viewer.next(LONG)).isInstanceOf(InterruptedException.class);
    }
  }
}
