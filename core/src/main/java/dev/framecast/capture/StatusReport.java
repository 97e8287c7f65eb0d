package dev.framecast.capture;

import dev.framecast.camera.AgeDistribution;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.camera.Rotation;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.source.SessionInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a camera tells of itself at one moment. */
record StatusReport(
    String id,
    String name,
    CameraState state,
    String source,
    SessionInfo session,
    int width,
    int height,
    double fps,
    long ageMillis,
    int viewers,
    List<RenditionStatus> renditions,
    long captured,
    long decoded,
    long encoded,
    long passedThrough,
    long dropped,
    long deliveredBytes,
    AgeDistribution deliveryAges,
    long connects,
    long reconnects,
    long failures,
    @Nullable String lastError,
    long retryMillis,
    @Nullable String waitingFor,
    int substituted,
    String kind,
    @Nullable String problem)
    implements CameraStatus {

  /** One of its renditions. */
  record OfRendition(
      Rendition rendition, int viewers, long published, long ageMillis, @Nullable String problem)
      implements RenditionStatus {}

  /**
   * One side of pictures as viewers see them.
   *
   * @param width of the session's pictures, which need not be turned yet; 0 while not known
   * @param height the same
   * @param across which side is wanted
   * @param seen of that side in a frame
   */
  private static int size(CaptureContext camera, int width, int height, boolean across, int seen) {
    if (width > 0 && height > 0 && camera.tracker.isTurned()) {
      return across ? width : height;
    }
    CameraOptions options = camera.options();
    boolean byPicture = options.rotation() == Rotation.AUTO || !options.crop().isWhole();
    if (width <= 0 || height <= 0 || (byPicture && seen > 0)) {
      return seen > 0 ? seen : Math.max(0, across ? width : height);
    }
    Crop.Part part = options.crop().before(options.turn()).in(width, height);
    return across != options.turn().transposes() ? part.width() : part.height();
  }

  @Override
  public long delivered() {
    return deliveryAges.count();
  }

  /**
   * The status of a camera now. Under the lock, so that no connection ends meanwhile: what was
   * counted in it would be missing, or counted twice.
   *
   * @param renditions those that are in use
   * @param viewers how many watch
   * @param substituted how many of these were given another rendition than they asked for
   * @param latest what the open connection says of itself, or {@link SessionInfo#UNKNOWN}
   */
  static CameraStatus of(
      CaptureContext camera,
      List<RenditionStatus> renditions,
      int viewers,
      int substituted,
      SessionInfo latest) {
    StateTracker progress = camera.tracker;
    CaptureStats stats = camera.stats;
    SessionInfo session = latest.equals(SessionInfo.UNKNOWN) ? progress.info() : latest;
    long now = System.nanoTime();
    long age = stats.age(now);
    CameraState state = progress.state();
    boolean connected = state == CameraState.LIVE || state == CameraState.STALLED;
    return new StatusReport(
        camera.id(),
        camera.name(),
        state,
        camera.description(),
        session,
        size(camera, session.width(), session.height(), true, progress.width()),
        size(camera, session.width(), session.height(), false, progress.height()),
        connected ? stats.fps(now) : 0,
        age < 0 ? -1 : age / 1_000_000,
        viewers,
        renditions,
        stats.captured.sum(),
        stats.decoded.sum() + session.decoded(),
        stats.encoded.sum(),
        stats.passedThrough.sum(),
        stats.dropped.sum() + session.dropped(),
        camera.deliveries.bytes(),
        camera.deliveries.ages(),
        stats.connects.sum(),
        stats.reconnects.sum(),
        stats.failures.sum(),
        progress.lastError(),
        progress.untilRetry() / 1_000_000,
        progress.waitingFor(),
        substituted,
        camera.kind(),
        camera.problem());
  }
}
