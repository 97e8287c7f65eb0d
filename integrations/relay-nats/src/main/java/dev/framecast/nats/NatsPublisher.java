package dev.framecast.nats;

import dev.framecast.camera.CameraGroup;
import dev.framecast.nats.publish.SharedSource;
import dev.framecast.nats.publish.SitePublisher;
import dev.framecast.nats.wire.Subjects;
import dev.framecast.source.FrameSource;
import java.util.Objects;

/**
 * Gives cameras to other nodes, by NATS: what is watched anywhere is captured here, once, and sent
 * in the renditions and at the rates that are wanted there, and while nobody watches nothing is
 * captured or sent. Other nodes have the cameras as {@link NatsSource}s.
 *
 * <p>Several nodes may have the same camera: one publishes it, and if that dies another one takes
 * over within three seconds. A node that has stood still (a machine that slept) publishes nothing
 * before it has listened who else is there. With {@link #shared} the others do not connect to the
 * camera for their own viewers either.
 *
 * <p>All methods may be called from any thread, and none blocks.
 */
public final class NatsPublisher implements AutoCloseable {
  private final SitePublisher publisher;
  private final NatsLink link;
  private final String site;

  private NatsPublisher(SitePublisher publisher, NatsLink link, String site) {
    this.publisher = publisher;
    this.link = link;
    this.site = site;
  }

  /**
   * Publishes cameras until it is closed, or the link is. Of two that publish the same camera for
   * one site each takes the other one for another node: start one a site.
   *
   * @param link stays the caller's, and is to be open as long as this is
   * @param site the name of the place where the cameras are; nodes of one site see each other's: 1
   *     to 64 letters, digits, underscores and hyphens
   * @param cameras those that there are now, and those that come; asked a few times a second. Those
   *     that are another node's, such as {@link NatsSource}s, are left to that
   * @return to be closed by the caller, before the cameras are
   * @throws IllegalArgumentException when no site can have that name
   * @throws IllegalStateException when the link is closed
   */
  public static NatsPublisher start(NatsLink link, String site, CameraGroup cameras) {
    Objects.requireNonNull(cameras, "cameras");
    Subjects subjects = new Subjects(site);
    return new NatsPublisher(SitePublisher.start(link.openLink(), subjects, cameras), link, site);
  }

  /**
   * {@return the name by which other nodes know this one} It takes one when it has listened to them
   * for half a second, and another one after it stood still.
   */
  public String node() {
    return publisher.node();
  }

  /**
   * {@return a source for a camera that other nodes have as well: the given one where this node is
   * the one that captures it, and else what that node publishes} While NATS cannot be reached it is
   * the given one. Its viewers stay when that changes.
   *
   * @param id the camera's, under which it is added to the cameras that this publishes
   * @param source gives its pictures; one that is another node's is returned as it is
   */
  public FrameSource shared(String id, FrameSource source) {
    if (Subjects.isRelayed(source.kind(), source.description())) {
      return source;
    }
    return new SharedSource(
        publisher.shared(),
        Objects.requireNonNull(id, "id"),
        Objects.requireNonNull(source, "source"),
        new NatsSource(link, site, id));
  }

  /** Sends nothing from here on; other nodes hear that. Idempotent. */
  @Override
  public void close() {
    publisher.close();
  }
}
