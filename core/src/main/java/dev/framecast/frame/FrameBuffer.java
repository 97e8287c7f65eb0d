package dev.framecast.frame;

import dev.framecast.camera.Subscription;
import dev.framecast.internal.DirectWakeUp;
import dev.framecast.internal.Durations;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The latest frame of one rendition, handed from one writer to any number of readers. There is no
 * queue: a reader always gets the newest whole frame, and frames that it had no time for are gone.
 *
 * <p>Writing is for one thread at a time and never waits for readers. Reading is for any thread and
 * never waits for the writer. {@link dev.framecast.ring.FrameRing} is the implementation that
 * cameras use.
 */
public interface FrameBuffer {

  /** A handle of a wake-up; closing it ends the wake-ups. Idempotent, any thread, never waits. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * An empty slot to write the next frame to. Exactly one slot is claimed at a time; it must come
   * back by {@link #publish} or {@link #abandon}. Writer only; never waits.
   *
   * @throws IllegalStateException when a slot is claimed already
   */
  FrameSlot claim();

  /**
   * Makes the claimed slot's content the newest frame and wakes the readers. Writer only; never
   * waits.
   *
   * @param width pixels
   * @param height pixels
   * @param live see {@link Frame#live()}
   * @return the frame's sequence
   * @throws IllegalStateException when no slot is claimed
   */
  long publish(int width, int height, boolean live);

  /** Gives the claimed slot back unused; does nothing when there is none. Writer only. */
  void abandon();

  /** The newest frame, or null before the first. The caller closes it. */
  @Nullable Frame acquire();

  /**
   * The newest frame if its sequence is greater than the one given, else null. The caller closes
   * it.
   */
  default @Nullable Frame acquireNewerThan(long sequence) {
    if (sequence() <= sequence) {
      return null;
    }
    return acquire();
  }

  /**
   * The same for one who acquires all frames and wants no object made for each.
   *
   * @param used a frame that came from this buffer, is closed, and that nobody else has: it may be
   *     handed out again. Null if there is none
   */
  default @Nullable Frame acquireNewerThan(long sequence, @Nullable Frame used) {
    return acquireNewerThan(sequence);
  }

  /** The newest frame's sequence, or 0 before the first. */
  long sequence();

  /**
   * Has this run after each publication. It carries no data; the frame is fetched with {@link
   * #acquireNewerThan}. One that is under way when its registration is closed may end after that;
   * one that throws takes nothing from the others.
   *
   * <p>A buffer alone runs it on the writer's thread, where it must be quick. The buffers of a
   * {@link Subscription} run it on a thread of its own, where it may take its time: what is
   * published meanwhile is told by one more run.
   */
  Registration onPublish(Runnable wakeUp);

  /**
   * The newest frame with a sequence greater than the one given, waiting for it if need be. Blocks
   * the caller.
   *
   * @return null when the time ran out; the caller closes the frame
   */
  default @Nullable Frame awaitNewerThan(long sequence, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + Durations.nanos("timeout", timeout);
    Thread reader = Thread.currentThread();
    DirectWakeUp wakeUp = () -> LockSupport.unpark(reader);
    try (Registration registration = onPublish(wakeUp)) {
      while (true) {
        Frame frame = acquireNewerThan(sequence);
        if (frame != null) {
          return frame;
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return null;
        }
        LockSupport.parkNanos(registration, left);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }
  }
}
