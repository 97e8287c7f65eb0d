package dev.framecast.frame;

import dev.framecast.internal.DirectWakeUp;
import dev.framecast.internal.Durations;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link FrameBuffer} frame by frame, and waits for the next one. It remembers what it has
 * given, so that no frame comes twice, and is woken from the beginning to its close, not anew for
 * each wait.
 *
 * <pre>{@code
 * try (FrameReader reader = new FrameReader(frames, 0)) {
 *   try (Frame frame = reader.next(Duration.ofSeconds(1))) {
 *     ...
 *   }
 * }
 * }</pre>
 *
 * <p>For one thread at a time; only {@link #close()} may be called from any thread.
 */
public final class FrameReader implements AutoCloseable {
  private final FrameBuffer frames;

  /** A permit when something was published since the last look: at most one, or a few. */
  private final Semaphore published = new Semaphore(0);

  private final FrameBuffer.Registration registration;
  private long seen;
  private volatile boolean closed;

  /**
   * Begins to read.
   *
   * @param seen the sequence to begin after, 0 for whatever there is
   */
  public FrameReader(FrameBuffer frames, long seen) {
    this.frames = frames;
    this.seen = seen;
    DirectWakeUp wakeUp = this::wake;
    this.registration = frames.onPublish(wakeUp);
  }

  /** On the writer's thread. */
  private void wake() {
    if (published.availablePermits() == 0) { // else it will look in any case
      published.release();
    }
  }

  /**
   * The next frame, waiting for it if need be. Blocks the caller.
   *
   * @return null when the time ran out, or when this was closed; the caller closes the frame
   */
  public @Nullable Frame next(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + Durations.nanos("timeout", timeout);
    while (!closed) {
      published.drainPermits(); // before the look: what comes from here on is a permit
      Frame frame = frames.acquireNext(seen);
      if (frame != null) {
        seen = frame.sequence();
        return frame;
      }
      long left = deadline - System.nanoTime();
      if (!published.tryAcquire(Math.max(0, left), TimeUnit.NANOSECONDS) && left <= 0) {
        return null;
      }
    }
    return null;
  }

  /** Ends the wait of whoever waits. Frames that were given stay open. Idempotent. */
  @Override
  public void close() {
    closed = true;
    registration.close();
    published.release();
  }
}
