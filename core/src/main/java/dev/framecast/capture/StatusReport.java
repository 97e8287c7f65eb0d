package dev.framecast.capture;

import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.camera.CameraStatus.RenditionStatus;
import dev.framecast.source.SessionInfo;
import java.util.List;

/** Puts together what {@link SupervisedCamera#status()} tells. */
final class StatusReport {
  private StatusReport() {}

  /**
   * The status of a camera now.
   *
   * @param renditions those that are in use
   * @param viewers how many watch
   * @param substituted how many of these were given another rendition than they asked for
   * @param latest what the open connection says of itself, or {@link SessionInfo#UNKNOWN}
   */
  static CameraStatus of(
      SupervisedCamera camera,
      List<RenditionStatus> renditions,
      int viewers,
      int substituted,
      SessionInfo latest) {
    StateTracker progress = camera.progress;
    CaptureStats stats = camera.stats;
    SessionInfo session = latest.equals(SessionInfo.UNKNOWN) ? progress.info() : latest;
    long now = System.nanoTime();
    long age = stats.age(now);
    CameraState state = progress.state();
    boolean connected = state == CameraState.LIVE || state == CameraState.STALLED;
    return new CameraStatus(
        camera.id(),
        camera.name(),
        state,
        camera.description,
        session,
        session.width() > 0 ? session.width() : progress.width(),
        session.height() > 0 ? session.height() : progress.height(),
        connected ? stats.fps(now) : 0,
        age < 0 ? -1 : age / 1_000_000,
        viewers,
        renditions,
        stats.captured.sum(),
        stats.decoded.sum() + session.decoded(),
        stats.encoded.sum(),
        stats.passedThrough.sum(),
        stats.dropped.sum() + session.dropped(),
        stats.connects.sum(),
        stats.reconnects.sum(),
        stats.failures.sum(),
        progress.lastError(),
        progress.untilRetry() / 1_000_000,
        progress.waitingFor(),
        substituted,
        camera.kind,
        camera.problem());
  }
}
