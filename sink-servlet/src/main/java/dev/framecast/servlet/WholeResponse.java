package dev.framecast.servlet;

import dev.framecast.servlet.container.Container;
import dev.framecast.stream.SharedFrame;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A response that has an end: its header, and a body or none. */
final class WholeResponse extends ResponseWriter {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final ByteBuffer body;
  private final @Nullable SharedFrame<ByteBuffer> frame;
  private boolean sent;

  private WholeResponse(
      FrameThread thread,
      AsyncContext async,
      ServletOutputStream out,
      ByteBuffer body,
      @Nullable SharedFrame<ByteBuffer> frame) {
    super(thread, async, out);
    this.body = body;
    this.frame = frame;
    if (frame != null) {
      frame.retain();
    }
  }

  /** A header that has been made already, and nothing more. */
  static WholeResponse headerAlone(
      FrameThread thread, AsyncContext async, HttpServletResponse response) throws IOException {
    return new WholeResponse(thread, async, response.getOutputStream(), NOTHING, null);
  }

  /** If the body is of a frame, that is held until the end. */
  static WholeResponse of(
      int status,
      Map<String, String> headers,
      ByteBuffer body,
      @Nullable SharedFrame<ByteBuffer> frame,
      FrameThread thread,
      AsyncContext async,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Answers.begin(response, status, headers);
    if (thread.isDraining() && Container.isHttp1(request)) {
      response.setHeader("Connection", "close");
    }
    if (status != HttpServletResponse.SC_NOT_MODIFIED
        && status != HttpServletResponse.SC_NO_CONTENT) {
      response.setContentLength(body.remaining());
    }
    boolean headOnly = request.getMethod().equals("HEAD");
    thread.container().prepare(response, headOnly ? 0 : body.remaining());
    return new WholeResponse(
        thread, async, response.getOutputStream(), headOnly ? NOTHING : body, frame);
  }

  @Override
  void begun() {}

  @Override
  void idle() {
    if (sent) {
      endNow();
    } else {
      sent = true;
      write(frame, body);
    }
  }

  @Override
  void rested(long now, long nanos) {}

  @Override
  void left() {
    if (frame != null) {
      frame.release();
    }
  }
}
