package dev.framecast.nats.publish;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.frame.Rendition;
import dev.framecast.nats.wire.Clock;
import dev.framecast.nats.wire.Link;
import dev.framecast.nats.wire.Newest;
import dev.framecast.nats.wire.Subjects;
import dev.framecast.nats.wire.Subscribed;
import dev.framecast.nats.wire.Wish;
import dev.framecast.nats.wire.WishReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One camera as other nodes have it: hears what they want, and sends that. While another node is
 * the one to publish it, nothing is heard, so that readers find that one. On the link's timer.
 */
final class PublishedCamera implements AutoCloseable {
  /** Not more often, whoever comes: all readers have that sent. */
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** As long as cameras stay connected for the next viewer. */
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Link link;
  private final Subjects subjects;
  private final Supplier<String> node;
  private final Camera camera;
  private final Outlet outlet;
  private final Wishes wishes = new Wishes();
  private final Newest<Said> heard;
  private final Map<Rendition, PublishedRendition> renditions = new HashMap<>();
  private @Nullable Subscribed listening;
  private boolean isResting;
  private long restsSince;

  /** Somebody who came since the video was last sent again waits for that. */
  private boolean isAwaited;

  private long againAt;

  private record Said(Wish wish, @Nullable String replyTo, long received) {}

  PublishedCamera(
      Link link, Subjects subjects, Supplier<String> node, Camera camera, Outlet outlet) {
    this.link = link;
    this.subjects = subjects;
    this.node = node;
    this.camera = camera;
    this.outlet = outlet;
    this.heard = new Newest<>(link, this::wished);
    this.againAt = System.nanoTime() - AGAIN_NANOS;
  }

  Camera camera() {
    return camera;
  }

  /** Publishes from here on, or leaves that to another node. */
  void active(boolean active) {
    Subscribed open = listening;
    if (active && open == null) {
      listening =
          link.subscribe(
              subjects.wishes(camera.id()),
              message -> {
                long received = Clock.micros();
                Wish wish = Wish.of(message.getHeaders());
                if (wish != null) {
                  heard.put(wish.reader(), new Said(wish, message.getReplyTo(), received), 0);
                }
              });
      if (isResting) {
        isResting = false;
        wishes.renew(System.nanoTime());
        renditions.values().forEach(each -> each.rests(false));
      }
    } else if (!active && (open != null || isResting)) {
      if (open != null) {
        open.close();
      }
      listening = null;
      isResting = false;
      wishes.clear();
      isAwaited = false;
      update(Map.of());
    }
  }

  /**
   * Nobody can be heard at the moment. Sends nothing, and lets go of the camera only after a while:
   * who goes on behind an interruption would else wait for its next key frame.
   */
  void rest(long now) {
    Subscribed open = listening;
    if (open != null) {
      open.close();
      listening = null;
      isResting = true;
      restsSince = now;
      renditions.values().forEach(each -> each.rests(true));
    } else if (isResting && now - restsSince > REST_NANOS) {
      active(false);
    }
  }

  private void wished(List<Said> all) {
    if (listening == null) {
      return;
    }
    long now = System.nanoTime();
    for (Said said : all) {
      isAwaited |= wishes.add(said.wish(), now);
    }
    tick();
    for (Said said : all) {
      answer(said.replyTo(), said.wish(), said.received());
    }
  }

  private void answer(@Nullable String to, Wish wish, long received) {
    if (to == null || !subjects.isAnswers(to)) {
      return;
    }
    CameraStatus status = camera.status();
    PublishedRendition video = renditions.get(Rendition.VIDEO);
    double promised = status.session().fps();
    WishReply reply =
        new WishReply(
            node.get(),
            new WishReply.Times(wish.sent(), received, Clock.micros()),
            status.state() == CameraState.LIVE,
            video == null || !video.hasEnded(),
            new WishReply.Stream(
                status.width(),
                status.height(),
                promised > 0 ? promised : status.fps(),
                // Of a camera that is turned there are JPEGs alone, whatever it sends.
                camera.options().handsOnVideo() ? status.session().codec() : "mjpeg"),
            status.problem());
    boolean unused = link.publish(to, null, reply); // or the next wish is answered
  }

  /** Forgets readers that are gone, and has what is wanted sent. */
  void tick() {
    if (listening == null) {
      return;
    }
    long now = System.nanoTime();
    update(wishes.union(now));
    PublishedRendition video = renditions.get(Rendition.VIDEO);
    if (isAwaited && now - againAt >= AGAIN_NANOS) {
      isAwaited = false;
      if (video != null) {
        againAt = now;
        video.again();
      }
    }
  }

  private void update(Map<Rendition, Double> wanted) {
    renditions
        .entrySet()
        .removeIf(
            entry -> {
              boolean keep =
                  wanted.keySet().stream().anyMatch(one -> Wish.form(one).equals(entry.getKey()));
              if (!keep) {
                entry.getValue().close();
              }
              return !keep;
            });
    try {
      wanted.forEach(
          (rendition, fps) ->
              renditions
                  .computeIfAbsent(
                      Wish.form(rendition),
                      form ->
                          new PublishedRendition(
                              camera, form, subjects.frames(camera.id(), form), outlet, link::send))
                  .wants(rendition, fps));
    } catch (IllegalStateException e) {
      // The camera is closed, and goes from the list with the next look.
    }
  }

  @Override
  public void close() {
    active(false);
  }
}
