package dev.framecast.spring;

import dev.framecast.servlet.MjpegStream;
import jakarta.servlet.ServletContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Ends streams before anything else of the app ends, also those of servlets and controllers of the
 * app's own. Otherwise the web server, which waits for requests to end by themselves when it is
 * shut down gracefully, would wait for streams, which do not.
 */
final class StreamLifecycle implements SmartLifecycle {
  private final Supplier<@Nullable ServletContext> app;
  private final @Nullable FramecastServlet servlet;

  private volatile boolean running;

  /**
   * Of one web app.
   *
   * @param servlet ours, where it is mounted
   */
  StreamLifecycle(Supplier<@Nullable ServletContext> app, @Nullable FramecastServlet servlet) {
    this.app = app;
    this.servlet = servlet;
  }

  /** Also of an app that was stopped, and starts again. */
  @Override
  public void start() {
    ServletContext context = app.get();
    if (context != null) {
      MjpegStream.resume(context);
    }
    if (servlet != null) {
      servlet.resume();
    }
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    if (servlet != null) {
      servlet.refuse();
    }
    ServletContext context = app.get();
    if (context != null) {
      MjpegStream.endAll(context);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** With those that end first: the web server's graceful end is 1,024 phases later. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }
}
