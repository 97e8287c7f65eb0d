package dev.framecast.nats.publish;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraGroup;
import dev.framecast.camera.CameraStatus;
import dev.framecast.nats.wire.Announcement;
import dev.framecast.nats.wire.Headed;
import dev.framecast.nats.wire.Link;
import dev.framecast.nats.wire.Newest;
import dev.framecast.nats.wire.Nodes;
import dev.framecast.nats.wire.StandStill;
import dev.framecast.nats.wire.Subjects;
import dev.framecast.nats.wire.Subscribed;
import io.nats.client.Message;
import io.nats.client.NUID;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says which cameras a node has, hears which ones others have, and gives those that are its own to
 * publish. All is done on the link's timer.
 *
 * <p>A node listens at first, and takes a name behind those of all that it hears. Of those that
 * have a camera, that with the first name publishes it; so a new one takes nothing away. One that
 * stood still does not know what has become of its cameras, and begins anew with a new name, as if
 * it had just been started.
 */
public final class SitePublisher implements AutoCloseable {
  private static final long TICK_MILLIS = 250;

  /** All others answer at once when they are asked. */
  private static final long LISTEN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long ANNOUNCE_NANOS =
      TimeUnit.MILLISECONDS.toNanos(Announcement.EVERY_MILLIS);

  /** Not more often, however many ask. */
  private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Not more often, whatever is said: it takes time where there are many cameras. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Several nodes that start at the same time take the same number, and hear of that by then. */
  private static final long NAMED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** No number is higher. */
  private static final long LAST = 99_999_999_999L;

  private final Link link;
  private final Subjects subjects;
  private final CameraGroup cameras;
  private final Outlet outlet;
  private final SharedCameras shared = new SharedCameras();
  private final StandStill standStill = new StandStill();
  private final Future<?> watching;
  private final Newest<Message> heard;
  private final Newest<Boolean> asks;
  private final Runnable ender = this::end;
  private volatile String node = newName(LAST);

  /** Its name before it stood still, which is to be said to be gone. */
  private @Nullable String before;

  // On the link's timer.
  private final Nodes nodes = new Nodes();
  private final Map<String, PublishedCamera> published = new HashMap<>();
  private @Nullable Subscribed listening;
  private @Nullable Subscribed asked;
  private long announcedAt;
  private long lookedAt = System.nanoTime();
  private boolean listens;
  private boolean isNamed;
  private boolean isAsked;
  private long listensSince;
  private long namedAt;
  private boolean closed;

  private SitePublisher(Link link, Subjects subjects, CameraGroup cameras) {
    this.link = link;
    this.subjects = subjects;
    this.cameras = cameras;
    this.outlet = new Outlet(link, this::node, standStill::isAwake);
    this.watching = link.watch(standStill);
    this.heard = new Newest<>(link, this::heard);
    this.asks = new Newest<>(link, all -> asked());
  }

  /** Publishes cameras until it is closed. */
  public static SitePublisher start(Link link, Subjects subjects, CameraGroup cameras) {
    SitePublisher publisher = new SitePublisher(link, subjects, cameras);
    link.everyMillis(TICK_MILLIS, publisher::tick);
    link.onClose(publisher.ender);
    return publisher;
  }

  /** By no clock: one that is wrong would take all cameras, or be always the last. */
  private static String newName(long number) {
    return String.format(Locale.ROOT, "%011d-%s", Math.min(LAST, number), NUID.nextGlobal());
  }

  /** The name by which other nodes know this one. Any thread. */
  public String node() {
    return node;
  }

  /** Which cameras of several nodes are to be had from another one at the moment. Any thread. */
  public SharedCameras shared() {
    return shared;
  }

