package dev.framecast.servlet;

import dev.framecast.http.HttpAnswer;
import dev.framecast.http.SnapshotAnswers;
import dev.framecast.sink.Delivery;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** Sends core's answers. On the container's threads. */
final class Answers {
  private Answers() {}

  static void send(HttpAnswer answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getAttribute(ResponseWriter.ABORT) != null) {
      throw new AbortException();
    }
    if (answer instanceof HttpAnswer.Content content) {
      send(content, request, response);
    } else if (answer instanceof HttpAnswer.Stream stream) {
      stream(stream, request, response);
    } else if (answer instanceof HttpAnswer.Snapshot wish) {
      snapshot(wish, request, response);
    }
  }

  static void send(
      HttpAnswer.Content content, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
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

  static void begin(HttpServletResponse response, int status, Map<String, String> headers) {
    response.setStatus(status);
    headers.forEach(response::setHeader);
  }

  private static void stream(
      HttpAnswer.Stream stream, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getMethod().equals("HEAD")) {
      beginStream(stream, response);
      response.flushBuffer();
      return;
    }
    FrameThread thread = FrameThread.of(request.getServletContext());
    Delivery<PartBytes> delivery;
    try {
      delivery = new Delivery<>(thread.feeds(), stream);
    } catch (IllegalStateException e) {
      send(SnapshotAnswers.closed(), request, response);
      return;
    }
    boolean watching = false;
    try {
      AsyncContext async = begin(request, response);
      TomcatBuffer.prepare(request.getServletContext(), response);
      beginStream(stream, response);
      response.flushBuffer();
      new Viewer(thread, async, response.getOutputStream(), delivery).begin();
      watching = true;
    } finally {
      if (!watching && !thread.execute(delivery::close)) {
        delivery.close();
      }
    }
  }

  /** The connection is to end behind a stream; containers then send it as it is, unchunked. */
  private static void beginStream(HttpAnswer.Stream stream, HttpServletResponse response) {
    begin(response, 200, stream.headers());
    response.setHeader("Connection", "close");
  }

  private static void snapshot(
      HttpAnswer.Snapshot wish, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SnapshotWriter writer;
    try {
      writer = new SnapshotWriter(wish);
    } catch (IllegalStateException e) {
      send(SnapshotAnswers.closed(), request, response);
      return;
    }
    boolean begun = false;
    try {
      writer.begin(request, response);
      begun = true;
    } finally {
      if (!begun) {
        writer.cancel();
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
