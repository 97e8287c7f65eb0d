package dev.framecast.spring.health;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraListener;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.frame.Registration;
import dev.framecast.source.SourceException;
import dev.framecast.spring.FramecastProperties.Health.DownWhen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which cameras are down, and since when: those that somebody watches, or that are always on, and
 * that have stalled or failed, until they are live again or nobody watches any more.
 */
final class CameraOutages implements CameraListener, AutoCloseable {
  private final Cameras cameras;
  private final DownWhen downWhen;
  private final InstantSource clock;
  private final Registration registration;

  /** By cameras, because an id may come again for another one. */
  private final Map<Camera, Instant> since = new ConcurrentHashMap<>();

  CameraOutages(Cameras cameras, DownWhen downWhen, InstantSource clock) {
    this.cameras = cameras;
    this.downWhen = downWhen;
    this.clock = clock;
    this.registration = cameras.addListener(this, Runnable::run);
    for (Camera camera : cameras.all()) { // those that had failed before
      if (isDown(camera)) {
        began(camera);
        if (!isDown(camera)) { // its event may have come in between
          since.remove(camera);
        }
      }
    }
  }

  private static boolean isDown(Camera camera) {
    return camera.state() == CameraState.STALLED || camera.state() == CameraState.BACKOFF;
  }

  @Override
  public void stalled(Camera camera, String problem) {
    began(camera);
  }

  @Override
  public void failed(Camera camera, SourceException.Kind kind, String problem, Duration nextTry) {
    began(camera);
  }

  private void began(Camera camera) {
    since.putIfAbsent(camera, clock.instant());
  }

  @Override
  public void live(Camera camera) {
    since.remove(camera);
  }

  @Override
  public void idle(Camera camera) {
    since.remove(camera);
  }

  @Override
  public void removed(Camera camera) {
    since.remove(camera);
  }

  /**
   * At one moment.
   *
   * @param up false where the cameras take the app down
   * @param details for whoever may see an app's health: ids, states and times, no addresses
   */
  record Report(boolean up, Map<String, Object> details) {}

  Report report() {
    List<Map<String, Object>> down = new ArrayList<>();
    List<Camera> all = cameras.all();
    for (Camera camera : all) {
      Instant began = since.get(camera);
      if (began != null) {
        down.add(describe(camera.status(), began));
      }
    }
    boolean up =
        switch (downWhen) {
          case NEVER -> true;
          case ANY -> down.isEmpty();
          case ALL -> down.isEmpty() || down.size() < all.size();
        };
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("cameras", all.size());
    details.put("down", down);
    return new Report(up, details);
  }

  private static Map<String, Object> describe(CameraStatus status, Instant began) {
    Map<String, Object> camera = new LinkedHashMap<>();
    camera.put("id", status.id());
    camera.put("state", status.state().name().toLowerCase(Locale.ROOT));
    camera.put("since", began.toString());
    String problem = status.problem(); // the one for strangers
    if (problem != null) {
      camera.put("problem", problem);
    }
    return camera;
  }

  @Override
  public void close() {
    registration.close();
  }
}
