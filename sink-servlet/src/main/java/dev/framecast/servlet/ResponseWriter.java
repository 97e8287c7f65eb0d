package dev.framecast.servlet;

import dev.framecast.servlet.container.AbortException;
import dev.framecast.servlet.container.Completion;
import dev.framecast.servlet.container.EndListener;
import dev.framecast.stream.PeriodicCheck;
import dev.framecast.stream.SharedFrame;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous response, written to by the web app's {@link FrameThread} alone. The container's
 * callbacks, on threads of its own, only tell that thread. What the container says of a client that
 * has left comes by one listener or the other (Jetty: this WriteListener; Tomcat: the AsyncListener
 * or both; Undertow: neither, or onComplete). Each is taken for the end, and the end happens once.
 */
abstract class ResponseWriter implements WriteListener, EndListener, PeriodicCheck.Checked {
  /** For how long a callback waits for a write to end, and an ended response for its onComplete. */
  private static final long CALLBACK_MILLIS = 1_000;

  private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Who has come just now may be opening because the container has had no time for it yet. */
  private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private enum State {
    /** The container has not said yet that it takes bytes. */
    OPENING,
    IDLE,
    /** The output is ours, and is written to. */
    WRITING,
    /** The output is the container's, until it calls onWritePossible. */
    BLOCKED,
    /** The container may still read what it was given. */
    ENDING,
    ENDED
  }

  final FrameThread thread;
  private final AsyncContext async;
  private final ServletOutputStream out;
  private final PartOutput output;

  /**
   * Held while the response is written to. The container uses the same objects for others as soon
   * as its last callback is done, so those wait for the write, within reason: it has locks, too.
   */
  private final ReentrantLock writing = new ReentrantLock();

  private final Completion completion;
  private final ForcedEnd forced;

  /** No more may be called: set by callbacks on the container's threads. */
  private volatile boolean lost;

  private State state = State.OPENING;
  private long changedAt;

  private @Nullable SharedFrame<ByteBuffer> held;

  ResponseWriter(FrameThread thread, AsyncContext async, ServletOutputStream out) {
    this.thread = thread;
    this.async = async;
    this.completion = new Completion(async);
    this.forced = new ForcedEnd(thread.container(), async.getRequest(), completion, writing, this);
    this.out = out;
    this.output = new PartOutput(out, thread.container().writing(async.getResponse(), out));
  }

  abstract void begun();

  /** Ready for bytes that are none yet: {@link #write} something, {@link #endNow}, or neither. */
  abstract void idle();

  /** Nothing is in flight for so long. */
  abstract void rested(long now, long nanos);

  boolean isOverdue(long now) {
    return false;
  }

  /** It is to end soon, in order. What has an end ends by itself. */
  void drain() {}

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
    thread.expect(); // until it has joined
    if (thread.isEnded() || !thread.execute(this::join)) {
      thread.came();
      state = State.ENDED; // or it would end once more when the container calls back
      left();
      Answers.refuse(async);
      completion.complete();
      return;
    }
    try {
      out.setWriteListener(this);
    } catch (IllegalStateException e) {
      if (!completion
          .isDone()) { // else the app has been ended since, and who has come last with it
        throw e;
      }
    }
  }

  private void join() {
    try {
      changedAt = System.nanoTime();
      if (thread.isEnded()) {
        refuse();
        endNow();
      } else if (state == State.OPENING) {
        thread.watch(this);
        begun();
        if (thread.isDraining()) {
          drain();
        }
      }
    } finally {
      thread.came();
    }
  }

  /** Of what was not even opened it can still be said why there is nothing. */
  private void refuse() {
    writing.lock();
    try {
      if (state == State.OPENING && !lost) {
        Answers.refuse(async);
      }
    } finally {
      writing.unlock();
    }
  }

  /** The container has said that it is over: nothing of it may be touched. */
  final boolean isLost() {
    return lost;
  }

  final boolean isIdle() {
    return state == State.IDLE;
  }

  /**
   * That part is next, and is written as far as it is taken at the moment. If it is of a frame,
   * that is held for as long.
   */
  final void write(@Nullable SharedFrame<ByteBuffer> frame, ByteBuffer part) {
    output.begin(part);
    if (frame != null) {
      frame.retain();
    }
    held = frame;
    state = State.WRITING;
    if (!writing.isHeldByCurrentThread()) { // else it goes on by itself
      writeWhatIsTaken();
    }
  }

  /** Writes as much as is taken, part after part. */
  private void writeWhatIsTaken() {
    writing.lock();
    try {
      while (state == State.WRITING && !lost) {
        if (!out.isReady()) {
          change(State.BLOCKED);
          output.waits();
        } else if (!output.step()) {
          // Ready once more behind the last write: none of the frame's bytes is needed any longer.
          release();
          change(State.IDLE);
          idle();
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      // Tomcat's output throws what it likes when its connection is gone, and memory may be short;
      // a response that is neither written to nor waited for would be there for ever.
      endNow();
    } finally {
      writing.unlock();
    }
  }

  private void change(State next) {
    state = next;
    changedAt = System.nanoTime();
  }

  private void release() {
    SharedFrame<ByteBuffer> sent = held;
    held = null;
    if (sent != null) {
      sent.release();
    }
  }

  @Override
  public final void check(long now) {
    long nanos = now - changedAt;
    switch (state) {
      case OPENING, BLOCKED -> {
        if (nanos >= thread.options().silence().toNanos() || isOverdue(now)) {
          // At the price that what is mapped there runs once more.
          end(() -> forced.cutOr(() -> completion.by(AbortException::dispatch)));
        }
      }
      case IDLE -> rested(now, nanos);
      case ENDING -> {
        if (nanos >= ENDING_NANOS) {
          letGo();
        }
      }
      case WRITING, ENDED -> {}
    }
  }

  /** The response is whole, or can never be. */
  final void endNow() {
    end(completion::complete);
  }

  /** The web app ends, and its container is not to wait for whoever takes nothing. */
  final void endWithApp() {
    boolean isStuck =
        state == State.BLOCKED
            || (state == State.OPENING && System.nanoTime() - changedAt >= STUCK_NANOS);
    refuse();
    end(isStuck ? forced::end : completion::complete);
  }

  /** The one way to end; the first reason counts. */
  private void end(Runnable told) {
    if (state == State.ENDING || state == State.ENDED) {
      return;
    }
    boolean isRead = state == State.BLOCKED && !lost;
    change(State.ENDING);
    try {
      // Before the viewer is uncounted: who waits for that may read on, and Tomcat takes a socket
      // that becomes writable while it is cut for a fault of its own.
      told.run();
    } finally {
      left();
      if (!isRead) {
        letGo();
      }
    }
  }

  private void letGo() {
    state = State.ENDED;
    release();
    thread.unwatch(this);
  }

  @Override
  public final void onWritePossible() {
    boolean unused = thread.execute(this::resume);
  }

  private void resume() {
    if (state == State.OPENING || state == State.BLOCKED) {
      state = State.WRITING;
      writeWhatIsTaken();
    }
  }

  @Override
  public final void onError(Throwable failure) {
    over(false);
  }

  @Override
  public final void over(boolean isCompleted) {
    if (isCompleted) {
      completion.heard();
    }
    lost = true;
    awaitWrite();
    boolean unused =
        thread.execute(
            () -> {
              end(() -> {});
              letGo();
            });
    completion.complete();
  }

  private void awaitWrite() {
    try {
      if (writing.tryLock(CALLBACK_MILLIS, TimeUnit.MILLISECONDS)) {
        writing.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
