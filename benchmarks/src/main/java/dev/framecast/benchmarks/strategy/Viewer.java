package dev.framecast.benchmarks.strategy;

import dev.framecast.frame.Frame;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/**
 * Somebody who watches, over a connection that takes so many milliseconds for a frame (0: as fast
 * as memory). Written to by one thread.
 */
final class Viewer {
  private final long takes;
  private final Scores scores;
  private final ByteBuffer socket = ByteBuffer.allocateDirect(1 << 20);
  private long busyUntil = Long.MIN_VALUE;
  private long seen;

  /**
   * @param scores what is told of each frame that has arrived
   */
  Viewer(double millis, Scores scores) {
    this.takes = (long) (millis * 1e6);
    this.scores = scores;
  }

  /** The newest frame that was sent to this viewer. */
  long seen() {
    return seen;
  }

  /** When the present frame will have been taken, on the scale of {@link System#nanoTime()}. */
  long busyUntil() {
    return busyUntil;
  }

  boolean isBusy(long now) {
    return busyUntil > now;
  }

  /** Begins to send a frame, as to a socket that does not block. */
  void send(Frame frame) {
    seen = frame.sequence();
    socket.clear().put(frame.bytes());
    busyUntil = System.nanoTime() + takes;
    scores.arrived(busyUntil - frame.capturedNanos());
  }

  /** Sends a frame, as to a stream: blocks until the viewer has taken it. */
  void sendBlocking(Frame frame) {
    send(frame);
    while (takes > 0 && isBusy(System.nanoTime()) && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(busyUntil - System.nanoTime());
    }
  }
}
