package dev.framecast.examples.wall;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.nats.NatsCameras;
import dev.framecast.nats.NatsLink;
import dev.framecast.nats.NatsPublisher;
import dev.framecast.source.FrameSource;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@code --nats} begins: the cameras of other machines, and this wall's for them. */
final class WallRelay implements AutoCloseable {
  private final NatsLink link;
  private final Cameras wall;
  private final String site;
  private final @Nullable NatsPublisher publisher;
  private volatile @Nullable NatsCameras following;

  private WallRelay(NatsLink link, Cameras wall, NatsOptions options) {
    this.link = link;
    this.wall = wall;
    this.site = options.site();
    publisher = options.publishes() ? NatsPublisher.start(link, site, wall) : null;
  }

  /**
   * Begins to give cameras, or returns null where NATS is not asked for.
   *
   * @throws IOException when a file cannot be read; the line begins likewise
   * @throws IllegalArgumentException with a line that begins with the option's name
   */
  static @Nullable WallRelay open(NatsOptions options, Cameras wall, Consumer<String> warn)
      throws IOException {
    NatsLink link = options.open(warn);
    return link == null ? null : new WallRelay(link, wall, options);
  }

  /** Has the others' cameras come. Not before this wall's own are there, which keep their ids. */
  void follow() {
    following = NatsCameras.follow(link, site, wall);
  }

  /** What that camera is to be added with. */
  FrameSource source(String id, FrameSource source) {
    return publisher == null ? source : publisher.shared(id, source);
  }

  /** Adds a camera of this wall's own, in place of another machine's if need be. */
  Camera add(String id, FrameSource source, CameraOptions options) {
    NatsCameras present = following;
    return present == null ? wall.add(id, source, options) : present.addOwn(id, source, options);
  }

  @Override
  public void close() {
    if (publisher != null) {
      publisher.close();
    }
    NatsCameras present = following;
    if (present != null) {
      present.close();
    }
    link.close();
  }
}
