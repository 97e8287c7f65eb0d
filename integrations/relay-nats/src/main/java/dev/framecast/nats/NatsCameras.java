package dev.framecast.nats;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.nats.read.SiteCameras;
import dev.framecast.nats.wire.Subjects;
import dev.framecast.source.FrameSource;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Keeps cameras in step with what the nodes of a site publish: each of theirs is added as a {@link
 * NatsSource} under its id there, with its name and its {@linkplain CameraOptions#tags() tags}, and
 * removed when no node has it any more, within three seconds. A camera of this node's own with the
 * same id stays as it is; one that comes later is added with {@link #addOwn}.
 *
 * <p>While NATS cannot be reached the cameras stay: nobody knows then what has become of them.
 *
 * <p>All methods may be called from any thread, and none blocks. Cameras are added and removed by a
 * thread of its own, after {@link #close()} too.
 */
public final class NatsCameras implements AutoCloseable {
  private final SiteCameras following;

  private NatsCameras(SiteCameras following) {
    this.following = following;
  }

  /**
   * Follows a site until it is closed, or the link is.
   *
   * @param link stays the caller's, and is to be open as long as this is
   * @param site the name of the site
   * @param cameras is given the site's cameras; stays the caller's
   * @return to be closed by the caller; the cameras that it has added go with it
   * @throws IllegalArgumentException when no site can have that name
   * @throws IllegalStateException when the link is closed
   */
  public static NatsCameras follow(NatsLink link, String site, Cameras cameras) {
    return follow(link, site, cameras, known -> known);
  }

  /**
   * The same, with other options than the default ones.
   *
   * @param link as above
   * @param site as above
   * @param cameras as above
   * @param options is given the default ones with the camera's name and tags, and a linger of two
   *     seconds as its node has one of its own, on a thread of this, whenever these are new; must
   *     keep both
   * @return as above
   */
  public static NatsCameras follow(
      NatsLink link, String site, Cameras cameras, UnaryOperator<CameraOptions> options) {
    Objects.requireNonNull(cameras, "cameras");
    Objects.requireNonNull(options, "options");
    Subjects subjects = new Subjects(site);
    return new NatsCameras(
        SiteCameras.follow(
            link.openLink(), subjects, cameras, id -> new NatsSource(link, site, id), options));
  }

  /**
   * {@return whether the camera of that id is another node's, which this has added}
   *
   * @param id the camera's
   */
  public boolean has(String id) {
    return following.added().has(Objects.requireNonNull(id, "id"));
  }

  /**
   * Adds a camera of this node's own, as {@link Cameras#add(String, FrameSource, CameraOptions)}
   * does. If there is one of another node with that id, it becomes this node's own and keeps its
   * viewers.
   *
   * @param id the camera's
   * @param source gives its pictures; where {@link NatsPublisher#shared} is used, what that returns
   * @param options how it is looked after
   * @return the camera, which this neither changes nor removes
   * @throws IllegalArgumentException when the id is malformed, or taken by a camera that this has
   *     not added
   * @throws IllegalStateException when the cameras are closed
   */
  public Camera addOwn(String id, FrameSource source, CameraOptions options) {
    return following
        .added()
        .addOwn(
            Objects.requireNonNull(id, "id"),
            Objects.requireNonNull(source, "source"),
            Objects.requireNonNull(options, "options"));
  }

  /**
   * Follows no longer, and has the cameras that it has added removed, which takes a moment more
   * than this. Idempotent.
   */
  @Override
  public void close() {
    following.close();
  }
}
