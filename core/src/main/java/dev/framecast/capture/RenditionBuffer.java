package dev.framecast.capture;

import dev.framecast.camera.CameraStatus.RenditionStatus;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FramePacer;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Registration;
import dev.framecast.frame.Rendition;
import dev.framecast.internal.DirectWakeUp;
import dev.framecast.ring.CaptureBuffer;
import dev.framecast.ring.FrameChain;
import dev.framecast.ring.FrameRing;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One rendition of a camera: its frames, who wants it how often, and whether it is fresh. */
final class RenditionBuffer implements FrameBuffer {
  /** No encoder takes that long over a frame. */
  private static final long HANGS_AFTER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final double NEW_COST = 0.2;

  final Rendition rendition;

  /** Written by the camera alone: viewers are given this object, which only reads. */
  private final CaptureBuffer ring;

  private final Executor callbacks;

  /**
   * Frames a second that are wanted, infinity for all, and by how many. Under the camera's lock.
   */
  private final TreeMap<Double, Integer> rates = new TreeMap<>();

  /** Pixels across that are wanted, 0 for all, and by how many. Under the camera's lock. */
  private final TreeMap<Integer, Integer> widths = new TreeMap<>();

  private int viewers;

  /** Nanoseconds between frames that satisfies every viewer; 0 for all frames, -1 for none. */
  private volatile long interval = -1;

  /** Since when somebody, or nobody, watches. */
  private volatile long changedAt = System.nanoTime();

  /** Where viewers begin since there are any: frames up to here are old. */
  private volatile long startAfter;

  /** How often a viewer was the first after a time without any. Written under the camera's lock. */
  private volatile int beginnings;

  /** When the newest live frame was captured. */
  private volatile long liveAt;

  private volatile boolean anyLive;

  /** Why there was no frame of a picture, if none came since. */
  private volatile @Nullable String problem;

  private volatile boolean ended;

  /** Frames, slates included. */
  private final LongAdder published = new LongAdder();

  private final FramePacer pacer = new FramePacer(0);

  /** The slot that is written to, and since when; null when none is. Under the write lock. */
  private @Nullable FrameSlot writing;

  private long writingSince;

  /** Nanoseconds that it takes to make a frame, on average. Capture thread. */
  private double cost;

  /** When the last slate was painted in it alone. Watchdog. */
  long slateAt;

  /**
   * Without viewers.
   *
   * @param callbacks runs the wake-ups that are not framecast's own
   */
  RenditionBuffer(Rendition rendition, Executor callbacks) {
    this.rendition = rendition;
    this.ring = rendition.isVideo() ? new FrameChain() : new FrameRing(rendition.format());
    this.callbacks = callbacks;
  }

  @Override
  public @Nullable Frame acquireNext(long seen) {
    return ring.acquireNext(seen);
  }

  @Override
  public long sequence() {
    return ring.sequence();
  }

  @Override
  public Registration onPublish(Runnable wakeUp) {
    Objects.requireNonNull(wakeUp, "wakeUp");
    if (wakeUp instanceof DirectWakeUp) {
      return ring.onPublish(wakeUp);
    }
    SerialTask task = new SerialTask("a wake-up", callbacks, wakeUp);
    return ring.onPublish(task::request);
  }

  @Override
  public boolean isEnded() {
    return ended;
  }

  /** Nothing is published after this: the camera is closed, and its last slate is out. */
  void end() {
    ended = true;
    ring.wakeReaders();
  }

  /**
   * Adds a viewer, and gives the sequence to begin after. Under the camera's lock.
   *
   * @param newest the number of the camera's newest picture, -1 if it shows none. A first viewer
   *     begins with the frame that is there if it is of that one: of a camera with a picture a
   *     minute he would else see nothing for so long. Of video he begins with a key frame
   * @param since no viewer who comes is to see a picture from before that, whoever watched then
   */
  long join(int width, double maxFps, long newest, long since) {
    long last = ring.sequence();
    boolean outdated = anyLive && liveAt - since < 0;
    if (viewers++ == 0) {
      int before = beginnings;
      beginnings = before + 1;
      startAfter = last == newest && !rendition.isVideo() && !outdated ? last - 1 : last;
      changedAt = System.nanoTime();
    } else if (outdated) {
      startAfter = last;
    }
    rates.merge(rate(maxFps), 1, Integer::sum);
    widths.merge(width, 1, Integer::sum);
    retime();
    return startAfter;
  }

  /** Removes a viewer. Under the camera's lock. */
  void leave(int width, double maxFps) {
    if (--viewers == 0) {
      changedAt = System.nanoTime();
    }
    rates.computeIfPresent(rate(maxFps), (w, count) -> count == 1 ? null : count - 1);
    widths.computeIfPresent(width, (w, count) -> count == 1 ? null : count - 1);
    retime();
  }

