package dev.framecast.servlet;

import dev.framecast.Cameras;
import dev.framecast.sink.SinkContract;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** The contract of all sinks, in one container. */
abstract class ServletSinkContract extends SinkContract {

  @Override
  protected final Sink start(Cameras cameras, String mount, Duration silence) throws IOException {
    FrameThread thread = new FrameThread(new StreamOptions(silence, Duration.ofSeconds(1)));
    try {
      return once(start(new MjpegServlet(cameras), mount, thread));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
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
