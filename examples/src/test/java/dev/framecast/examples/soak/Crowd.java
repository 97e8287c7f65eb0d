package dev.framecast.examples.soak;

import dev.framecast.Cameras;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** All cameras and viewers of a run, each with a thread and random choices of its own. */
final class Crowd implements AutoCloseable {
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  final Cameras cameras = new Cameras();
  final List<CameraActor> actors = new ArrayList<>();
  final List<StayingViewer> viewers = new ArrayList<>();
  final Gate gate = new Gate();
  final AtomicLong visits = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private final ExecutorService executor =
      Executors.newFixedThreadPool(2, work -> Servers.daemon(work, "soak-consumer"));
  private final Servers servers;

  Crowd(SoakOptions options, Path folder, Problems problems) throws Exception {
    SplittableRandom random = new SplittableRandom(options.seed());
    EquipmentStore store = new EquipmentStore(random.split());
    for (int i = 0; i < options.cameras(); i++) {
      actors.add(new CameraActor(i, cameras, store, gate, problems, random.split()));
    }
    servers = new Servers(cameras, folder);
    for (int i = 0; i < options.staying(); i++) {
      viewers.add(
          new StayingViewer(i, options.cameras(), cameras, servers, problems, random.split()));
    }
    List<Visitor> visitors = new ArrayList<>();
    for (int i = 0; i < options.passing(); i++) {
      visitors.add(
          new Visitor(
              cameras,
              options.cameras(),
              servers,
              executor,
              gate,
              problems,
              visits,
              random.split()));
    }
    actors.forEach(actor -> start(actor, "soak-camera"));
    viewers.forEach(viewer -> start(viewer, "soak-staying"));
    visitors.forEach(visitor -> start(visitor, "soak-visitor"));
  }

  private void start(Runnable work, String name) {
    Thread thread = Servers.daemon(work, name);
    threads.add(thread);
    thread.start();
  }

  long live() {
    return actors.stream().filter(CameraActor::isLiveNow).count();
  }

  long frames() {
    return viewers.stream().mapToLong(viewer -> viewer.notes.frames()).sum();
  }

  /** Those whom the cameras count. */
  int watching() {
    return cameras.all().stream().mapToInt(camera -> camera.status().viewers()).sum();
  }

  /** Those whom they would count if all who stay were there, and nobody else. */
  int expected() {
    return viewers.stream().mapToInt(viewer -> viewer.notes.cameras()).sum();
  }

  void tellSilence() {
    viewers.forEach(viewer -> viewer.notes.tellSilence(SILENCE_NANOS));
  }

  String state() {
    tellSilence();
    return "%d of %d cameras live, %d visits, %d frames"
        .formatted(live(), actors.size(), visits.get(), frames());
  }

  @Override
  public void close() {
    gate.end();
    viewers.forEach(StayingViewer::end);
    servers.close();
    cameras.close();
    actors.forEach(CameraActor::close);
    executor.shutdown();
    try {
      awaitThreads();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitThreads() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    for (Thread thread : threads) {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    }
  }
}