  /** Frames a second that satisfy every viewer, 0 for all. Under the camera's lock. */
  double wantedFps() {
    double most = rates.isEmpty() ? 0 : rates.lastKey();
    return Double.isInfinite(most) ? 0 : most;
  }

  /** Pixels across that satisfy every viewer, 0 for all. Under the camera's lock. */
  int wantedWidth() {
    return widths.isEmpty() || widths.firstKey() == 0 ? 0 : widths.lastKey();
  }

  private static double rate(double maxFps) {
    return maxFps == 0 ? Double.POSITIVE_INFINITY : maxFps;
  }

  private void retime() {
    // Of video none can be left out.
    double most = rendition.isVideo() ? 0 : viewers == 0 ? 0 : rates.lastKey();
    interval = viewers == 0 ? -1 : FramePacer.interval(most);
  }

  boolean isWatched() {
    return interval >= 0;
  }

  /** Another number whenever a viewer came who was the first after a time without any. */
  int beginnings() {
    return beginnings;
  }

  /** Whether it is the camera's own picture, untouched. */
  boolean isSource() {
    return rendition.equals(Rendition.SOURCE);
  }

  /** Nanoseconds for which nobody has watched, 0 while somebody does. */
  long unwatchedFor(long now) {
    return isWatched() ? 0 : Math.max(0, now - changedAt);
  }

  /** Whether somebody wants the picture that was taken now. Under the write lock. */
  boolean isDue(long now) {
    long every = interval;
    if (every < 0) {
      return false;
    }
    pacer.every(every);
    return pacer.isDue(now);
  }

  /** Whether somebody watches who has seen nothing since he came. */
  boolean isAwaited() {
    return isWatched() && ring.sequence() <= startAfter;
  }

  /**
   * Nanoseconds until what viewers see of a camera that is live is too old to pass as live; 0 or
   * less if it is now.
   *
   * @param since nothing before this counts
   * @param stall how old a picture of the camera may be
   */
  long freshFor(long now, long since, long stall) {
    long from = Math.max(since, changedAt);
    if (anyLive && liveAt - from > 0) {
      from = liveAt;
    }
    return Math.max(stall, 3 * Math.max(0, interval)) - (now - from);
  }

  /** Why viewers see nothing new of it. */
  void problem(String why) {
    problem = why;
  }

  @Nullable String problem() {
    return problem;
  }

  /** Nanoseconds that it took lately to make a frame. Capture thread. */
  double cost() {
    return cost;
  }

  void took(long measured) {
    double nanos = Math.min(measured, HANGS_AFTER_NANOS); // a hang says nothing of the next frame
    cost = cost == 0 ? nanos : cost + (nanos - cost) * NEW_COST;
  }

  /** A slot for a frame; whoever had one before has lost it. Under the write lock. */
  FrameSlot begin(long now) {
    ring.forfeit();
    FrameSlot slot = ring.claim();
    writing = slot;
    writingSince = now;
    return slot;
  }

  /** Whether that slot is still the one that {@link #begin} gave out last. Under the write lock. */
  boolean holds(FrameSlot slot) {
    return writing == slot;
  }

  /** Whether a frame is being made, and not for so long that it must hang. Under the write lock. */
  boolean isBusy(long now) {
    return writing != null && now - writingSince < HANGS_AFTER_NANOS;
  }

  /**
   * Publishes a live frame made from the picture that came now. Under the write lock.
   *
   * @param sequence the frame's, above the last one's
   */
  void publish(long now, FrameSlot slot, int width, int height, long sequence, int epoch) {
    liveAt = slot.capturedNanos();
    anyLive = true;
    problem = null;
    writing = null;
    pacer.passed(now);
    published.increment();
    ring.publishSilently(sequence, width, height, true, epoch);
  }

  /** Publishes a slate. Under the write lock. */
  void publishSlate(int width, int height, long sequence, int epoch) {
    writing = null;
    published.increment();
    ring.publishSilently(sequence, width, height, false, epoch);
  }

  /** Takes the slot back unused. Under the write lock. */
  void abandon() {
    writing = null;
    ring.abandon();
  }

  /**
   * Tells the readers of what was published. Without the write lock: what runs then may take locks.
   */
  void wakeReaders() {
    ring.wakeReaders();
  }

  /** Under the camera's lock. */
  RenditionStatus status(long now) {
    long age = anyLive ? Math.max(0, now - liveAt) / 1_000_000 : -1;
    return new StatusReport.OfRendition(rendition, viewers, published.sum(), age, problem);
  }
}
