package dev.framecast.servlet;

import dev.framecast.http.HttpAnswer;
import dev.framecast.servlet.container.EndListener;
import dev.framecast.servlet.request.Roles;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request of which is not known yet whether it may be answered. It is asynchronous meanwhile, and
 * goes on on the {@link FrameThread}.
 */
final class AskedResponse implements EndListener {
  private final CompletableFuture<HttpAnswer> answer;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final AsyncContext async;
  private final FrameThread thread;

  /** The container has ended it: the response may not be touched any more. */
  private volatile boolean gone;

  private final AtomicBoolean over = new AtomicBoolean();

  private AskedResponse(
      CompletableFuture<HttpAnswer> answer,
      FrameThread thread,
      HttpServletRequest request,
      HttpServletResponse response) {
    this.answer = answer;
    this.request = request;
    this.response = response;
    this.thread = thread;
    this.async = Answers.begin(request, response);
  }

  /** On the container's thread, which asks, and waits only where it must. */
  static void send(
      HttpAnswer.Asked question, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    FrameThread thread = FrameThread.of(request);
    thread.expect(); // before it is asked, so that an end waits for the answer
    boolean isAwaited = false;
    try {
      CompletableFuture<HttpAnswer> answer = question.ask(Runnable::run);
      if (!answer.isDone() && request.isAsyncSupported() && !request.isAsyncStarted()) {
        AskedResponse asked = new AskedResponse(answer, thread, request, response);
        isAwaited = true;
        asked.listen();
        return;
      }
      HttpAnswer known = answer.join(); // within the time that the rules give
      Roles.close(request);
      new Answers(request, response, null).send(known);
    } finally {
      if (!isAwaited) {
        thread.came();
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nothing follows
  private void listen() {
    try {
      async.addListener(this);
    } catch (RuntimeException e) { // the client left a moment ago
      over(false);
      throw e;
    }
    answer.thenAccept(
        known -> {
          if (!thread.execute(() -> send(known)) && !gone) { // nobody is there to write it
            Roles.close(request);
            Answers.refuse(request, response);
            complete();
          }
        });
  }

  private void send(HttpAnswer known) {
    try {
      if (!gone) {
        Roles.close(request);
        if (thread.isEnded()) { // and is still there for somebody who is slow
          Answers.refuse(request, response);
          async.complete();
        } else {
          new Answers(request, response, async).send(known);
        }
      }
    } catch (IOException | RuntimeException e) {
      complete();
    } catch (Error e) {
      complete();
      throw e;
    } finally {
      leave();
    }
  }

  private void leave() {
    if (over.compareAndSet(false, true)) {
      thread.came();
    }
  }

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
    answer.cancel(false);
    leave();
    Roles.close(request);
  }
}
