package dev.framecast.rtsp.wire;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends what blocks, from any thread. */
public final class Cancellation {
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean cancelled;
  private volatile @Nullable Closeable blocked;

  public boolean isCancelled() {
    return cancelled;
  }

  /** From now on that is what ends the blocking call. */
  public void blocksOn(Closeable end) throws IOException {
    blocked = end;
    if (cancelled) {
      end.close();
    }
  }

  /** Waits for that long; false when cancelled meanwhile. */
  public boolean pause(long millis) {
    try {
      return !ended.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) { // as a camera's watchdog cancels
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public void cancel() {
    cancelled = true;
    ended.countDown();
    Closeable end = blocked;
    if (end != null) {
      try {
        end.close();
      } catch (IOException e) {
        // It was closed already.
      }
    }
  }
}
