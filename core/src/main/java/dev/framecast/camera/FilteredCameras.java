package dev.framecast.camera;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The cameras of a group that a condition is true for. */
final class FilteredCameras implements CameraGroup {
  private static final System.Logger LOG = System.getLogger(CameraGroup.class.getName());

  private final CameraGroup all;
  private final Predicate<? super Camera> condition;
  private volatile boolean failureTold;

  FilteredCameras(CameraGroup all, Predicate<? super Camera> condition) {
    this.all = all;
    this.condition = condition;
  }

  /** A condition decides who sees what: should it fail, nobody sees anything. */
  private boolean isIn(Camera camera) {
    try {
      return condition.test(camera);
    } catch (Throwable e) {
      Level level = failureTold ? Level.DEBUG : Level.WARNING; // it may fail at each request
      failureTold = true;
      LOG.log(level, "camera " + camera.id() + " is left out of a group", e);
      return false;
    }
  }

  @Override
  public @Nullable Camera find(String id) {
    Camera camera = all.find(id);
    return camera != null && isIn(camera) ? camera : null;
  }

  @Override
  public List<Camera> all() {
    return all.all().stream().filter(this::isIn).toList();
  }
}
