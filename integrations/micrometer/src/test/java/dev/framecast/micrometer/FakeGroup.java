package dev.framecast.micrometer;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraGroup;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Cameras that need keep to no rule of ids. */
final class FakeGroup implements CameraGroup {
  final List<Camera> cameras = new CopyOnWriteArrayList<>();

  @Override
  public Camera find(String id) {
    return cameras.stream().filter(each -> each.id().equals(id)).findAny().orElse(null);
  }

  @Override
  public List<Camera> all() {
    return List.copyOf(cameras);
  }

  FakeCamera add(String id) {
    FakeCamera added = new FakeCamera(id);
    cameras.add(added.camera);
    return added;
  }
}
