package dev.framecast.examples.soak;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;

/** Has one camera fail, change, leave and come back. */
final class CameraActor implements Runnable {
  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final List<Fault> FAULTS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Fault.NONE)));

  private final Cameras cameras;
  private final EquipmentStore store;
  private final Gate gate;
  private final Problems problems;
  private final SplittableRandom random;
  private final Kind home;
  private final String id;
  private Equipment equipment;

  CameraActor(
      int number,
      Cameras cameras,
      EquipmentStore store,
      Gate gate,
      Problems problems,
      SplittableRandom random)
      throws Exception {
    this.id = id(number);
    this.home = KINDS.get(number % KINDS.size());
    this.cameras = cameras;
    this.store = store;
    this.gate = gate;
    this.problems = problems;
    this.random = random;
    equipment = store.make(home, random);
    cameras.add(id, equipment.source(), options());
  }

  static String id(int number) {
    return "cam" + number;
  }

  @Override
  public void run() {
    while (gate.enterAfter(random.nextInt(1_000, 8_000))) {
      try {
        act();
      } catch (Exception e) {
        problems.add("camera " + id + ": " + e, e);
      } finally {
        gate.leave();
      }
    }
  }

  private void act() throws Exception {
    switch (random.nextInt(14)) {
      case 0, 1 -> replace(randomKind());
      case 2 -> {
        cameras.remove(id);
        gate.linger(random.nextInt(4_000));
        add();
      }
      case 3 -> {
        camera().close();
        add();
      }
      case 4 -> camera().reconnect();
      case 5 -> camera().replaceOptions(options());
      default -> {
        equipment.set(randomFault());
        gate.linger(random.nextInt(500, 9_000));
        equipment.set(Fault.NONE);
      }
    }
  }

  private Kind randomKind() {
    return KINDS.get(random.nextInt(KINDS.size()));
  }

  private Fault randomFault() {
    return FAULTS.get(random.nextInt(FAULTS.size()));
  }

  private Camera camera() {
    Camera camera = cameras.find(id);
    if (camera == null) {
      throw new IllegalStateException("camera " + id + " is gone, and nobody removed it");
    }
    return camera;
  }

  private void add() throws Exception {
    Equipment next = store.make(randomKind(), random);
    cameras.add(id, next.source(), options());
    equipment.close();
    equipment = next;
  }

  private void replace(Kind kind) throws Exception {
    Equipment next = store.make(kind, random);
    if (random.nextBoolean()) {
      equipment.set(randomFault()); // what is left behind need not be well
    }
    camera().replace(next.source(), options());
    gate.linger(random.nextInt(1_000));
    equipment.close();
    equipment = next;
  }

  private CameraOptions options() {
    return CameraOptions.builder()
        .name("Camera " + id)
        .linger(Duration.ofMillis(random.nextInt(3_000)))
        .alwaysOn(random.nextInt(4) == 0)
        .backoffRefused(Duration.ofSeconds(3))
        .maxRenditions(4)
        .build();
  }

  /** Begins a count: the same cameras each time, all well. */
  void goHome() throws Exception {
    Equipment next = store.make(home, new SplittableRandom(1));
    cameras.remove(id);
    cameras.add(id, next.source(), CameraOptions.builder().alwaysOn(true).maxRenditions(4).build());
    equipment.close();
    equipment = next;
  }

  boolean isLiveNow() {
    Camera camera = cameras.find(id);
    return camera != null && camera.state() == CameraState.LIVE;
  }

  /** For a sentence. */
  String state() {
    return id + " (" + home + ") " + camera().state() + ": " + camera().status().lastError();
  }

  void close() {
    equipment.close();
  }
}
