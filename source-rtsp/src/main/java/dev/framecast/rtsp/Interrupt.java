package dev.framecast.rtsp;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends FFmpeg's blocking calls, by {@link #cancel()} from any thread or by a deadline that the
 * session's thread sets. FFmpeg asks while it waits for a socket, at least every 100 ms; it does
 * not ask while the system looks up a host name, which nothing can interrupt.
 *
 * <p>A deadline of our own, and not FFmpeg's {@code timeout} options: these are called differently
 * by each protocol, take effect twice in RTSP, and there end in the same error as nonsense from the
 * camera does.
 *
 * <p>JavaCPP gives a callback class only ten native functions, and the eleventh instance is never
 * called. So one instance serves all sessions, and finds the session's state at the address that
 * FFmpeg hands it.
 */
final class Interrupt {
  private static final Callback CALLBACK = new Callback();
  private static final int CANCELLED = 0;
  private static final int DEADLINE = 1;

  // Freed by the garbage collector and not by hand, because cancel() may come after close().
  private final LongPointer state = new LongPointer(2);
  private final CountDownLatch cancelled = new CountDownLatch(1);

  Interrupt() {
    state.put(CANCELLED, 0).put(DEADLINE, Long.MAX_VALUE);
  }

  /** Must be called before the context is opened. */
  void attachTo(AVFormatContext context) {
    context.interrupt_callback().callback(CALLBACK).opaque(state);
  }

  void cancel() {
    cancelled.countDown();
    state.put(CANCELLED, 1);
  }

  boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  /** From now on, calls end after that many nanoseconds. */
  void limit(long nanos) {
    state.put(DEADLINE, System.nanoTime() + nanos);
  }

  boolean isTimedOut() {
    return isPast(state.get(DEADLINE));
  }

  /**
   * For the farewell to the camera, which shall go out also after a cancellation, but not take
   * long.
   */
  void limitOnly(long nanos) {
    limit(nanos);
    state.put(CANCELLED, 0);
  }

  /** Sleeps until that time, or until cancelled. */
  void sleepUntil(long nanoTime) {
    try {
      cancelled.await(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // The capture thread is only ever interrupted to end the session.
      Thread.currentThread().interrupt();
      cancel();
    }
  }

  private static boolean isPast(long deadline) {
    return deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0;
  }

  private static final class Callback extends AVIOInterruptCB.Callback_Pointer {
    @Override
    public int call(Pointer opaque) {
      LongPointer state = new LongPointer(opaque);
      return state.get(CANCELLED) != 0 || isPast(state.get(DEADLINE)) ? 1 : 0;
    }
  }
}
