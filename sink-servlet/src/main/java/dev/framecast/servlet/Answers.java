package dev.framecast.servlet;

import dev.framecast.http.HttpAnswer;
import dev.framecast.stream.PendingSnapshot;
import dev.framecast.stream.ViewerStream;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Sends core's answers. On the container's threads, which write nothing: even the header of an
 * answer without a body would wait for a client who has asked for much and read none of it.
 */
final class Answers {
  private Answers() {}

  static void send(HttpAnswer answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (answer instanceof HttpAnswer.Content content) {
      content(content, request, response);
    } else if (answer instanceof HttpAnswer.Stream stream) {
      stream(stream, request, response);
    } else if (answer instanceof HttpAnswer.Snapshot snapshot) {
      snapshot(snapshot, request, response);
    }
  }

  private static void content(
      HttpAnswer.Content content, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    FrameThread thread = FrameThread.of(request);
    boolean headerAlone = request.getMethod().equals("HEAD") || !content.hasBody();
    if (isAsync(request, headerAlone) && !thread.isEnded()) {
      AsyncContext async = begin(request, response);
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
    if (!content.hasBody()) {
      return;
    }
    response.setContentLength(body.remaining());
    if (!request.getMethod().equals("HEAD")) {
      byte[] bytes = new byte[body.remaining()];
      body.get(bytes);
      response.getOutputStream().write(bytes);
    }
  }

  /** Whether this request can be answered without its thread. */
  private static boolean isAsync(HttpServletRequest request, boolean headerAlone) {
    return request.isAsyncSupported()
        && !request.isAsyncStarted()
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

  static void begin(HttpServletResponse response, int status, Map<String, String> headers) {
    response.setStatus(status);
    headers.forEach(response::setHeader);
  }

  private static void stream(
      HttpAnswer.Stream stream, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getMethod().equals("HEAD")) {
      streamHead(stream, request, response);
      return;
    }
    FrameThread thread = FrameThread.of(request);
    ViewerStream<ByteBuffer> viewed;
    try {
      viewed = new ViewerStream<>(thread.fanOut(), stream);
    } catch (IllegalStateException e) {
      content(stream.closed(), request, response);
      return;
    }
    boolean watching = false;
    try {
      AsyncContext async = begin(request, response);
      thread.container().prepare(response, Integer.MAX_VALUE);
      beginStream(stream, request, response);
      new Viewer(thread, async, response.getOutputStream(), viewed).listen();
      watching = true;
    } finally {
      if (!watching && !thread.execute(viewed::close)) {
        viewed.close();
      }
    }
  }

  private static void streamHead(
      HttpAnswer.Stream stream, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    beginStream(stream, request, response);
    FrameThread thread = FrameThread.of(request);
    if (isAsync(request, true) && !thread.isEnded()) {
      WholeResponse.headerAlone(thread, begin(request, response), response).listen();
    } else {
      response.flushBuffer();
    }
  }

  /** The connection is to end behind a stream; containers then send it as it is, unchunked. */
  private static void beginStream(
      HttpAnswer.Stream stream, HttpServletRequest request, HttpServletResponse response) {
    begin(response, 200, stream.headers());
    if (Container.isHttp1(request)) {
      response.setHeader("Connection", "close"); // HTTP/2 forbids it, and needs none
    }
  }

  private static void snapshot(
      HttpAnswer.Snapshot asked, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PendingSnapshot taking;
    try {
      taking = new PendingSnapshot(asked);
    } catch (IllegalStateException e) {
      content(asked.closed(), request, response);
      return;
    }
    boolean listening = false;
    try {
      new SnapshotWriter(asked, taking, request, response).listen();
      listening = true;
    } finally {
      if (!listening) {
        taking.cancel();
      }
    }
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
