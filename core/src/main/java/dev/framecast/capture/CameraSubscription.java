package dev.framecast.capture;

import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameCursor;
import dev.framecast.frame.FrameReader;
import dev.framecast.frame.Registration;
import dev.framecast.frame.Rendition;
import dev.framecast.internal.Durations;
import dev.framecast.jfr.CameraJfr;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One viewer of a {@link SupervisedCamera}. */
final class CameraSubscription implements Subscription {
  private final CaptureContext camera;
  private final RenditionBuffer buffer;
  private final Rendition wanted;
  private final double maxFps;
  private final long startAfter;
  private final long began = System.nanoTime();
  private final AtomicBoolean open = new AtomicBoolean(true);

  /** Callbacks and flows that are to end with this. */
  private final Set<EndListener> consumers = ConcurrentHashMap.newKeySet();

  /** Callers of {@link #next} take turns; held while one waits. */
  private final ReentrantLock turn = new ReentrantLock(true);

  /** Made for the first caller of {@link #next}. */
  private volatile @Nullable FrameReader reader;

  /** Something that is told when the subscription ends. */
  interface EndListener {
    void subscriptionClosed();
  }

  CameraSubscription(
      CaptureContext camera,
      RenditionBuffer buffer,
      Rendition wanted,
      double maxFps,
      long startAfter) {
    this.camera = camera;
    this.buffer = buffer;
    this.wanted = wanted;
    this.maxFps = maxFps;
    this.startAfter = startAfter;
    CameraJfr.viewerBegan(camera.id(), buffer.rendition, maxFps);
  }

  @Override
  public Camera camera() {
    return camera.camera();
  }

  @Override
  public Rendition rendition() {
    return buffer.rendition;
  }

  @Override
  public FrameBuffer frames() {
    return buffer;
  }

  @Override
  public long startAfter() {
    return startAfter;
  }

  /** Whether the frame is as wide as was asked for, though its rendition may be another one. */
  boolean isMetBy(Frame frame) {
    return wanted.width() > 0 && frame.width() >= wanted.width();
  }

  /** Why nothing new of it is to be seen, if anything is known. */
  @Nullable String problem() {
    return buffer.problem();
  }

  @Override
  public @Nullable Frame next(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + Durations.nanos("timeout", timeout);
    if (!turn.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      return null;
    }
    try {
      FrameReader from = reader();
      return from == null
          ? null
          : from.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    } finally {
      turn.unlock();
    }
  }

  /** Null when this was closed meanwhile. Under the turn. */
  private @Nullable FrameReader reader() {
    FrameReader known = reader;
    if (known == null && open.get()) {
      known = new FrameReader(buffer, startAfter, maxFps);
      reader = known;
    }
    if (known != null && !open.get()) {
      known.close(); // close() may not have seen it
    }
    return known;
  }

  @Override
  public boolean isOpen() {
    if (!open.get()) {
      return false;
    }
    FrameReader known = reader;
    return known == null ? !buffer.isEnded() || buffer.sequence() > startAfter : !known.isAtEnd();
  }

  @Override
  public Registration onFrame(Executor executor, Consumer<? super Frame> consumer) {
    Objects.requireNonNull(executor, "executor");
    Objects.requireNonNull(consumer, "consumer");
    requireOpen();
    return new FrameCallback(this, executor, consumer).begin();
  }

  @Override
  public Flow.Publisher<Frame> publisher(Executor executor) {
    Objects.requireNonNull(executor, "executor");
    requireOpen();
    return subscriber -> new FrameFlow(this, executor, subscriber).begin();
  }

  private void requireOpen() {
    if (!open.get()) {
      throw new IllegalStateException(
          "the subscription to camera \"" + camera.id() + "\" is closed");
    }
  }

  /** Reads from the beginning, beside others who do. */
  FrameCursor cursor() {
    return new FrameCursor(buffer, startAfter, maxFps);
  }

  /** What calls a consumer, or signals to a subscriber, whenever it is asked to. */
  SerialTask task(String what, Executor executor, Runnable target) {
    return new SerialTask(
        what + " of camera \"" + camera.id() + "\"", camera.threads.callbacks, executor, target);
  }

  /** It is told of the end, at once if that was already. */
  void add(EndListener consumer) {
    consumers.add(consumer);
    if (!open.get()) {
      consumer.subscriptionClosed();
    }
  }

  void remove(EndListener consumer) {
    consumers.remove(consumer);
  }

  @Override
  public void delivered(long capturedNanos, int bytes) {
    camera.deliveries.add(System.nanoTime() - capturedNanos, bytes);
  }

  @Override
  public void close() {
    if (open.getAndSet(false)) {
      camera.leave(buffer, wanted, maxFps);
      CameraJfr.viewerEnded(camera.id(), buffer.rendition, System.nanoTime() - began);
      FrameReader known = reader;
      if (known != null) {
        known.close();
      }
      consumers.forEach(EndListener::subscriptionClosed);
    }
  }
}
