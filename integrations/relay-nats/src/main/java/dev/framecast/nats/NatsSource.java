package dev.framecast.nats;

import dev.framecast.nats.read.FarSession;
import dev.framecast.nats.read.FarState;
import dev.framecast.nats.wire.Subjects;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A camera that another node publishes ({@link NatsPublisher}): a source as any other, so that
 * every sink, subscription and the page work on it. It is captured there while somebody watches it
 * anywhere, once for all nodes, in the renditions and at the rates that are watched. Pictures keep
 * the time at which they were captured, by this machine's clock.
 *
 * <pre>{@code
 * try (NatsLink nats = NatsLink.open("nats://127.0.0.1:4222")) {
 *   cameras.add("door", new NatsSource(nats, "berlin", "door"));
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread, and none blocks.
 */
public final class NatsSource implements FrameSource {
  private final NatsLink link;
  private final Subjects subjects;
  private final String camera;
  private final FarState state = new FarState();

  /**
   * That camera.
   *
   * @param link stays the caller's, and is to be open as long as the camera is
   * @param site the name of the site that has it
   * @param camera its id there
   * @throws IllegalArgumentException when no site can have that name, or no camera that id
   */
  public NatsSource(NatsLink link, String site, String camera) {
    this.link = Objects.requireNonNull(link, "link");
    this.subjects = new Subjects(site);
    this.camera = Objects.requireNonNull(camera, "camera");
    if (!Subjects.isCamera(camera)) {
      throw new IllegalArgumentException(
          "camera id \""
              + camera
              + "\": must be 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit");
    }
  }

  @Override
  public FrameSession open() {
    return open(SessionContext.NONE);
  }

  @Override
  public FrameSession open(SessionContext context) {
    return new FarSession(link.link(), subjects, camera, description(), context, state);
  }

  /** {@return the name of the node that the camera is had from, while it is watched} */
  public Optional<String> node() {
    return state.node();
  }

  /** {@return by how much that node's clock is ahead of this one's, as far as is known} */
  public Optional<Duration> clockOffset() {
    return state.clockOffset();
  }

  /**
   * {@return by how much {@link #clockOffset()} can be wrong, and with it the age of pictures: half
   * of the shortest way to the node and back}
   */
  public Optional<Duration> clockBound() {
    return state.clockBound();
  }

  @Override
  public String description() {
    return subjects.source(camera);
  }

  @Override
  public String kind() {
    return Subjects.RELAYED;
  }
}
