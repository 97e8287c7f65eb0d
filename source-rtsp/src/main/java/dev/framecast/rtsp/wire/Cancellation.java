package dev.framecast.rtsp.wire;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Ends what blocks, from any thread. */
public final class Cancellation {
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

  public void cancel() {
    cancelled = true;
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
