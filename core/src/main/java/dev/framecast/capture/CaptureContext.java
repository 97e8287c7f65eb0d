package dev.framecast.capture;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.frame.Rendition;
import dev.framecast.internal.Strangers;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SourceException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one camera's capture share: what it captures from, who watches, how far it has
 * come.
 *
 * <p>Two locks, neither of them on a viewer's way to a frame. {@link #lock} guards demand and the
 * life of the capture thread; it is held for moments. {@link #writeLock} makes its holder the
 * rings' one writer: the capture thread takes it for each picture, the watchdog for a slate. Never
 * take the write lock while holding the lock, and call nobody's code under either.
 */
final class CaptureContext {
  final ReentrantLock writeLock = new ReentrantLock();
  final ReentrantLock lock = new ReentrantLock();
  final CaptureStats stats = new CaptureStats();
  final DeliveryCounts deliveries = new DeliveryCounts();

  /** Under the write lock. */
  final PictureCount pictures = new PictureCount();

  final StateTracker tracker;
  final CaptureThreads threads;
  final Demand demand;
  final CaptureLifecycle lifecycle = new CaptureLifecycle(this);

  private final Camera camera;
  private final String id;
  private volatile CaptureSetup setup;

  /** How often another connection was asked for; raised under the lock. */
  private final AtomicInteger changes = new AtomicInteger();

  /**
   * Rises with each connection that is begun, be it without success. From a number of chance, so
   * that of two servers behind one address, or before and after a restart, no two say the same.
   */
  private final AtomicInteger epochs =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(1 << 29));

  /** Since when the present source is the camera's. */
  private volatile long sourceSince = System.nanoTime() - Long.MAX_VALUE / 2;

  /** Since when pictures are turned and cut as they are now. */
  private volatile long turnedSince = sourceSince;

  private volatile boolean closed;

  CaptureContext(
      Camera camera, String id, CaptureSetup setup, CaptureThreads threads, CameraEvents events) {
    this.camera = camera;
    this.id = id;
    this.setup = setup;
    this.threads = threads;
    this.tracker = new StateTracker(camera, setup.description(), events::tell);
    this.demand = new Demand(setup.options().maxRenditions(), threads.callbacks);
  }

  /** The camera, as apps have it. */
  Camera camera() {
    return camera;
  }

  String id() {
    return id;
  }

  String name() {
    String name = options().name();
    return name.isEmpty() ? id : name;
  }

  CameraState state() {
    return tracker.state();
  }

  CameraOptions options() {
    return setup.options();
  }

  CaptureSetup setup() {
    return setup;
  }

  /**
   * Under the lock.
   *
   * @param reconnects whether the present connection is of no use any more
   */
  void setup(CaptureSetup next, boolean reconnects) {
    if (next.source() != setup.source()) {
      sourceSince = System.nanoTime();
    }
    boolean turnsAsBefore = next.turnsAs(setup);
    setup = next;
    if (!turnsAsBefore) {
      turnedSince = System.nanoTime(); // behind that: whatever comes later is by the new options
    }
    if (reconnects) {
      changes.incrementAndGet(); // last: a connection that knows of it has the new source
    }
  }

  /** A number that is another one whenever the present connection is of no use any more. */
  int changes() {
    return changes.get();
  }

  /** The number of a new connection. */
  int nextEpoch() {
    return epochs.incrementAndGet();
  }

  /** The number of the newest connection. */
  int epoch() {
    return epochs.get();
  }

  /**
   * Older pictures are not to be seen any more: those of another source, and those that show what
   * may have been cut off since. Long ago if there are none such.
   */
  long shownSince() {
    long source = sourceSince;
    long turned = turnedSince;
    return turned - source > 0 ? turned : source;
  }

  /** The same of video, which is turned in no way: older units are those of another source. */
  long videoShownSince() {
    return sourceSince;
  }

  /** Nothing is known of the size of pictures, which are turned or cut in another way. */
  void forgetSize() {
    writeLock.lock(); // under which pictures tell theirs
    try {
      tracker.forgetSize();
    } finally {
      writeLock.unlock();
    }
  }

  /** Nothing is known of the source, which is another one. */
  void forgetSource() {
    writeLock.lock(); // under which pictures tell what they know
    try {
      tracker.reset(setup.description());
      stats.forgetPictures();
    } finally {
      writeLock.unlock();
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** For good. Under the lock. */
  void close() {
    closed = true;
  }

  FrameSource source() {
    return setup.source();
  }

  /** The source's, without credentials. */
  String description() {
    return setup.description();
  }

  /** The source's, for strangers. */
  String kind() {
    return setup.kind();
  }

  Backoff backoff() {
    return setup.backoff();
  }

  /** What went wrong last, for strangers: see {@link CameraStatus#problem()}. */
  @Nullable String problem() {
    return tracker.lastErrorForStrangers();
  }

  /** What the source has said, without addresses. */
  @Nullable String forStrangers(@Nullable String text) {
    return Strangers.problem(text, description());
  }

  void leave(RenditionBuffer buffer, Rendition wanted, double maxFps) {
    lock.lock();
    try {
      demand.leave(buffer, wanted, maxFps);
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of renditions that nobody has watched for a while. Watchdog. */
  void forgetUnwatched(long now) {
    if (demand.hasUnwatched(now)) {
      lock.lock();
      try {
        demand.forgetUnwatched(now);
      } finally {
        lock.unlock();
      }
    }
  }

  /** The source turns out to have no video: those who watch that are told by its end. */
  void endVideo(RenditionBuffer buffer) {
    lock.lock();
    try {
      demand.forget(buffer);
    } finally {
      lock.unlock();
    }
    buffer.end();
  }

  /** Whether to keep a connection: somebody watches, or did so a moment ago. */
  boolean isWanted() {
    CameraOptions options = options();
    return !closed && (options.alwaysOn() || demand.isWatchedOrWas(options.linger().toNanos()));
  }

  /** Whether to make a new connection: nobody lingers on a camera that is gone. */
  boolean isDemanded() {
    return !closed && (options().alwaysOn() || demand.isWatched());
  }

  boolean isWatched() {
    return demand.isWatched();
  }

  /**
   * Ends the loop unless somebody has come back; then the caller goes on. After a failure nobody
   * lingers. Capture thread.
   */
  boolean endLoop(CaptureLoop ending, boolean afterFailure) {
    lock.lock();
    try {
      if (lifecycle.current() != ending) {
        return true;
      }
      if (afterFailure ? isDemanded() : isWanted()) {
        return false;
      }
      lifecycle.end();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock: no capture thread runs. */
  void becameIdle() {
    tracker.enter(CameraState.IDLE);
    if (!closed) {
      demand.forgetAllUnwatched();
    }
  }

  /** A state reached by this loop; ignored once another one has taken over. */
  void enter(CaptureLoop by, CameraState next) {
    if (!by.isOver()) {
      tracker.enter(next);
      if (next != CameraState.LIVE) {
        threads.watchdog.lookSoon();
      }
    }
  }

  /** A good picture arrived. Under the write lock, so that no slate can come after it. */
  void pictureShown(CaptureLoop by, long now, long captured, boolean firstOfConnection) {
    if (firstOfConnection) {
      stats.connects.increment();
      if (by.isAfterLoss()) {
        stats.reconnects.increment();
      }
    }
    stats.picture(now, captured, firstOfConnection);
    tracker.waitingFor(null);
    enter(by, CameraState.LIVE);
  }

  /**
   * The connection failed.
   *
   * @param connection which, or null for none in particular
   * @return false when another one is to take its place: then it does not matter
   */
  boolean failed(@Nullable Connection connection, SourceException failure) {
    lock.lock(); // under which the source changes
    try {
      if (connection != null && connection.isSuperseded()) {
        return false;
      }
      tracker.failed(failure, backoff().next(failure));
      stats.failures.increment(); // last, so that nobody sees a failure without its reason
      return true;
    } finally {
      lock.unlock();
    }
  }

  RenditionBuffer[] buffers() {
    return demand.buffers();
  }
}
