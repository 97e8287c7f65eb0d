package dev.framecast.webcam;

import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import dev.framecast.webcam.encode.OpenCvLibrary;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that reads from a camera, and the place where it leaves the newest picture for the
 * capture thread.
 *
 * <p>It is a thread of its own because nothing can end OpenCV's read: if the camera stalls, it
 * blocks for ten seconds, and to release the camera under it would be a use of freed memory. So the
 * session waits here instead, where it can be cancelled, and leaves the thread to its read; when
 * that returns, it releases the camera and ends. A session that comes before that {@link #adopt}s
 * the reader: the camera is still open, another opener would find it taken, and should it wake up,
 * its pictures are there at once.
 */
/*
 * The algorithm
 *
 * Three pictures, told apart by their index: `back` is the reader's to write to, `front` is the
 * session's to print, and the third lies between them. `between` is its index, with FRESH added as
 * long as the session has not seen it. Each side gives away its own picture and gets the third by
 * one atomic exchange, so each picture has one owner at any time, nothing is allocated, and neither
 * side ever holds the other one up.
 *
 *   reader   write `back`;          back = between.getAndSet(back | FRESH)
 *   session  if between is FRESH:   front = between.getAndSet(front)
 *
 * The exchanges are what makes the bytes of a picture visible to its next owner.
 *
 * Who waits looks whether there is something to do, and then parks. Who has something for it
 * changes the state first and unparks it then, so one of the two sees the other: the session's
 * thread is written down, and `lingering` set, before the look, and all of this is volatile. An
 * unpark too many makes a look too many.
 *
 * `life` says whose the reader is. When its session has LEFT it, either the next session adopts it
 * (OWNED again) or the reader sees that nobody did (ENDING), whichever comes first.
 */
final class DeviceReader implements Runnable {
  private enum Life {
    OWNED,
    LEFT,
    ENDING
  }

  private static final int FRESH = 4;
  private static final int INDEX = 3;

  /**
   * A picture that has lain for that long gives way to a newer one. Not at once: when this machine
   * was busy for a moment, the camera's queue holds two or three, and the capture thread takes them
   * all in that time if it can.
   */
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Capture.Opener opener;
  private final Thread thread;
  private final AtomicReference<Life> life = new AtomicReference<>(Life.OWNED);
  private final AtomicInteger between = new AtomicInteger(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile SessionInfo info = SessionInfo.UNKNOWN;

  /** The thread of the session that owns this. */
  private volatile @Nullable Thread session;

  /** Whether the reader gives the session time to take a picture. */
  private volatile boolean lingering;

  /** Made by the reader once OpenCV is there; seen by the session with the first picture. */
  private Picture[] pictures = {};

  /** The reader's. */
  private int back;

  /** The session's; whoever adopts the reader takes it over. */
  private int front = 2;

  /** Set before {@link #ended}. */
  private @Nullable Throwable failure;

  DeviceReader(String name, Capture.Opener opener) {
    this.opener = opener;
    this.thread = new Thread(this, name);
    thread.setDaemon(true); // a camera that hangs must not keep a JVM alive
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    Capture capture = null;
    try {
      capture = opener.open();
      info = capture.info();
      OpenCvLibrary.load();
      pictures = new Picture[] {new Picture(), new Picture(), new Picture()};
      while (isWanted()) {
        capture.read(pictures[back]);
        info = capture.info();
        awaitTaken();
        put();
      }
    } catch (Throwable e) { // also LinkageError: no natives for this machine
      failure = e;
    }
    // Before anybody hears of the end: who opens the camera anew must find it free.
    release(capture);
    ended.countDown();
    wake();
    for (Picture picture : pictures) {
      picture.close();
    }
  }

  private void release(@Nullable Capture capture) {
    try {
      if (capture != null) {
        capture.release();
      }
    } catch (RuntimeException | Error e) { // or the next session would adopt a thread that is gone
      failure = failure == null ? e : failure;
    }
  }

  private boolean isWanted() {
    return life.get() == Life.OWNED || !life.compareAndSet(Life.LEFT, Life.ENDING);
  }

  /** Waits until the session has taken the picture before this one, but not for long. */
  private void awaitTaken() {
    if (!isFresh()) {
      return;
    }
    long end = System.nanoTime() + GRACE_NANOS;
    lingering = true;
    long left = GRACE_NANOS;
    while (isFresh() && life.get() == Life.OWNED && left > 0) {
      LockSupport.parkNanos(this, left);
      left = end - System.nanoTime();
    }
    lingering = false;
  }

  private boolean isFresh() {
    return (between.get() & FRESH) != 0;
  }

  private void put() {
    back = between.getAndSet(back | FRESH) & INDEX;
    wake();
  }

  /** What the camera really gives; unknown until it is open. Any thread. */
  SessionInfo info() {
    return info;
  }

  /**
   * Waits for a newer picture. The one before is the reader's again.
   *
   * @param cancelled ends the wait, after {@link #wake()}
   * @return null when cancelled
   * @throws IOException why there is none any more
   */
  @Nullable Picture next(AtomicBoolean cancelled) throws IOException {
    if (session != Thread.currentThread()) {
      session = Thread.currentThread();
    }
    while (!cancelled.get()) {
      boolean over = hasEnded(); // before the look: the last picture came before the end
      if (isFresh()) {
        take();
        return pictures[front];
      }
      if (over) {
        throw reason();
      }
      if (Thread.interrupted()) {
        return null; // the camera's watchdog cancels
      }
      LockSupport.park(); // without a blocker, which G1 would have to note for each picture
    }
    return null;
  }

  /** Makes the newest picture the front one. */
  private void take() {
    front = between.getAndSet(front) & INDEX;
    if (lingering) {
      LockSupport.unpark(thread);
    }
  }

  private boolean hasEnded() {
    return ended.getCount() == 0;
  }

  private IOException reason() {
    Throwable why = failure;
    if (why instanceof SourceException known) {
      return known;
    } else if (why instanceof Error error) {
      throw error;
    }
    SourceException broken = new SourceException(Kind.BROKEN, "the webcam's reader failed: " + why);
    if (why != null) {
      broken.initCause(why);
    }
    return broken;
  }

  /** Makes {@link #next} look whether it is cancelled. Any thread. */
  void wake() {
    LockSupport.unpark(session);
  }

  /**
   * Nobody wants pictures any more: the reader ends after its present read. The session gives its
   * picture back with this.
   */
  void leave() {
    life.set(Life.LEFT);
    LockSupport.unpark(thread);
    if (isFresh()) {
      take(); // it would be old when somebody comes
    }
    session = null;
  }

  /** Takes over a reader that was left; false if it is somebody's, or about to end. */
  boolean adopt() {
    return !hasEnded() && life.compareAndSet(Life.LEFT, Life.OWNED);
  }

  /** Waits until the camera is released; false if it was not in that time. */
  boolean awaitEnd(long nanos) {
    try {
      return ended.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return hasEnded();
    }
  }
}
