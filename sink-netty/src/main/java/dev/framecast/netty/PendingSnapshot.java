package dev.framecast.netty;

import dev.framecast.frame.Frame;
import dev.framecast.http.HttpAnswer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A snapshot that is waited for without a thread. Confined to the event loop. */
final class PendingSnapshot {
  private final HttpAnswer.Snapshot wish;
  private final CompletableFuture<Frame> taking;
  private final FrameLoop loop;
  private boolean wanted = true;

  /** Who has asked for it. Told once, on the event loop, unless the wish is cancelled. */
  interface Outcome {
    /** The receiver closes the frame. */
    void taken(Frame frame);

    void failed(HttpAnswer.Content answer);
  }

  /**
   * Begins to wait.
   *
   * @throws IllegalStateException when the camera was closed meanwhile
   */
  PendingSnapshot(HttpAnswer.Snapshot wish, FrameLoop loop) {
    this.wish = wish;
    this.taking = wish.camera().snapshot(wish.rendition(), wish.maxAge(), wish.timeout());
    this.loop = loop;
  }

  void tell(Outcome outcome) {
    CompletableFuture<Void> unused =
        taking.handle(
            (frame, failure) -> {
              try {
                loop.executor().execute(() -> done(outcome, frame, failure));
              } catch (RejectedExecutionException e) {
                // The loop has ended, and with it the connection.
                if (frame != null) {
                  frame.close();
                }
              }
              return null;
            });
  }

  private void done(Outcome outcome, @Nullable Frame frame, @Nullable Throwable failure) {
    if (frame != null && wanted) {
      outcome.taken(frame);
    } else if (frame != null) {
      frame.close();
    } else if (wanted) {
      outcome.failed(wish.failed(failure == null ? new IllegalStateException() : failure));
    }
  }

  void cancel() {
    wanted = false;
    taking.cancel(false);
  }
}
