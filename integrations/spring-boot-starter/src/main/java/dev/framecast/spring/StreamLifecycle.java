package dev.framecast.spring;

import org.springframework.context.SmartLifecycle;

/**
 * Ends streams before anything else of the app ends. Otherwise the web server, which waits for
 * requests to end by themselves when it is shut down gracefully, would wait for streams, which do
 * not.
 */
final class StreamLifecycle implements SmartLifecycle {
  private final FramecastServlet servlet;

  private volatile boolean running;

  StreamLifecycle(FramecastServlet servlet) {
    this.servlet = servlet;
  }

  /** Also of an app that was stopped, and starts again. */
  @Override
  public void start() {
    servlet.resume();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    servlet.end();
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
