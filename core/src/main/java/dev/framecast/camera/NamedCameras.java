package dev.framecast.camera;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cameras of a group that have certain ids. */
final class NamedCameras implements CameraGroup {
  private final CameraGroup all;
  private final List<String> ids;

  NamedCameras(CameraGroup all, List<String> ids) {
    this.all = all;
    this.ids = ids.stream().distinct().toList();
  }

  @Override
  public @Nullable Camera find(String id) {
    return ids.contains(Objects.requireNonNull(id, "id")) ? all.find(id) : null;
  }

  @Override
  public List<Camera> all() {
    return ids.stream().flatMap(id -> Stream.ofNullable(all.find(id))).toList();
  }
}