  private boolean tick() {
    if (closed) {
      return false;
    }
    long now = System.nanoTime();
    boolean stoodStill = standStill.hasStood();
    if (listening == null) {
      listening =
          link.subscribe(
              subjects.nodes(),
              message ->
                  heard.put(
                      Announcement.sender(message.getHeaders()),
                      message,
                      message.consumeByteCount()));
      asked = link.subscribe(subjects.asks(), message -> asks.put("", true, 0));
    }
    if (stoodStill && isNamed) {
      before = node; // its cameras are not said to be gone before they are there by the new one
      isNamed = false;
    }
    if (link.connection() == null || stoodStill) {
      // What happens meanwhile is not heard.
      listens = false;
      for (PublishedCamera camera : published.values()) {
        if (stoodStill) {
          camera.active(false);
        } else {
          camera.rest(now);
        }
      }
      if (stoodStill) {
        shared.stoodStill(now);
        standStill.goesOn();
      } else {
        shared.unheard(now, cameras);
      }
      return true;
    }
    if (!listens) {
      nodes.clear();
      listensSince = now;
      listens = link.publish(subjects.asks(), null, Headed.EMPTY);
      isAsked = true; // who was forgotten meanwhile says at once that he is there
      shared.listens();
    } else if (!isNamed && now - listensSince >= LISTEN_NANOS) {
      node = newName(nodes.highest() + 1);
      isNamed = true;
      namedAt = now;
      isAsked = true;
    }
    if (isNamed && (isAsked || now - announcedAt >= ANNOUNCE_NANOS)) {
      announce(now);
    }
    boolean unused = nodes.forgetSilent(now);
    look(now);
    return true;
  }

  private void announce(long now) {
    announcedAt = now;
    isAsked = false;
    Map<String, Announcement.Listed> all = new LinkedHashMap<>();
    for (Camera camera : own()) {
      all.put(camera.id(), new Announcement.Listed(camera.name(), camera.options().tags()));
    }
    for (Announcement part : Announcement.of(node, all, link.mostBytes())) {
      boolean unused = link.publish(subjects.nodes(), null, part); // or with the next one
    }
    String gone = before;
    if (gone != null && link.publish(subjects.nodes(), null, Announcement.leaving(gone))) {
      before = null;
    }
  }

  /**
   * Without those that are had from other nodes, by whatever link: if each of two had a camera from
   * the other one, it would never be gone, and nobody would capture it.
   */
  private List<Camera> own() {
    return cameras.all().stream().filter(camera -> !isRelayed(camera.status())).toList();
  }

  private static boolean isRelayed(CameraStatus status) {
    return Subjects.isRelayed(status.kind(), status.source());
  }

  private void heard(List<Message> all) {
    long now = System.nanoTime();
    boolean changed = false;
    for (Message message : all) {
      Announcement said = Announcement.of(message.getHeaders(), message.getData());
      boolean isOwn = said != null && (said.node().equals(node) || said.node().equals(before));
      if (said != null && !isOwn && !closed) {
        changed |= nodes.heard(said, now);
      }
    }
    if (changed && now - lookedAt >= LOOK_NANOS) {
      look(now); // else with the next tick
    }
  }

  private void asked() {
    long now = System.nanoTime();
    if (isNamed && !closed && standStill.isAwake() && now - announcedAt >= ANSWER_NANOS) {
      announce(now);
    } else {
      isAsked = true; // with the next tick, for all who have asked
    }
  }

  /** Begins with cameras that came or that no node before this one has, and ends with others. */
  private void look(long now) {
    lookedAt = now;
    Map<String, Camera> there = new LinkedHashMap<>();
    own().forEach(camera -> there.put(camera.id(), camera));
    shared.keepOnly(there.keySet());
    published
        .values()
        .removeIf(
            known -> {
              boolean gone = there.get(known.camera().id()) != known.camera();
              if (gone) {
                known.close();
              }
              return gone;
            });
    boolean knowsOthers =
        listens && isNamed && now - listensSince >= LISTEN_NANOS && now - namedAt >= NAMED_NANOS;
    Map<String, Nodes.Owner> others = nodes.owners();
    there.forEach(
        (id, camera) -> {
          PublishedCamera known =
              published.computeIfAbsent(
                  id, any -> new PublishedCamera(link, subjects, this::node, camera, outlet));
          Nodes.Owner other = others.get(id);
          boolean ours = other == null || node.compareTo(other.node()) < 0;
          if (knowsOthers) {
            known.active(ours);
            shared.decided(camera, !ours);
          } else {
            known.rest(now);
          }
          known.tick();
        });
  }

  /** Sends nothing from here on; other nodes hear that. Idempotent. */
  @Override
  public void close() {
    link.onTimer(ender); // or the link ends it, which is being closed
  }

  private void end() {
    if (closed) {
      return;
    }
    closed = true;
    link.forget(ender);
    watching.cancel(false);
    published.values().forEach(PublishedCamera::close);
    published.clear();
    shared.end(cameras);
    for (Subscribed open : new Subscribed[] {listening, asked}) {
      if (open != null) {
        open.close();
      }
    }
    boolean unused = link.publish(subjects.nodes(), null, Announcement.leaving(node));
  }
}
