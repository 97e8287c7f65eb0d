package dev.framecast.capture;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraListener;
import dev.framecast.camera.CameraOfflineException;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Registration;
import dev.framecast.frame.Rendition;
import dev.framecast.internal.Durations;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionInfo;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The camera that {@link dev.framecast.Cameras} makes, as apps have it. What it captures from and
 * who watches is in its {@link CaptureContext}, what the capture thread does in {@link
 * CaptureLoop}.
 */
public final class SupervisedCamera implements Camera {
  private final CaptureContext context;
  private final CameraEvents events;
  private final Consumer<? super SupervisedCamera> closing;
  private final Snapshots snapshots;

  /**
   * Asks the source for its description and kind, on the caller's thread.
   *
   * @param events of all cameras
   * @param closing is to {@linkplain #shutDown shut this down} and to forget it
   */
  public SupervisedCamera(
      String id,
      FrameSource source,
      CameraOptions options,
      CaptureThreads threads,
      CameraEvents events,
      Consumer<? super SupervisedCamera> closing) {
    this.events = events.ofOne();
    this.closing = closing;
    this.context =
        new CaptureContext(this, id, CaptureSetup.of(source, options), threads, this.events);
    this.snapshots = new Snapshots(context);
  }

  /** Begins to capture if this camera is always on. */
  public void start() {
    if (options().alwaysOn()) {
      context.lock.lock();
      try {
        if (!context.isClosed()) {
          context.lifecycle.start();
        }
      } finally {
        context.lock.unlock();
      }
    }
  }

  @Override
  public String id() {
    return context.id();
  }

  @Override
  public String name() {
    return context.name();
  }

  @Override
  public CameraState state() {
    return context.state();
  }

  @Override
  public CameraOptions options() {
    return context.options();
  }

  @Override
  public CameraSubscription subscribe(Rendition rendition, double maxFps) {
    Objects.requireNonNull(rendition, "rendition");
    if (!(maxFps >= 0)) {
      throw new IllegalArgumentException("maxFps " + maxFps + ": must be 0 (all) or more");
    }
    context.lock.lock();
    try {
      checkOpen();
      RenditionBuffer buffer =
          context.demand.buffer(rendition, context.tracker.width(), System.nanoTime());
      long since = rendition.isVideo() ? context.videoShownSince() : context.shownSince();
      long startAfter = context.demand.join(buffer, rendition, maxFps, newestPicture(), since);
      try {
        context.lifecycle.start();
      } catch (RuntimeException | Error e) { // no more threads
        context.demand.leave(buffer, rendition, maxFps);
        throw e;
      }
      return new CameraSubscription(context, buffer, rendition, maxFps, startAfter);
    } finally {
      context.lock.unlock();
    }
  }

  /** The number of the newest picture, -1 if the camera shows none. Under the lock. */
  private long newestPicture() {
    CaptureLoop loop = context.lifecycle.current();
    Connection connection = loop == null ? null : loop.connection();
    // Of one that is to be replaced the picture is that of another source.
    boolean live =
        context.state() == CameraState.LIVE && connection != null && !connection.isSuperseded();
    return live ? context.pictures.newest() : -1;
  }

  private void checkOpen() {
    if (context.isClosed()) {
      throw new IllegalStateException("camera \"" + id() + "\" is closed");
    }
  }

  @Override
  public CompletableFuture<Frame> snapshot(Rendition rendition, Duration maxAge, Duration timeout) {
    Objects.requireNonNull(rendition, "rendition");
    long age = Durations.nanos("maxAge", maxAge);
    long wait = Durations.nanos("timeout", timeout);
    CameraSubscription subscription;
    try {
      subscription = subscribe(rendition, 0);
    } catch (IllegalStateException e) {
      return CompletableFuture.failedFuture(
          new CameraOfflineException("camera " + id() + " is closed", Duration.ofSeconds(1)));
    }
    return snapshots.take(subscription, age, wait);
  }

  @Override
  public Registration addListener(CameraListener listener, Executor executor) {
    return events.add(listener, executor);
  }

  @Override
  public void reconnect() {
    change(CaptureSetup::withoutFailures, true);
  }

  @Override
  public void replaceOptions(CameraOptions options) {
    Objects.requireNonNull(options, "options");
    change(setup -> setup.with(options), false);
  }

  @Override
  public void replace(FrameSource source, CameraOptions options) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    CaptureSetup next = CaptureSetup.of(source, options);
    change(setup -> next, true);
  }

  @Override
  public void replace(FrameSource source) {
    CaptureSetup next = CaptureSetup.of(Objects.requireNonNull(source, "source"), options());
    change(setup -> next.with(setup.options()), true);
  }

  private void change(UnaryOperator<CaptureSetup> changed, boolean reconnects) {
    CaptureLoop current;
    boolean anotherSource;
    boolean turnsAsBefore;
    context.lock.lock();
    try {
      checkOpen();
      CaptureSetup next = changed.apply(context.setup());
      anotherSource = next.source() != context.setup().source();
      turnsAsBefore = next.turnsAs(context.setup());
      context.setup(next, reconnects);
      context.demand.budget(next.options().maxRenditions());
      if (reconnects) {
        context.tracker.retryNow();
      }
      if (context.isDemanded()) {
        context.lifecycle.start(); // nothing if it runs
      }
      current = context.lifecycle.current();
    } finally {
      context.lock.unlock();
    }
    if (anotherSource) {
      context.forgetSource();
    }
    if (!turnsAsBefore) {
      context.forgetSize();
      context.threads.watchdog.lookSoon(); // at what stands behind a slate
    }
    if (reconnects && current != null) {
      current.reconnect();
    }
  }

  @Override
  public void close() {
    closing.accept(this);
  }

  /** Ends capture and shows a last slate; returns at once. Idempotent. */
  public void shutDown() {
    CaptureLoop ending;
    context.lock.lock();
    try {
      context.close();
      ending = context.lifecycle.shutDown();
    } finally {
      context.lock.unlock();
    }
    context.tracker.enter(CameraState.CLOSED);
    try {
      if (ending != null) {
        ending.cancel();
      }
    } finally {
      snapshots.close(); // also where there are no more threads for the last slate
    }
  }

  /**
   * Waits for the end of what {@link #shutDown} ended, until the deadline on the scale of {@link
   * System#nanoTime()}.
   */
  public void awaitEnd(long deadline) {
    context.lifecycle.awaitEnd(deadline);
  }

  @Override
  public CameraStatus status() {
    context.lock.lock();
    try {
      CaptureLoop current = context.lifecycle.current();
      return StatusReport.of(
          context,
          context.demand.status(System.nanoTime()),
          context.demand.viewers(),
          context.demand.substituted(),
          current == null ? SessionInfo.UNKNOWN : current.info());
    } finally {
      context.lock.unlock();
    }
  }
}
