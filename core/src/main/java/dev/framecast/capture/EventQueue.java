package dev.framecast.capture;

import dev.framecast.camera.CameraListener;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one listener is still to hear, in order. Its executor is foreign code, too (it may run what
 * it is given on the caller's thread, or wait for room), so it is called on a thread of the
 * callbacks.
 */
final class EventQueue {
  private static final System.Logger LOG = System.getLogger("dev.framecast.camera.Camera");
  private static final int MOST_WAITING = 1_000;

  private final CameraListener listener;
  private final Executor executor;
  private final Executor callbacks;

  // Under this object's monitor:
  private final ArrayDeque<Consumer<CameraListener>> waiting = new ArrayDeque<>();
  private boolean running;
  private boolean closed;
  private boolean lossTold;

  /** Whether trouble of this kind was told already: it may come with each event. */
  private volatile boolean refusalTold;

  EventQueue(CameraListener listener, Executor executor, Executor callbacks) {
    this.listener = listener;
    this.executor = executor;
    this.callbacks = callbacks;
  }

  /** Any thread, under whatever lock. */
  synchronized void add(Consumer<CameraListener> event) {
    if (closed) {
      return;
    }
    if (waiting.size() == MOST_WAITING) {
      waiting.poll();
      if (!lossTold) {
        lossTold = true;
        LOG.log(Level.WARNING, "a camera listener is too slow and misses events: {0}", name());
      }
    }
    waiting.add(event);
    if (!running) {
      try {
        callbacks.execute(this::handOver);
        running = true;
      } catch (Throwable e) { // no more threads: the next event is another try
        LOG.log(Level.WARNING, "a camera listener cannot be told", e);
      }
    }
  }

  private String name() {
    return listener.getClass().getName();
  }

  /** On a thread of the callbacks. */
  private void handOver() {
    try {
      executor.execute(this::run);
    } catch (Throwable e) {
      Level level = refusalTold ? Level.DEBUG : Level.WARNING;
      refusalTold = true;
      LOG.log(level, "the executor of a camera listener takes no more: " + name(), e);
      synchronized (this) {
        running = false;
      }
    }
  }

  /** On the listener's executor. */
  private void run() {
    Consumer<CameraListener> event = next();
    while (event != null) {
      try {
        event.accept(listener);
      } catch (Throwable e) {
        LOG.log(Level.WARNING, "a camera listener failed: " + name(), e);
      }
      event = next();
    }
  }

  private synchronized @Nullable Consumer<CameraListener> next() {
    Consumer<CameraListener> event = waiting.poll();
    running = event != null;
    return event;
  }

  /** Nothing more is told. An event that is being told goes on. */
  synchronized void close() {
    closed = true;
    waiting.clear();
  }
}
