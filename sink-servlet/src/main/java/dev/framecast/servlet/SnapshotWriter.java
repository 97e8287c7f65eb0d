package dev.framecast.servlet;

import dev.framecast.frame.Frame;
import dev.framecast.http.HttpAnswer;
import dev.framecast.stream.SharedFrame;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for a snapshot without a thread, and then sends it. */
final class SnapshotWriter implements AsyncListener {
  private final HttpAnswer.Snapshot wish;
  private final CompletableFuture<Frame> taking;
  private volatile boolean gone;

  /** Begins to wait. */
  SnapshotWriter(HttpAnswer.Snapshot wish) {
    this.wish = wish;
    taking = wish.camera().snapshot(wish.rendition(), wish.maxAge(), wish.timeout());
  }

  /** On the container's thread. */
  void begin(HttpServletRequest request, HttpServletResponse response) {
    FrameThread thread = FrameThread.of(request);
    AsyncContext async = Answers.begin(request, response);
    async.addListener(this);
    CompletableFuture<Void> unused =
        taking.handle(
            (frame, failure) -> {
              if (!thread.execute(() -> taken(thread, async, request, response, frame, failure))) {
                refuse(async, response, frame);
              }
              return null;
            });
  }

  void cancel() {
    taking.cancel(false);
    if (taking.isDone() && !taking.isCompletedExceptionally()) {
      taking.join().close();
    }
  }

  /** The web app has ended meanwhile. */
  private void refuse(AsyncContext async, HttpServletResponse response, @Nullable Frame frame) {
    if (frame != null) {
      frame.close();
    }
    try {
      if (!gone) {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        async.complete();
      }
    } catch (RuntimeException e) {
      // The container has ended it.
    }
  }

  /** Nobody else ends a request whose answer failed halfway: it has no time limit. */
  private void giveUp(AsyncContext async) {
    try {
      if (!gone) {
        async.complete();
      }
    } catch (RuntimeException e) {
      // The client has left, and the container has ended it.
    }
  }

  private void taken(
      FrameThread thread,
      AsyncContext async,
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Frame frame,
      @Nullable Throwable failure) {
    SharedFrame<PartBytes> shared =
        frame == null ? null : new SharedFrame<>(frame, PartBytes.maker());
    try {
      if (gone) {
        return;
      }
      boolean atOnce = request.getMethod().equals("HEAD") && Answers.endsAtOnce(request);
      if (shared != null && frame != null) {
        Map<String, String> headers = wish.headers(frame);
        if (atOnce) {
          header(response, 200, headers, frame.size());
          async.complete();
        } else {
          WholeResponse.of(frame.bytes(), headers, shared, thread, async, request, response)
              .listen();
        }
        return;
      }
      HttpAnswer.Content content =
          wish.failed(failure == null ? new IllegalStateException() : failure);
      if (atOnce) {
        header(response, content.status(), content.headers(), content.body().remaining());
        async.complete();
      } else {
        WholeResponse.of(content, thread, async, request, response).listen();
      }
    } catch (IOException | RuntimeException e) {
      giveUp(async);
    } catch (Error e) {
      giveUp(async);
      throw e;
    } finally {
      if (shared != null) {
        shared.release();
      }
    }
  }

  private static void header(
      HttpServletResponse response, int status, Map<String, String> headers, int bytes)
      throws IOException {
    Answers.begin(response, status, headers);
    response.setContentLength(bytes);
    response.flushBuffer();
  }

  /** On the container's thread: the response may not be touched from here on. */
  private void lose() {
    gone = true;
    taking.cancel(false);
  }

  @Override
  public void onComplete(AsyncEvent event) {
    lose();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    lose();
  }

  @Override
  public void onError(AsyncEvent event) {
    lose();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
