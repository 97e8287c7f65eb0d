package dev.framecast.servlet;

import dev.framecast.stream.SharedFrame;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous response, written to by the web app's {@link FrameThread} and by no other
 * thread. The container's callbacks, on threads of its own, only leave word there.
 *
 * <p>What the container says of a client that has left comes by one listener or the other (Jetty:
 * this WriteListener; Tomcat: the AsyncListener or both; Undertow: neither, or onComplete). Each is
 * taken for the end, and the end happens once.
 */
abstract class ResponseWriter implements WriteListener, AsyncListener {
  /** For how long a callback waits for a write to end, and an ended response for its onComplete. */
  private static final long CALLBACK_MILLIS = 1_000;

  private static final long ZOMBIE_NANOS = TimeUnit.SECONDS.toNanos(60);

  final FrameThread thread;
  private final AsyncContext async;
  private final ServletOutputStream out;
  private final Container container;
  private final PartOutput output;

  /**
   * Held while the response is written to. The container takes requests and responses up for other
   * connections as soon as its last callback is done, so those wait for the write to end, within
   * reason: containers have locks, too.
   */
  private final ReentrantLock writing = new ReentrantLock();

  /** Set by the first who completes the asynchronous cycle, or learns that it is. */
  private final AtomicBoolean completed = new AtomicBoolean();

  /** No more may be called: set by callbacks on the container's threads. */
  private volatile boolean lost;

  /** One for all times: a busy viewer is resumed at each frame. */
  private final Runnable resume = this::resume;

  /** Whether a part is on its way, and the frame that it is of, if any. */
  private boolean sending;

  private @Nullable SharedFrame<PartBytes> held;
  private boolean started;
  private boolean waiting;
  private boolean ended;
  private long changedAt;
  private long endedAt;

  ResponseWriter(FrameThread thread, AsyncContext async, ServletOutputStream out) {
    this.thread = thread;
    this.async = async;
    this.out = out;
    this.container = Container.of(async.getRequest().getServletContext());
    this.output = new PartOutput(out, container.buffering(async.getResponse(), out));
  }

  /** On the frame thread, first of all. */
  abstract void begun();

  /** Ready for bytes that are none yet: {@link #put} something, {@link #finish}, or neither. */
  abstract void idle();

  /** Nothing is in flight for so long. */
  abstract void rested(long now, long nanos);

  /** The end, once; on a thread of the container's if it comes before {@link #begun}. */
  abstract void left();

  /** On the container's thread, last of all: from here on it may call back. */
  final void listen() {
    try {
      async.addListener(this);
    } catch (RuntimeException e) { // the client left a moment ago
      left();
      throw e;
    }
    if (thread.isEnded() || !thread.execute(this::join)) {
      left();
      complete();
      return;
    }
    out.setWriteListener(this);
  }

  private void join() {
    changedAt = System.nanoTime();
    if (thread.isEnded()) {
      finish();
    } else if (!ended) {
      thread.watch(this);
      begun();
    }
  }

  /** Whether something new can be sent. */
  final boolean isIdle() {
    return started && !waiting && !ended && !sending;
  }

  /** That part is next. If it is of a frame, that is held for as long. */
  final void put(@Nullable SharedFrame<PartBytes> frame, PartBytes part) {
    output.begin(part);
    if (frame != null) {
      frame.retain();
    }
    held = frame;
    sending = true;
  }

  /** Writes as much as is taken at the moment. */
  final void pump() {
    if (!started || waiting || ended) {
      return;
    }
    writing.lock();
    try {
      while (!ended && !lost) {
        if (!out.isReady()) {
          // From here to onWritePossible the output is the container's.
          waiting = true;
          output.waits();
          changedAt = System.nanoTime();
          return;
        }
        if (!output.step()) {
          // Ready once more behind the last write: none of the frame's bytes is needed any longer.
          release();
          idle();
          if (!sending) {
            changedAt = System.nanoTime();
            return;
          }
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      // Tomcat's output throws what it likes when its connection is gone, and memory may be short;
      // a response that is neither written to nor waited for would be there for ever.
      end();
      complete();
    } finally {
      writing.unlock();
    }
  }

  private void release() {
    SharedFrame<PartBytes> sent = held;
    held = null;
    sending = false;
    if (sent != null) {
      sent.release();
    }
  }

  /** Once a second or so. */
  final void look(long now) {
    if (ended) {
      if (!sending || now - endedAt >= ZOMBIE_NANOS) {
        bury();
      }
    } else if (waiting || !started) {
      if (now - changedAt >= thread.options().silence().toNanos()) {
        abort();
      }
    } else if (!sending) {
      rested(now, now - changedAt);
    }
  }

  /** Stops watching; the container goes on with what it was given. */
  final void end() {
    if (ended) {
      return;
    }
    ended = true;
    endedAt = System.nanoTime();
    left();
    if (lost || !waiting) {
      bury();
    }
  }

  /** Nobody reads the frame any more. */
  private void bury() {
    release();
    thread.unwatch(this);
  }

  /** The response is whole. */
  public final void finish() {
    end();
    complete();
  }

  /**
   * The client takes nothing. A mere complete() would have Tomcat hold a thread for the rest of the
   * bytes, so the container is made to end it at once.
   */
  private void abort() {
    end();
    boolean cut;
    writing.lock();
    try {
      // Once the container has said that it is over, its objects may be of another request.
      cut = lost || container.cut(async.getRequest());
    } finally {
      writing.unlock();
    }
    if (!cut) {
      endBy(AbortException::dispatch); // at the price that what is mapped there runs once more
    } else if (container != Container.TOMCAT) { // whose listeners are told, and complete it
      complete();
    }
  }

  private void complete() {
    endBy(AsyncContext::complete);
  }

  private void endBy(Consumer<AsyncContext> way) {
    if (completed.compareAndSet(false, true)) {
      try {
        way.accept(async);
      } catch (RuntimeException e) {
        // It has ended meanwhile; containers differ in how they say so.
      }
    }
  }

  @Override
  public final void onWritePossible() {
    thread.execute(resume);
  }

  private void resume() {
    started = true;
    waiting = false;
    pump();
  }

  /** On the container's thread: nothing may be written from here on. */
  private void lose() {
    lost = true;
    boolean quiet = false;
    try {
      quiet = writing.tryLock(CALLBACK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (quiet) {
        writing.unlock();
      }
    }
    thread.execute(
        () -> {
          end();
          bury();
        });
  }

  @Override
  public final void onError(Throwable failure) {
    lose();
    complete();
  }

  @Override
  public final void onError(AsyncEvent event) {
    lose();
    complete();
  }

  @Override
  public final void onTimeout(AsyncEvent event) {
    lose();
    complete();
  }

  @Override
  public final void onComplete(AsyncEvent event) {
    completed.set(true);
    lose();
  }

  @Override
  public final void onStartAsync(AsyncEvent event) {}
}
