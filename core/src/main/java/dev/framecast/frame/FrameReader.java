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
 * <p>For one thread at a time; only {@link #close()} and {@link #isAtEnd()} may be called from any
 * thread.
 */
public final class FrameReader implements AutoCloseable {
  private final FrameCursor cursor;

  /** A permit when something was published since the last look: at most one, or a few. */
  private final Semaphore published = new Semaphore(0);

  private final Registration registration;
  private volatile boolean closed;

  /**
   * Begins to read all frames.
   *
   * @param frames stays whoever's it is
   * @param seen the sequence to begin after, 0 for whatever there is
   */
  public FrameReader(FrameBuffer frames, long seen) {
    this(frames, seen, 0);
  }

  /**
   * Begins to read.
   *
   * @param frames stays whoever's it is
   * @param seen the sequence to begin after, 0 for whatever there is
   * @param maxFps live frames a second at most, or 0 for all; see {@link FramePacer#admits}
   */
  public FrameReader(FrameBuffer frames, long seen, double maxFps) {
    this.cursor = new FrameCursor(frames, seen, maxFps);
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
   * Takes the next frame, waiting for it if need be. Blocks the caller.
   *
   * @param timeout how long to wait; zero to only look
   * @return null when the time ran out, at once when this was closed or {@link #isAtEnd()}; the
   *     caller closes the frame
   * @throws InterruptedException when the calling thread was interrupted while it waited
   */
  public @Nullable Frame next(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + Durations.nanos("timeout", timeout);
    while (true) {
      published.drainPermits(); // before the look: what comes from here on is a permit
      if (closed) {
        return null;
      }
      Frame frame = cursor.poll();
      if (frame != null || cursor.isAtEnd()) {
        return frame;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return null;
      }
      boolean unused = published.tryAcquire(left, TimeUnit.NANOSECONDS);
    }
  }

  /**
   * {@return whether there will be no more frames: what writes them is closed, and all were seen}
   */
  public boolean isAtEnd() {
    return cursor.isAtEnd();
  }

  /** Ends the wait of whoever waits. Frames that were given stay open. Idempotent. */
  @Override
  public void close() {
    closed = true;
    registration.close();
    published.release();
  }
}
