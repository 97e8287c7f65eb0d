package dev.framecast.nats.read;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.nats.wire.Announcement;
import dev.framecast.nats.wire.Announcement.Listed;
import dev.framecast.nats.wire.Headed;
import dev.framecast.nats.wire.Link;
import dev.framecast.nats.wire.Newest;
import dev.framecast.nats.wire.Nodes;
import dev.framecast.nats.wire.StandStill;
import dev.framecast.nats.wire.Subjects;
import dev.framecast.nats.wire.Subscribed;
import dev.framecast.source.FrameSource;
import io.nats.client.Message;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps cameras in step with what the nodes of a site publish. What is heard is kept on the link's
 * timer; cameras are added and removed by a thread of this, as that may take a moment, and options
 * are the app's code.
 */
public final class SiteCameras implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.framecast.nats.NatsCameras");

  private static final long TICK_MILLIS = 250;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int MOST_CLOSING = 16;
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** All nodes have said what they have by then. */
  private static final long LISTEN_NANOS = TimeUnit.MILLISECONDS.toNanos(Announcement.LIFE_MILLIS);

  /** For so long a node may be heard to have what it has no more, from when that was seen last. */
  private static final long OWN_NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);

  /** The camera's node stays connected for longer; until then frames come that nobody sees. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  /** Of one site; who may announce could else have this one run out of memory. */
  private static final int MOST_CAMERAS = 10_000;

  private final Link link;
  private final Subjects subjects;
  private final Cameras cameras;
  private final Function<String, FrameSource> source;
  private final UnaryOperator<CameraOptions> options;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final StandStill standStill = new StandStill();
  private final Runnable ender = this::close;
  private final ExecutorService changes =
      Executors.newSingleThreadExecutor(threads("framecast-nats-cameras"));

  /** Cameras take a moment to close, and a node may leave with hundreds. */
  private final ThreadPoolExecutor closing =
      new ThreadPoolExecutor(
          MOST_CLOSING,
          MOST_CLOSING,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          threads("framecast-nats-closing"));

  // On the link's timer.
  private final Nodes nodes = new Nodes();
  private final Newest<Message> heard;
  private @Nullable Subscribed listening;
  private boolean asked;
  private long listensSince;
  private long lookedAt;
  private boolean isChanged;
  private long listedAt = System.nanoTime();
  private Map<String, Listed> known = Map.of();

  private final AddedCameras added;

  /** When this node was last seen to have a camera of its own of that id. Thread of changes. */
  private final Map<String, Long> own = new HashMap<>();

  /** Whether it was told that one could not be added. Thread of changes. */
  private boolean told;

  /** Whether a camera could not be added: this node may have had one of that id. */
  private volatile boolean incomplete;

  private SiteCameras(
      Link link,
      Subjects subjects,
      Cameras cameras,
      Function<String, FrameSource> source,
      UnaryOperator<CameraOptions> options) {
    this.link = link;
    this.subjects = subjects;
    this.cameras = cameras;
    this.source = source;
    this.options = options;
    this.added = new AddedCameras(cameras);
    this.heard = new Newest<>(link, this::heard);
    closing.allowCoreThreadTimeOut(true);
  }

  private static ThreadFactory threads(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Follows a site until it is closed.
   *
   * @param source makes a camera's source, by its id
   * @param options is given the default ones with the camera's name and tags
   */
  public static SiteCameras follow(
      Link link,
      Subjects subjects,
      Cameras cameras,
      Function<String, FrameSource> source,
      UnaryOperator<CameraOptions> options) {
    SiteCameras following = new SiteCameras(link, subjects, cameras, source, options);
    link.everyMillis(TICK_MILLIS, following::tick);
    link.onClose(following.ender);
    return following;
  }

  private boolean tick() {
    Subscribed open = listening;
    if (closed.get()) {
      if (open != null) {
        open.close();
      }
      return false;
    }
    if (open == null) {
      listening =
          link.subscribe(
              subjects.nodes(),
              message ->
                  heard.put(
                      Announcement.sender(message.getHeaders()),
                      message,
                      message.consumeByteCount()));
    }
    long now = System.nanoTime();
    boolean stoodStill = standStill.look(now, StandStill.millis());
    if (link.connection() == null || stoodStill) {
      asked = false; // what happens meanwhile is not heard
    } else if (!asked) {
      asked = link.publish(subjects.asks(), null, Headed.EMPTY);
      listensSince = now;
    } else if (now - listensSince >= LISTEN_NANOS) {
      boolean unused = nodes.forgetSilent(now);
      look(now);
    } else if (isChanged) {
      look(now);
    }
    return true;
  }

  private void heard(List<Message> all) {
    long now = System.nanoTime();
    for (Message message : all) {
      Announcement said = Announcement.of(message.getHeaders(), message.getData());
      if (said != null && !closed.get()) {
        isChanged |= nodes.heard(said, now);
      }
    }
    if (isChanged && now - listedAt >= LOOK_NANOS) {
      look(now); // else with the next tick
    }
  }

  private void look(long now) {
    listedAt = now;
    isChanged = false;
    Map<String, Listed> present = new TreeMap<>();
    nodes
        .owners()
        .forEach(
            (id, owner) -> {
              if (present.size() < MOST_CAMERAS) {
                present.put(id, owner.listed());
              }
            });
    boolean again = incomplete && now - lookedAt >= LOOK_AGAIN_NANOS;
    if (again || !present.equals(known)) {
      known = present;
      lookedAt = now;
      change(present);
    }
  }

  private void change(Map<String, Listed> wanted) {
    try {
      changes.execute(() -> apply(wanted));
    } catch (RejectedExecutionException e) {
      // closed
    }
  }

  private void apply(Map<String, Listed> wanted) {
    own.keySet().retainAll(wanted.keySet());
    for (Camera gone : added.leave(wanted.keySet())) {
      closing.execute(() -> added.close(gone));
    }
    boolean all = true;
    for (Map.Entry<String, Listed> each : wanted.entrySet()) {
      String id = each.getKey();
      Camera camera = added.find(id);
      if (camera != null) {
        change(camera, each.getValue());
      } else if (closed.get() || isOwn(id) || !add(id, each.getValue())) {
        all = false;
      }
    }
    incomplete = !all;
  }

  /** Also one that this node has removed just now: it would come back by this node's own word. */
  private boolean isOwn(String id) {
    long now = System.nanoTime();
    if (cameras.find(id) != null && !added.has(id)) {
      own.put(id, now);
    }
    return now - own.getOrDefault(id, now - OWN_NANOS) < OWN_NANOS;
  }

  private boolean add(String id, Listed listed) {
    try {
      added.add(id, source.apply(id), options(listed));
      return true;
    } catch (RuntimeException | LinkageError e) { // options are the app's code, as are cameras
      Level level = told ? Level.DEBUG : Level.WARNING; // it is tried again each second
      told = true;
      LOG.log(level, "camera {0} of another node cannot be added: {1}", id, e);
      return false;
    }
  }

  /** Those that were added. */
  public AddedCameras added() {
    return added;
  }

  private CameraOptions options(Listed listed) {
    return options.apply(
        CameraOptions.builder().name(listed.name()).tags(listed.tags()).linger(LINGER).build());
  }

  private void change(Camera camera, Listed listed) {
    CameraOptions present = camera.options();
    if (present.name().equals(listed.name()) && present.tags().equals(listed.tags())) {
      return;
    }
    try {
      added.change(camera, options(listed));
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.WARNING, "camera " + camera.id() + " keeps its name and tags", e);
    }
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      link.forget(ender);
      link.onTimer(() -> tick());
      change(Map.of());
      changes.shutdown();
    }
  }
}
