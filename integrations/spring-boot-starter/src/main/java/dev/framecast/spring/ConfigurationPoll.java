package dev.framecast.spring;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration's files now and then, and takes a change when it was read twice, so half
 * of a file is not. What is wrong is told once, and the cameras stay as they were.
 */
final class ConfigurationPoll implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FramecastCameras.class.getName());

  private final FramecastCameras cameras;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, ConfigurationPoll::newThread);

  // The thread's own.
  private @Nullable Map<String, CameraProperties> taken;
  private @Nullable Map<String, CameraProperties> candidate;
  private @Nullable String problem;

  /** Nothing is read until {@link #start}. */
  ConfigurationPoll(FramecastCameras cameras, Map<String, CameraProperties> taken) {
    this.cameras = cameras;
    this.taken = taken;
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "framecast-reload");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to read, that often. */
  void start(Duration interval) {
    long nanos = interval.toNanos();
    var unused = thread.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Reads, and takes it if it has changed and is the same as the last time. */
  void look() {
    try {
      Map<String, CameraProperties> read = cameras.read();
      if (read.equals(taken)) {
        candidate = null;
      } else if (read.equals(candidate)) {
        candidate = null;
        taken = read;
        cameras.reload(read);
      } else {
        candidate = read;
      }
      problem = null;
    } catch (IllegalArgumentException | IllegalStateException e) {
      tell(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) { // or else nothing would be read any more
      tell(e.toString());
    }
  }

  private void tell(String now) {
    if (!now.equals(problem)) {
      problem = now;
      LOG.log(Level.WARNING, now + "; the cameras stay as they are");
    }
  }

  /** Waits a second at most for a reload that is being done. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      boolean unused = thread.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
