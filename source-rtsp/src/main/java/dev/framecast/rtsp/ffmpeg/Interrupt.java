package dev.framecast.rtsp.ffmpeg;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Ends FFmpeg's blocking calls, by {@link #cancel()} from any thread or by a deadline that the
 * session's thread sets. FFmpeg asks while it waits for a socket, at least every 100 ms; it does
 * not ask while the system looks up a host name, which nothing can interrupt.
 *
 * <p>FFmpeg asks by a function that it calls with an address, often: before each piece that it
 * reads. A call of Java by JavaCPP leaves two objects behind. So FFmpeg is given C's own {@code
 * atoi}, and the address of a string that is "0" or "1"; what would have looked at the clock is
 * then a timer, which looks about once per deadline.
 *
 * <p>A deadline of our own, and not FFmpeg's {@code timeout} options: these are called differently
 * by each protocol, and end in the same error as nonsense from the camera does.
 */
public final class Interrupt {
  private static final byte GO_ON = '0';
  private static final byte STOP = '1';
  private static final @Nullable Pointer ATOI = Loader.addressof("atoi");

  // Freed by the garbage collector and not by hand, because cancel() may come after close().
  private final BytePointer answer = new BytePointer(GO_ON, (byte) 0);
  private final CountDownLatch cancelled = new CountDownLatch(1);

  /** For the answer, and all that follows; held for moments only. */
  private final ReentrantLock lock = new ReentrantLock();

  private long deadline;
  private boolean isIdle;

  /** What looks at the clock next; null while nothing is limited. One at a time. */
  private @Nullable CompletableFuture<Void> timer;

  private volatile boolean timedOut;
  private volatile @Nullable Runnable hook;

  /** Must be called before the context is opened. */
  public void attachTo(AVFormatContext context) {
    attachTo(context.interrupt_callback(), ATOI);
  }

  public void attachTo(AVIOInterruptCB struct, @Nullable Pointer function) {
    struct.opaque(answer);
    if (function == null || function.isNull()) {
      struct.callback(SlowAnswer.INSTANCE);
    } else {
      // By its place in the struct, because JavaCPP's setter takes functions in Java only.
      int place = Loader.offsetof(AVIOInterruptCB.class, "callback") / Loader.sizeof(Pointer.class);
      new PointerPointer<>(struct).put(place, function);
    }
  }

  public void cancel() {
    lock.lock();
    try {
      cancelled.countDown();
      answer.put(0, STOP);
    } finally {
      lock.unlock();
    }
    Runnable other = hook;
    if (other != null) {
      other.run();
    }
  }

  /**
   * What else {@link #cancel()}, or the end of a {@link #limit}, is to end, where it is not FFmpeg
   * that waits.
   */
  public void onCancel(Runnable other) {
    hook = other;
    if (isCancelled()) {
      other.run();
    }
  }

  public boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  /** From now on, calls end after that many nanoseconds, which must be the same each time. */
  public void limit(long nanos) {
    lock.lock();
    try {
      isIdle = false;
      deadline = System.nanoTime() + nanos;
      timedOut = false;
      answer.put(0, isCancelled() ? STOP : GO_ON); // a farewell may have gone on all the same
      if (timer == null) {
        lookAfter(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Nothing blocks until the next {@link #limit}: what takes long now is not the camera, and must
   * not end its connection.
   */
  public void idle() {
    lock.lock();
    try {
      isIdle = true;
    } finally {
      lock.unlock();
    }
  }

  public boolean isTimedOut() {
    return timedOut;
  }

  /**
   * For the farewell to the camera, which shall go out also after a cancellation, but not take
   * long.
   */
  public void limitOnly(long nanos) {
    lock.lock();
    try {
      isIdle = false;
      deadline = System.nanoTime() + nanos;
      timedOut = false;
      answer.put(0, GO_ON);
      lookAfter(nanos);
    } finally {
      lock.unlock();
    }
  }

  private void lookAfter(long nanos) {
    if (timer != null) {
      timer.cancel(false); // or it would keep this until its time
    }
    CompletableFuture<Void> next = new CompletableFuture<>();
    timer = next;
    Object unused = next.thenRun(() -> look(next));
    Thread caller = Thread.currentThread();
    ClassLoader loader = caller.getContextClassLoader();
    // The JDK's timer thread begins with the first who needs it, and keeps its loader for ever;
    // that must not be a web app's.
    caller.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      unused = next.completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
    } finally {
      caller.setContextClassLoader(loader);
    }
  }

  private void look(CompletableFuture<Void> mine) {
    Runnable other;
    lock.lock();
    try {
      if (mine != timer) {
        return; // another one looks by now
      }
      timer = null;
      if (isIdle) {
        return;
      }
      long left = deadline - System.nanoTime();
      if (left > 0) {
        lookAfter(left);
        return;
      }
      timedOut = true;
      answer.put(0, STOP);
      other = hook;
    } finally {
      lock.unlock();
    }
    if (other != null) {
      other.run();
    }
  }

  /** Sleeps until that time, or until cancelled. */
  public void sleepUntil(long nanoTime) {
    try {
      cancelled.await(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // The capture thread is only ever interrupted to end the session.
      Thread.currentThread().interrupt();
      cancel();
    }
  }

  /**
   * The same in Java, for systems where {@code atoi} is not found. JavaCPP gives a callback class
   * only ten native functions, and the eleventh instance is never called; so this is one for all.
   */
  static final class SlowAnswer extends AVIOInterruptCB.Callback_Pointer {
    static final SlowAnswer INSTANCE = new SlowAnswer();

    @Override
    public int call(Pointer opaque) {
      return new BytePointer(opaque).get() == STOP ? 1 : 0;
    }
  }
}
