package dev.framecast.discovery.soap;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Few large answers are held at a time, however many hosts send one: each takes ten times its bytes
 * while it is read, and a wall with a small heap has cameras to show. Safe for use by several
 * threads.
 */
public final class LargeAnswers {
  /** Most answers have fewer bytes. */
  static final int SMALL = 16 * 1024;

  static final int AT_ONCE = 4;

  private final Semaphore free = new Semaphore(AT_ONCE);

  public Turn turn() {
    return new Turn();
  }

  /** That of one answer. For one thread. */
  public final class Turn implements AutoCloseable {
    private boolean taken;

    private Turn() {}

    /**
     * Waits until there is room for this one. Once that was so it does nothing.
     *
     * @param deadline on the scale of {@link System#nanoTime()}
     * @throws SocketTimeoutException when the others have it until then
     */
    void take(long deadline) throws IOException {
      if (taken) {
        return;
      }
      try {
        taken = free.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ClosedByInterruptException();
      }
      if (!taken) {
        throw new SocketTimeoutException();
      }
    }

    @Override
    public void close() {
      if (taken) {
        taken = false;
        free.release();
      }
    }
  }
}
