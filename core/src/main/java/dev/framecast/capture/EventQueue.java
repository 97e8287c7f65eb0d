package dev.framecast.capture;

import dev.framecast.camera.CameraListener;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one listener is still to hear, in order. */
final class EventQueue {
  private static final System.Logger LOG = System.getLogger("dev.framecast.camera.Camera");
  private static final int MOST_WAITING = 1_000;

  private final CameraListener listener;
  private final SerialTask telling;

  // Under this object's monitor:
  private final ArrayDeque<Consumer<CameraListener>> waiting = new ArrayDeque<>();
  private boolean closed;
  private boolean lossy;

  /** The task's. */
  private boolean lossTold;

  EventQueue(CameraListener listener, Executor executor, Executor callbacks) {
    this.listener = listener;
    this.telling = new SerialTask(name(), callbacks, executor, this::tell);
  }

  private String name() {
    return "the camera listener " + listener.getClass().getName();
  }

  /** Any thread, under whatever lock: none of the listener's code is run here. */
  void add(Consumer<CameraListener> event) {
    synchronized (this) {
      if (closed) {
        return;
      }
      if (waiting.size() == MOST_WAITING) {
        waiting.poll();
        lossy = true;
      }
      waiting.add(event);
    }
    telling.request();
  }

  /** On the listener's executor. */
  private void tell() {
    Consumer<CameraListener> event = next();
    while (event != null) {
      tellLoss();
      try {
        event.accept(listener);
      } catch (Throwable e) {
        LOG.log(Level.WARNING, name() + " failed", e);
      }
      event = next();
    }
  }

  /** Here, as log handlers are somebody's code, too, and {@link #add} is called under locks. */
  private void tellLoss() {
    if (!lossTold && isLossy()) {
      lossTold = true;
      LOG.log(Level.WARNING, "{0} is too slow and misses events", name());
    }
  }

  private synchronized boolean isLossy() {
    return lossy;
  }

  private synchronized @Nullable Consumer<CameraListener> next() {
    return waiting.poll();
  }

  /** Nothing more is told. An event that is being told goes on. */
  synchronized void close() {
    closed = true;
    waiting.clear();
  }
}
