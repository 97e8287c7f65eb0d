package dev.framecast.capture;

import dev.framecast.frame.Rendition;
import dev.framecast.jfr.CameraJfr;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a capture loop, from the dial to its end: made and ended by the capture thread,
 * cancelled by the watchdog or by whoever closes the camera. It is what the session may talk to.
 */
final class Connection implements SessionContext {
  /** Counters are of use when they are a moment old; to ask for them makes objects. */
  private static final long INFO_NANOS = 200_000_000L;

  /** A source may promise what it likes; an hour-old picture is not live for all that. */
  private static final double LONGEST_PROMISE_NANOS = 600e9;

  private final CaptureContext camera;
  private final FrameSource source;
  private final Thread thread;

  /** Null while the source is asked to open it. */
  private volatile @Nullable GuardedSession session;

  /** What the session said of itself lately. */
  private volatile SessionInfo info = SessionInfo.UNKNOWN;

  private long infoAt;
  private long lastArrival;

  /** Nanoseconds between pictures as they come, also those that are of no use. */
  private volatile long arrivals;

  /** The last good picture; the start before the first. Capture thread writes. */
  private volatile long lastPicture = System.nanoTime();

  /** When the session last said that the stream is alive, or the last picture. */
  private volatile long lastSign = lastPicture;

  private volatile @Nullable String problem;
  private long firstPicture;

  /** Nanoseconds between pictures by the source's word, 0 if it gave none. */
  private volatile long promised;

  /** Nanoseconds between key frames while the session decodes these alone, else 0. */
  private volatile long keyFrames;

  private volatile boolean live;
  private volatile @Nullable String givenUp;
  private volatile long cancelledAt;
  private volatile boolean cancelled;
  private volatile boolean over;
  private final PictureTurn turn = new PictureTurn();

  /** By the camera's count. */
  private final int change;

  private final int epoch;

  /** On the capture thread. */
  Connection(CaptureContext camera) {
    this.camera = camera;
    this.change = camera.changes();
    this.epoch = camera.nextEpoch();
    this.source = camera.source(); // behind that, so that it is not an older one
    this.thread = Thread.currentThread();
    turn.heed(camera.options(), false);
  }

  /** How its pictures are turned. */
  PictureTurn turn() {
    return turn;
  }

  /** What it is a connection to. */
  FrameSource source() {
    return source;
  }

  /** Its number among the camera's connections. */
  int epoch() {
    return epoch;
  }

  void opened(GuardedSession opened) {
    session = opened;
  }

  /** A good picture. Returns for how many nanoseconds this connection has shown pictures. */
  long picture(long now) {
    lastPicture = now;
    lastSign = now;
    problem = null;
    if (!live) {
      firstPicture = now;
      live = true;
    }
    return now - firstPicture;
  }

  /** Why pictures since the last good one were of no use; null if there were none such. */
  @Nullable String problem() {
    return problem;
  }

  /** A picture that was of no use. */
  void problem(String why) {
    problem = why;
    camera.tracker.problem(why);
  }

  @Override
  public void dropped(String why) {
    if (isHeard()) {
      String reason = GuardedSession.plain(why);
      problem(reason);
      CameraJfr.dropped(camera.id(), null, reason);
    }
  }

  @Override
  public void waitingFor(String what) {
    if (isHeard()) {
      camera.tracker.waitingFor(GuardedSession.plain(what));
      lastSign = System.nanoTime();
      if (Thread.currentThread() == thread) {
        refreshInfo(lastSign);
      }
    }
  }

  @Override
  public long maxPixels() {
    return camera.options().maxPixels();
  }

  @Override
  public boolean wantsVideo() {
    return camera.demand.wantsVideo() && !isVideoTurned();
  }

  @Override
  public boolean wantsPictures() {
    return camera.demand.wantsPictures() || isVideoTurned();
  }

  /** Then there are pictures alone. */
  private boolean isVideoTurned() {
    return !camera.options().handsOnVideo();
  }

  @Override
  public int wantedWidth() {
    int widest = camera.demand.widest();
    return isTurned() ? widest : turn.innerOfAll(widest);
  }

  @Override
  public double wantedFps() {
    return camera.demand.mostFps();
  }

  @Override
  public Map<Rendition, Double> wanted() {
    Map<Rendition, Double> wanted = camera.demand.wanted();
    return isTurned() ? wanted : turn.inner(wanted);
  }

