package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A registry with one scripted camera, with short patience; and nothing of it is left behind. */
@Timeout(30)
abstract class CameraFixture {
  static final CameraOptions QUICK =
      CameraOptions.builder()
          .linger(Duration.ZERO)
          .stallAfter(Duration.ofMillis(150))
          .reconnectAfter(Duration.ofMillis(300))
          .connectTimeout(Duration.ofMillis(500))
          .backoff(Duration.ofMillis(30), Duration.ofMillis(120))
          .backoffRefused(Duration.ofSeconds(20))
          .build();

  /** Never loses patience. */
  static final CameraOptions PATIENT =
      QUICK.toBuilder()
          .stallAfter(Duration.ofMinutes(1))
          .reconnectAfter(Duration.ofMinutes(1))
          .connectTimeout(Duration.ofMinutes(1))
          .build();

  final Cameras cameras = new Cameras();
  final ScriptedSource source = new ScriptedSource();

  @AfterEach
  void nothingIsLeftBehind() {
    source.release();
    cameras.close();
    Await.until("no thread is left: " + threads(), () -> threads().isEmpty());
    assertThat(source.openNow()).isZero();
  }

  static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("framecast-"))
        .collect(Collectors.toSet());
  }

  static boolean hasThread(Camera camera) {
    return threads().stream().anyMatch(name -> name.startsWith("framecast-" + camera.id() + "-"));
  }

  Camera add(CameraOptions options) {
    return cameras.add("cam", source, options);
  }

  static void await(Camera camera, CameraState state) {
    Await.until(camera.id() + " is " + state, () -> camera.state() == state);
  }

  /** The sequence of the next frame of that kind, no older than the subscription. */
  static long await(Subscription viewer, Predicate<Frame> kind) {
    return await(viewer, viewer.startAfter(), kind);
  }

  static long await(Subscription viewer, long after, Predicate<Frame> kind) {
    long[] found = {after};
    Await.until(
        "such a frame comes",
        () -> {
          try (Frame frame = Await.frame(viewer.frames(), found[0], Duration.ofMillis(50))) {
            if (frame == null) {
              return false;
            }
            found[0] = frame.sequence();
            return kind.test(frame);
          }
        });
    return found[0];
  }

  static boolean isSlate(Frame frame) {
    return !frame.live();
  }
}
