package dev.framecast.capture;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraListener;
import dev.framecast.frame.Registration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Those who want to hear of a camera, or of all. To tell them something never waits and runs none
 * of their code, so it may be done under a lock, which is what keeps events in order.
 */
public final class CameraEvents {
  private final @Nullable CameraEvents ofAll;
  private final Executor callbacks;
  private final List<EventQueue> queues = new CopyOnWriteArrayList<>();

  /**
   * Without listeners.
   *
   * @param ofAll hears of everything too, or null
   * @param callbacks where other people's executors are called
   */
  private CameraEvents(@Nullable CameraEvents ofAll, Executor callbacks) {
    this.ofAll = ofAll;
    this.callbacks = callbacks;
  }

  /** For all cameras that use these threads. */
  public CameraEvents(CaptureThreads threads) {
    this(null, threads.callbacks);
  }

  /** For one of the cameras. */
  CameraEvents ofOne() {
    return new CameraEvents(this, callbacks);
  }

  /** Adds a listener until the registration is closed. */
  public Registration add(CameraListener listener, Executor executor) {
    EventQueue queue =
        new EventQueue(
            Objects.requireNonNull(listener, "listener"),
            Objects.requireNonNull(executor, "executor"),
            callbacks);
    queues.add(queue);
    return () -> {
      queues.remove(queue);
      queue.close();
    };
  }

  /** Tells all listeners. */
  void tell(Consumer<CameraListener> event) {
    queues.forEach(queue -> queue.add(event));
    if (ofAll != null) {
      ofAll.tell(event);
    }
  }

  /** Tells the listeners of all cameras. */
  public void added(Camera camera) {
    tell(listener -> listener.added(camera));
  }

  /** Tells the listeners of all cameras. */
  public void removed(Camera camera) {
    tell(listener -> listener.removed(camera));
  }
}
