package dev.framecast.servlet;

import dev.framecast.frame.Frame;
import dev.framecast.http.HttpAnswer;
import dev.framecast.servlet.container.EndListener;
import dev.framecast.stream.PendingSnapshot;
import dev.framecast.stream.SharedFrame;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Sends a snapshot when it is there, on the {@link FrameThread}. */
final class SnapshotWriter implements PendingSnapshot.Receiver, EndListener {
  private final HttpAnswer.Snapshot asked;
  private final PendingSnapshot taking;
  private final FrameThread thread;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final AsyncContext async;

  /** The container has ended it: the response may not be touched any more. */
  private volatile boolean gone;

  private final AtomicBoolean over = new AtomicBoolean();

  /** On the container's thread. */
  SnapshotWriter(
      HttpAnswer.Snapshot asked,
      PendingSnapshot taking,
      FrameThread thread,
      HttpServletRequest request,
      HttpServletResponse response,
      AsyncContext async) {
    this.asked = asked;
    this.taking = taking;
    this.request = request;
    this.response = response;
    this.async = async;
    this.thread = thread;
  }

  /** On the container's thread, last of all: from here on it may call back. */
  void listen() {
    async.addListener(this);
    taking.tell(thread.executor(), this);
  }

  @Override
  public void taken(Frame frame) {
    SharedFrame<ByteBuffer> shared = new SharedFrame<>(frame, (same, form) -> same.bytes());
    try {
      send(HttpServletResponse.SC_OK, asked.headers(frame), frame.bytes(), shared);
    } finally {
      shared.release();
      leave();
    }
  }

  private void leave() {
    if (over.compareAndSet(false, true)) {
      thread.came();
    }
  }

  @Override
  public void failed(HttpAnswer.Content answer) {
    try {
      send(answer.status(), answer.headers(), answer.body(), null);
    } finally {
      leave();
    }
  }

  private void send(
      int status,
      Map<String, String> headers,
      ByteBuffer body,
      @Nullable SharedFrame<ByteBuffer> frame) {
    if (gone) {
      return;
    }
    try {
      if (thread.isEnded()) {
        Answers.refuse(request, response);
        async.complete();
        return;
      }
      if (request.getMethod().equals("HEAD") && Answers.endsAtOnce(request)) {
        Answers.begin(response, status, headers);
        response.setContentLength(body.remaining());
        response.flushBuffer();
        async.complete();
      } else {
        WholeResponse.of(status, headers, body, frame, thread, async, request, response).listen();
      }
    } catch (IOException | RuntimeException e) {
      complete();
    } catch (Error e) {
      complete();
      throw e;
    }
  }

  /** The web app has ended meanwhile, or there are no more threads. */
  @Override
  public void refused() {
    leave();
    if (!gone) {
      Answers.refuse(request, response);
      complete();
    }
  }

  /** Nobody else ends a request whose answer failed halfway: it has no time limit. */
  private void complete() {
    try {
      if (!gone) {
        async.complete();
      }
    } catch (RuntimeException e) {
      // The client has left, and the container has ended it.
    }
  }

  @Override
  public void over(boolean completed) {
    gone = true;
    taking.cancel();
    leave();
  }
}
