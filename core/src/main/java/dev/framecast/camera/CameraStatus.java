package dev.framecast.camera;

import dev.framecast.frame.Rendition;
import dev.framecast.source.SessionInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know of a camera at one moment. Counters run from the camera's creation.
 *
 * @param id the camera's id
 * @param name the name for people
 * @param state what it is doing
 * @param source the source's description, without credentials; an address, so for the app's own
 *     eyes
 * @param session what the present (or last) connection says of its stream
 * @param width pixels of the source's own picture, as the connection says or as a frame has shown;
 *     0 while not known
 * @param height pixels of the same
 * @param fps pictures a second that really arrive, 0 when none do
 * @param ageMillis age of the newest picture, or -1 before the first
 * @param viewers who watch now
 * @param renditions each rendition that is watched, or was a moment ago
 * @param captured pictures that arrived
 * @param decoded pictures that were decoded
 * @param encoded JPEGs that were made here
 * @param passedThrough JPEGs that were handed on as the camera made them
 * @param dropped pictures that came broken and were thrown away
 * @param connects connections that showed a picture
 * @param reconnects how many of these came after a loss
 * @param failures tries and connections that failed
 * @param lastError why the camera is not, or was last not, live; null if nothing went wrong so far.
 *     Names the camera's address: for the app's own eyes
 * @param retryMillis how long until the next try in {@link CameraState#BACKOFF}, else 0
 * @param waitingFor what a connection that shows no picture waits for, such as "a key frame"; null
 *     for nothing in particular
 * @param substituted viewers who asked for a rendition beyond {@link
 *     CameraOptions#maxRenditions()}, and were given the nearest that is in use
 * @param kind the source's kind, such as {@code rtsp}: what strangers are told in place of {@code
 *     source}
 * @param problem the same as {@code lastError} for strangers: without addresses of networks,
 *     machines and files
 */
public record CameraStatus(
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
    long connects,
    long reconnects,
    long failures,
    @Nullable String lastError,
    long retryMillis,
    @Nullable String waitingFor,
    int substituted,
    String kind,
    @Nullable String problem) {

  /**
   * One rendition of the camera.
   *
   * @param rendition which
   * @param viewers who watch it now
   * @param published frames published, slates included
   * @param ageMillis age of the newest picture in this rendition, or -1 before the first
   * @param problem why there was no frame of the newest picture; null if nothing is wrong
   */
  public record RenditionStatus(
      Rendition rendition, int viewers, long published, long ageMillis, @Nullable String problem) {}
}
