package dev.framecast.stream;

import dev.framecast.frame.Frame;
import dev.framecast.http.Admissions;
import dev.framecast.http.HttpAnswer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A snapshot that is waited for without a thread. */
public final class PendingSnapshot {
  private final HttpAnswer.Snapshot request;
  private final CompletableFuture<Frame> taking;

  /** Done after its place among those that wait is free: who is answered may ask again. */
  private final CompletableFuture<Frame> outcome;

  /** Won by the one who has the outcome, and with it the frame: the receiver, or who cancels. */
  private final AtomicBoolean claimed = new AtomicBoolean();

  /** Who has asked for it. Told once, unless it is cancelled. */
  public interface Receiver {

    /** On the sink's thread; the receiver closes the frame. */
    void taken(Frame frame);

    /** On the sink's thread. */
    void failed(HttpAnswer.Content answer);

    /** The sink's thread has ended, and nothing else will be told; on any thread. */
    default void refused() {}
  }

  /**
   * Begins to wait.
   *
   * @throws Admissions.RefusedException when too many wait, or the camera was closed meanwhile
   */
  public PendingSnapshot(HttpAnswer.Snapshot request) {
    this.request = request;
    Admissions.Admission admission = request.enter();
    try {
      this.taking =
          request.camera().snapshot(request.rendition(), request.maxAge(), request.timeout());
      this.outcome = taking.whenComplete((frame, e) -> admission.close());
    } catch (IllegalStateException e) {
      admission.close();
      throw new Admissions.RefusedException(request.closed());
    } catch (RuntimeException | Error e) {
      admission.close();
      throw e;
    }
  }

  /**
   * Has the outcome told.
   *
   * @param thread runs what it is given on the sink's thread, or throws {@link
   *     RejectedExecutionException}
   */
  public void tell(Executor thread, Receiver receiver) {
    CompletableFuture<Void> unused =
        outcome.handle(
            (frame, failure) -> {
              try {
                thread.execute(() -> done(receiver, frame, failure));
              } catch (RuntimeException | Error e) { // it has ended, or there are no more threads
                if (claimed.compareAndSet(false, true)) {
                  close(frame);
                  receiver.refused();
                }
              }
              return null;
            });
  }

  private void done(Receiver receiver, @Nullable Frame frame, @Nullable Throwable failure) {
    if (!claimed.compareAndSet(false, true)) {
      return;
    }
    if (frame != null) {
      receiver.taken(frame);
    } else {
      receiver.failed(request.failed(failure == null ? new IllegalStateException() : failure));
    }
  }

  private static void close(@Nullable Frame frame) {
    if (frame != null) {
      frame.close();
    }
  }

  /** Nobody waits any more. Any thread, at any time; the receiver may be told a moment before. */
  public void cancel() {
    if (claimed.compareAndSet(false, true)
        && !taking.cancel(false)
        && !taking.isCompletedExceptionally()) {
      taking.join().close(); // is there already
    }
  }
}
