package dev.framecast.servlet;

import dev.framecast.access.AccessRequest;
import dev.framecast.camera.CameraGroup;
import dev.framecast.http.Admissions;
import dev.framecast.http.CameraHttp;
import dev.framecast.http.HttpAnswer;
import dev.framecast.http.HttpRules;
import dev.framecast.servlet.container.Container;
import dev.framecast.servlet.request.RequestBody;
import dev.framecast.stream.PendingSnapshot;
import dev.framecast.stream.ViewerStream;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends core's answers. On the container's threads, which write nothing: even the header of an
 * answer without a body would wait for a client who has asked for much and read none of it.
 */
final class Answers {
  /** What is answered from, for all servlets and controllers of a web app. */
  static CameraHttp surface(CameraGroup cameras, HttpRules rules, HttpServletRequest request) {
    FrameThread thread = FrameThread.of(request.getServletContext(), rules.limits());
    return new CameraHttp(cameras, rules, thread.admissions());
  }

  static void send(
      CameraHttp http,
      AccessRequest asked,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Container container = Container.of(request.getServletContext());
    if (container.waitsForBody(request) && RequestBody.isToCome(request)) {
      response.setHeader("Connection", "close"); // there is no next request then
    }
    HttpAnswer answer = http.answer(asked);
    if (answer instanceof HttpAnswer.Asked question) {
      AskedResponse.send(question, request, response);
    } else {
      new Answers(request, response, null).send(answer);
    }
  }

  private final HttpServletRequest request;
  private final HttpServletResponse response;

  /** If it is asynchronous already, on our behalf. */
  private final @Nullable AsyncContext begun;

  Answers(HttpServletRequest request, HttpServletResponse response, @Nullable AsyncContext begun) {
    this.request = request;
    this.response = response;
    this.begun = begun;
  }

  /** Sends what needs nobody to be asked. */
  void send(HttpAnswer answer) throws IOException {
    FrameThread thread = FrameThread.of(request);
    // Before it is admitted, and before the look whether it ends, so that it does not in between.
    thread.expect();
    try {
      if (answer instanceof HttpAnswer.Content content) {
        content(content, thread);
      } else if (answer instanceof HttpAnswer.Stream stream) {
        stream(stream, thread);
      } else if (answer instanceof HttpAnswer.Snapshot snapshot) {
        snapshot(snapshot, thread);
      }
    } finally {
      thread.came();
    }
  }

  private void content(HttpAnswer.Content content, FrameThread thread) throws IOException {
    boolean headerAlone = request.getMethod().equals("HEAD") || !content.hasBody();
    if (isAsync(headerAlone) && !mayEndMeanwhile(thread)) {
      AsyncContext async = begin();
      WholeResponse.of(
              content.status(),
              content.headers(),
              content.body(),
              null,
              thread,
              async,
              request,
              response)
          .listen();
      return;
    }
    ByteBuffer body = content.body();
    begin(response, content.status(), content.headers());
    if (thread.isDraining() && Container.isHttp1(request)) {
      response.setHeader("Connection", "close");
    }
    if (content.hasBody()) {
      response.setContentLength(body.remaining());
      if (!request.getMethod().equals("HEAD")) {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        response.getOutputStream().write(bytes);
      }
    }
    completeIfBegun();
  }

  /**
   * Whether an answer might come too late to be written by that thread: it would be a header
   * without its body. On that thread itself it does not, unless the thread has ended.
   */
  private boolean mayEndMeanwhile(FrameThread thread) {
    return begun == null ? thread.isDraining() : thread.isEnded();
  }

  private void completeIfBegun() throws IOException {
    if (begun != null) {
      response.flushBuffer();
      begun.complete();
    }
  }

  /** Whether this request can be answered without its thread. */
  private boolean isAsync(boolean headerAlone) {
    return request.isAsyncSupported()
        && (begun != null || !request.isAsyncStarted())
        && !(headerAlone && endsAtOnce(request));
  }

  /**
   * Whether a header alone is sent without a WriteListener. With one Tomcat's HTTP/2 ends the
   * stream of a HEAD before its header is out, a protocol error (seen with 11.0), and it waits for
   * the socket in either way.
   */
  static boolean endsAtOnce(HttpServletRequest request) {
    return Container.of(request.getServletContext()).blocksOn(request);
  }

  /**
   * Says 503 in place of an answer for which there is nobody to write it, because the web app has
   * ended meanwhile or there are no more threads. The caller completes the request.
   */
  static void refuse(AsyncContext async) {
    if (async.getRequest() instanceof HttpServletRequest request
        && async.getResponse() instanceof HttpServletResponse response) {
      refuse(request, response);
    }
  }

  /** The same. */
  static void refuse(HttpServletRequest request, HttpServletResponse response) {
    try {
      if (!response.isCommitted()) {
        response.reset();
        begin(response, 503, Map.of("Retry-After", "1", "Cache-Control", "no-store"));
        if (Container.isHttp1(request)) {
          response.setHeader("Connection", "close");
        }
      }
    } catch (RuntimeException e) {
      // The client has left, and the container has ended it.
    }
  }

  static void begin(HttpServletResponse response, int status, Map<String, String> headers) {
    response.setStatus(status);
    headers.forEach(response::setHeader);
  }

  private void stream(HttpAnswer.Stream stream, FrameThread thread) throws IOException {
    if (request.getMethod().equals("HEAD")) {
      streamHead(stream, thread);
      return;
    }
    ViewerStream<ByteBuffer> viewed;
    try {
      viewed = new ViewerStream<>(thread.fanOut(), stream);
    } catch (Admissions.RefusedException e) {
      content(e.answer(), thread);
      return;
    }
    boolean watching = false;
    try {
      AsyncContext async = begin();
      thread.container().prepare(response, Integer.MAX_VALUE);
      beginStream(stream);
      new Viewer(thread, async, response.getOutputStream(), viewed).listen();
      watching = true;
    } finally {
      if (!watching && !thread.execute(viewed::close)) {
        viewed.close();
      }
    }
  }

  private void streamHead(HttpAnswer.Stream stream, FrameThread thread) throws IOException {
    beginStream(stream);
    if (isAsync(true) && !mayEndMeanwhile(thread)) {
      WholeResponse.headerAlone(thread, begin(), response).listen();
    } else {
      response.flushBuffer();
      completeIfBegun();
    }
  }

  /** The connection is to end behind a stream; containers then send it as it is, unchunked. */
  private void beginStream(HttpAnswer.Stream stream) {
    begin(response, 200, stream.headers());
    if (Container.isHttp1(request)) {
      response.setHeader("Connection", "close"); // HTTP/2 forbids it, and needs none
    }
  }

  private void snapshot(HttpAnswer.Snapshot asked, FrameThread thread) throws IOException {
    PendingSnapshot taking;
    try {
      taking = new PendingSnapshot(asked);
    } catch (Admissions.RefusedException e) {
      content(e.answer(), thread);
      return;
    }
    thread.expect(); // until it is written
    boolean listening = false;
    try {
      new SnapshotWriter(asked, taking, thread, request, response, begin()).listen();
      listening = true;
    } finally {
      if (!listening) {
        taking.cancel();
        thread.came();
      }
    }
  }

  private AsyncContext begin() {
    return begun == null ? begin(request, response) : begun;
  }

  static AsyncContext begin(HttpServletRequest request, HttpServletResponse response) {
    if (!request.isAsyncSupported()) {
      throw new IllegalStateException(
          "the servlet, or a filter in front of it, has no async support: register each with"
              + " setAsyncSupported(true)");
    }
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0);
    return async;
  }
}
