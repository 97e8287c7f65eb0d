package dev.framecast.micrometer;

import dev.framecast.camera.AgeDistribution;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A camera that tells what a test wants it to, and does nothing. */
final class FakeCamera {
  final String id;
  final AtomicInteger asked = new AtomicInteger();
  volatile long captured;
  volatile AgeDistribution ages = AgeDistribution.NONE;
  volatile RuntimeException failure;
  final Camera camera = proxy(Camera.class, this::camera);

  FakeCamera(String id) {
    this.id = id;
  }

  private interface Answer {
    Object to(String method);
  }

  private Object camera(String method) {
    return switch (method) {
      case "id", "name" -> id;
      case "status" -> status();
      default -> throw new UnsupportedOperationException(method);
    };
  }

  private CameraStatus status() {
    asked.incrementAndGet();
    if (failure != null) {
      throw failure;
    }
    return proxy(
        CameraStatus.class,
        method ->
            switch (method) {
              case "id" -> id;
              case "state" -> CameraState.LIVE;
              case "captured" -> captured;
              case "fps" -> 12.5;
              case "viewers" -> 3;
              case "deliveryAges" -> ages;
              default -> 0L;
            });
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(self);
                  case "equals" -> self == arguments[0];
                  case "toString" -> type.getSimpleName();
                  default -> answer.to(method.getName());
                });
    return type.cast(proxy);
  }
}
