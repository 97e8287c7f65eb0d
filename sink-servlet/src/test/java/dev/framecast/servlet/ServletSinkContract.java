package dev.framecast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.sink.Client;
import dev.framecast.sink.Pictures;
import dev.framecast.sink.SinkContract;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The contract of all sinks, in one container. */
abstract class ServletSinkContract extends SinkContract {

  private MjpegServlet servlet;

  @Override
  protected final Sink start(Cameras cameras, String mount, Duration silence) throws IOException {
    FrameThread thread =
        new FrameThread(
            silence.equals(AS_SHIPPED)
                ? StreamOptions.DEFAULT
                : new StreamOptions(silence, Duration.ofSeconds(1)));
    try {
      servlet = new MjpegServlet(cameras, rules);
      return once(start(servlet, mount, thread));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Test
  void theContainerAndTheServletApiAreThoseThatAreMeant() throws IOException {
    assertThat(stage().get("/cameras").status()).isEqualTo(200);
    ServletContext context = servlet.getServletContext();
    assertThat(System.getProperty("containers", "").split(", "))
        .anyMatch(name -> (context.getServerInfo() + " ").startsWith(name + " "));
    String version = context.getMajorVersion() + "." + context.getMinorVersion();
    assertThat(version).isEqualTo(System.getProperty("servlet.api"));
    assertThat(version).isEqualTo(apiOnTheClassPath());
  }

  /** By what came with each version. */
  private static String apiOnTheClassPath() {
    if (has(ServletOutputStream.class, "write", ByteBuffer.class)) {
      return "6.1";
    }
    return has(ServletRequest.class, "getRequestId") ? "6.0" : "5.0";
  }

  private static boolean has(Class<?> type, String method, Class<?>... parameters) {
    try {
      return type.getMethod(method, parameters) != null;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  @Test
  void aStreamAndASnapshotThatBeginWhileTheAppEndsLeaveNothingBehind() throws IOException {
    try (Client viewer = stage().viewer()) {
      stage().awaitViewers(1);
      stage().source.show(Pictures.small(64));
      assertThat(viewer.stream().next()).isTrue();
      ServletContext context = servlet.getServletContext();
      FrameThread ending = FrameThread.of(context);
      FrameThread.end(context);
      assertThat(viewer.isEnded()).isTrue();
      // As a request has it that came a moment before.
      ending.keepIn(context);
      try (Client late = stage().viewer()) {
        assertThat(late.isEnded()).isTrue();
      }
      stage().awaitViewers(0);
      try (Client late = stage().client().get("/cameras/door/snapshot.jpg?maxAge=100")) {
        assertThat(late.head().status()).isEqualTo(503);
      }
      stage().awaitViewers(0);
    }
  }

  private static Sink once(Sink sink) {
    AtomicBoolean closed = new AtomicBoolean();
    return new Sink() {
      @Override
      public int port() {
        return sink.port();
      }

      @Override
      public void close() {
        if (closed.compareAndSet(false, true)) {
          sink.close();
        }
      }
    };
  }

  /**
   * Starts the container with that servlet mapped below the mount, and that thread in its context.
   */
  abstract Sink start(MjpegServlet servlet, String mount, FrameThread thread) throws Exception;
}
