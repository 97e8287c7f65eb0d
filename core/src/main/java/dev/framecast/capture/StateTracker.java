package dev.framecast.capture;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraListener;
import dev.framecast.camera.CameraState;
import dev.framecast.frame.Rendition;
import dev.framecast.internal.Secrets;
import dev.framecast.internal.Strangers;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How far a camera has come: its state, what went wrong last, and when it may be tried again. Told
 * by the capture thread and the watchdog, read by anyone; no method waits for more than a moment.
 */
final class StateTracker {
  private static final int ROUNDING = 2;

  private volatile CameraState state = CameraState.IDLE;
  private volatile @Nullable Problem last;
  private volatile long retryAt = System.nanoTime();
  private volatile SessionInfo info = SessionInfo.UNKNOWN;
  private volatile @Nullable String waitingFor;
  private volatile int width;
  private volatile int height;

  /** Whether what the session says of its pictures' size is of turned ones. */
  private volatile boolean turned;

  private volatile String description;
  private final Consumer<Consumer<CameraListener>> listeners;
  private final Camera camera;

  /** What went wrong, as the app is told and as strangers are. */
  private record Problem(String said, String error, @Nullable String forStrangers) {}

  /**
   * Of a camera that nobody watches yet.
   *
   * @param description the source's
   * @param listeners hears of changes, in order: never waits, and runs nobody's code
   */
  StateTracker(Camera camera, String description, Consumer<Consumer<CameraListener>> listeners) {
    this.camera = camera;
    this.description = description;
    this.listeners = listeners;
  }

  /** The camera has another source: nothing is known of it. */
  synchronized void reset(String newDescription) {
    description = newDescription;
    last = null;
    waitingFor = null;
    info = SessionInfo.UNKNOWN;
    turned = false;
    forgetSize();
  }

  /** Pictures are turned or cut in another way from here on. */
  synchronized void forgetSize() {
    width = 0;
    height = 0;
  }

  /** Says whether the session's pictures come turned. */
  void turned(boolean come) {
    turned = come;
  }

  boolean isTurned() {
    return turned;
  }

  /** What was to be waited for is over. */
  void retryNow() {
    retryAt = System.nanoTime();
  }

  CameraState state() {
    return state;
  }

  /** Goes on to a state. CLOSED is final. */
  synchronized void enter(CameraState next) {
    if (state != CameraState.CLOSED && state != next) {
      state = next;
      switch (next) {
        case CONNECTING -> listeners.accept(listener -> listener.connecting(camera));
        case LIVE -> listeners.accept(listener -> listener.live(camera));
        case IDLE -> listeners.accept(listener -> listener.idle(camera));
        case CLOSED -> listeners.accept(listener -> listener.closed(camera));
        case STALLED, BACKOFF -> {} // told with the reason
      }
    }
  }

  /** No pictures any more, for that reason; nothing if the camera has gone on meanwhile. */
  synchronized void stall(String reason) {
    if (state == CameraState.LIVE) {
      problem(reason); // first, so that nobody sees a stall without its reason
      state = CameraState.STALLED;
      String why = String.valueOf(lastError());
      listeners.accept(listener -> listener.stalled(camera, why));
    }
  }

  /** The connection failed. */
  synchronized void failed(SourceException failure, long nanosToNextTry) {
    retryAt = System.nanoTime() + nanosToNextTry;
    problem(String.valueOf(failure.getMessage()));
    if (state != CameraState.CLOSED) {
      String why = String.valueOf(lastError());
      Duration nextTry = Duration.ofNanos(nanosToNextTry);
      listeners.accept(listener -> listener.failed(camera, failure.kind(), why, nextTry));
    }
  }

  /** Something is wrong with the connection, which goes on. */
  void problem(String said) {
    Problem before = last;
    // A camera may say the same of each picture; and to look for addresses takes its time.
    if (before == null || !before.said.equals(said)) {
      String error = Secrets.hide(said);
      last = new Problem(said, error, Strangers.problem(error, description));
    }
  }

  /** What went wrong last, as the app is told. */
  @Nullable String lastError() {
    Problem problem = last;
    return problem == null ? null : problem.error;
  }

  /** The same without addresses. */
  @Nullable String lastErrorForStrangers() {
    Problem problem = last;
    return problem == null ? null : problem.forStrangers;
  }

  /** What the connection waits for by its own word, such as a key frame; null for nothing. */
  void waitingFor(@Nullable String what) {
    waitingFor = what;
  }

  @Nullable String waitingFor() {
    return waitingFor;
  }

  /** Nanoseconds until another attempt may be made; 0 or less if it may now. */
  long waitNanos() {
    return retryAt - System.nanoTime();
  }

  boolean mustWait() {
    return waitNanos() > 0;
  }

  /** Nanoseconds until the next attempt, 0 if one is under way or none is wanted. */
  long untilRetry() {
    return state == CameraState.BACKOFF ? Math.max(0, waitNanos()) : 0;
  }

  /** What the last connection has said of its stream. */
  void info(SessionInfo last) {
    info = last.toBuilder().decoded(0).dropped(0).build(); // these are counted already
  }

  SessionInfo info() {
    return info;
  }

  /** A frame was made; one that was not scaled down tells the size of the source's own pictures. */
  void frame(Rendition rendition, int frameWidth, int frameHeight) {
    // A part of a picture, or a turned one, is as wide as was wanted but for some rounding.
    if (rendition.width() == 0 || frameWidth + ROUNDING < rendition.width()) {
      width = frameWidth;
      height = frameHeight;
    }
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }
}
