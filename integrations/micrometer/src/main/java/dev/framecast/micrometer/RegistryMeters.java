package dev.framecast.micrometer;

import dev.framecast.camera.Camera;
import dev.framecast.metrics.CameraMetric;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** All meters in one registry. Confined to the {@link UpdateThread}. */
final class RegistryMeters {
  private static final System.Logger LOG = System.getLogger(FramecastMetrics.class.getName());

  private final MeterRegistry registry;
  private final Tags tags;

  /** By identity: a camera that was removed and added again is another one. */
  private final IdentityHashMap<Camera, CameraMeters> meters = new IdentityHashMap<>();

  /** Ids that somebody else's meters have. */
  private final Set<String> taken = new HashSet<>();

  private boolean failed;

  RegistryMeters(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
  }

  boolean isOf(MeterRegistry other) {
    return registry == other;
  }

  boolean isClosed() {
    return registry.isClosed();
  }

  /** One that throws keeps nobody from the others, and is told once. */
  void tryUpdate(List<Camera> cameras) {
    trying(() -> update(cameras));
  }

  private void trying(Runnable change) {
    try {
      change.run();
    } catch (RuntimeException e) {
      if (!failed) {
        failed = true;
        LOG.log(Level.WARNING, "cameras' meters in " + registry.getClass().getName(), e);
      }
    }
  }

  /** These are the cameras at present. One that fails does not hold up the others. */
  void update(List<Camera> cameras) {
    RuntimeException failure = null;
    Set<Camera> present = Collections.newSetFromMap(new IdentityHashMap<>());
    present.addAll(cameras);
    meters
        .entrySet()
        .removeIf(
            each -> {
              boolean gone = !present.contains(each.getKey());
              if (gone) {
                each.getValue().close();
              }
              return gone;
            });
    for (Camera camera : cameras) {
      try {
        update(camera);
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void update(Camera camera) {
    CameraMeters known = meters.get(camera);
    if (known != null) {
      known.update();
    } else {
      add(camera);
    }
  }

  private void add(Camera camera) {
    Tags ofCamera = tags.and("camera", camera.id());
    if (registry.find(CameraMetric.STATE).tags(ofCamera).meter() == null) {
      meters.put(camera, new CameraMeters(camera, registry, ofCamera));
    } else if (taken.add(camera.id())) {
      LOG.log(
          Level.WARNING,
          "camera \"{0}\" has no meters: the registry has some of another camera with that id;"
              + " give each FramecastMetrics tags of its own",
          camera.id());
    }
  }

  void close() {
    meters.values().forEach(each -> trying(each::close));
    meters.clear();
  }
}