  /** Whether pictures come turned: it need not be known before the session has connected. */
  private boolean isTurned() {
    GuardedSession open = session;
    return open != null && open.isTurned();
  }

  /** Nanoseconds since the last good picture, or the beginning. */
  long silence(long now) {
    return now - lastPicture;
  }

  /** Nanoseconds since the last sign of life. */
  long lifeless(long now) {
    return now - Math.max(lastSign, lastPicture);
  }

  /** Whether it has shown a picture. */
  boolean isLive() {
    return live;
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Nanoseconds since it was cancelled, 0 if it was not. */
  long cancelledFor(long now) {
    return cancelled ? now - cancelledAt : 0;
  }

  /** Cancels it as a failure, of which a picture that was of no use is a better reason. */
  void giveUp(String why) {
    String better = problem;
    givenUp = better == null ? why : better + " (" + why + ")";
    cancel();
  }

  /** Why the watchdog gave it up, or null. */
  @Nullable String givenUp() {
    return givenUp;
  }

  /** Whether another one is to take its place: nothing of it may be seen any more. */
  boolean isSuperseded() {
    return camera.changes() != change;
  }

  private boolean isHeard() {
    return !over && !isSuperseded();
  }

  void cancel() {
    if (!interrupt()) {
      return;
    }
    GuardedSession open = session;
    if (open != null) {
      camera.lifecycle.cancel(open);
    }
  }

  /** Not after the end: the interrupt would hit the next connection. */
  private synchronized boolean interrupt() {
    if (over) {
      return false;
    }
    if (!cancelled) {
      cancelledAt = System.nanoTime();
      cancelled = true;
    }
    thread.interrupt();
    return true;
  }

  /**
   * Nanoseconds after which a picture does not pass as live any more: three times the usual time
   * between pictures at least, because a camera of one picture in ten seconds has not stalled after
   * two. That time is the average, or what was promised while there is none; at least that from one
   * key frame to the next, where the session decodes these alone.
   */
  long stallNanos() {
    double average = camera.stats.interval();
    long rhythm = average > 0 ? (long) average : Math.max(promised, arrivals);
    rhythm = Math.max(rhythm, keyFrames);
    return Math.max(camera.options().stallAfter().toNanos(), 3 * rhythm);
  }

  /** The end, on the capture thread: no interrupt comes after it, and none is left. */
  void end() {
    synchronized (this) {
      over = true;
    }
    camera.tracker.waitingFor(null);
    boolean unused = Thread.interrupted();
  }

  /** The failure that an end means, or null if the end was wanted. */
  @Nullable SourceException failure(@Nullable SourceException thrown) {
    String reason = givenUp;
    if (reason != null) {
      return new SourceException(SourceException.Kind.UNREACHABLE, reason);
    }
    if (cancelled) {
      return null;
    }
    return thrown != null
        ? thrown
        : new SourceException(SourceException.Kind.ENDED, "the stream has ended");
  }

  /** What the session says from here on is not heard. */
  void abandon() {
    synchronized (this) {
      over = true;
    }
    camera.tracker.waitingFor(null);
  }

  /** What the session has said of itself. Any thread. */
  SessionInfo info() {
    return info;
  }

  /** Asks the session for it, but not for each picture. Capture thread. */
  void refreshInfo(long now) {
    if (infoAt == 0 || now - infoAt > INFO_NANOS) {
      askInfo(now);
    }
  }

  /** A picture came, be it of use or not. Capture thread. */
  void arrived(long now) {
    if (lastArrival != 0) {
      long step = now - lastArrival;
      arrivals = arrivals == 0 ? step : arrivals + (step - arrivals) / 8;
    }
    lastArrival = now;
    refreshInfo(now);
  }

  /** Asks the session for it. Capture thread. */
  void askInfo(long now) {
    GuardedSession open = session;
    if (open != null) {
      infoAt = now;
      info = open.info();
      turn.knows(info);
      if (isHeard()) {
        camera.tracker.turned(open.isTurned());
      }
      double fps = info.fps();
      promised = fps > 0 ? (long) Math.min(LONGEST_PROMISE_NANOS, 1e9 / fps) : 0;
      double keys = info.keyFrameFps();
      keyFrames = keys > 0 ? (long) Math.min(LONGEST_PROMISE_NANOS, 1e9 / keys) : 0;
    }
  }
}
