package dev.framecast.webcam;

import dev.framecast.SessionInfo;
import dev.framecast.SourceException;
import dev.framecast.SourceException.Kind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
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
final class DeviceReader implements Runnable {
  /** One that is read, one that waits, one that is printed. */
  private static final int PICTURES = 3;

  /**
   * A picture that has lain for that long gives way to a newer one. Not at once: when this machine
   * was busy for a moment, the camera's queue holds two or three, and the capture thread takes them
   * all in that time if it can.
   */
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Capture.Opener opener;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile SessionInfo info = SessionInfo.UNKNOWN;

  // Under the lock:
  private final ArrayDeque<Picture> free = new ArrayDeque<>(PICTURES);
  private @Nullable Picture newest;
  private boolean owned = true;
  private boolean ending;
  private boolean ended;
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
    Throwable reason = null;
    Capture capture = null;
    try {
      capture = opener.open();
      info = capture.info();
      OpenCvLibrary.load();
      for (int i = 0; i < PICTURES; i++) {
        recycle(new Picture());
      }
      while (isWanted()) {
        Picture picture = takeFree();
        capture.read(picture);
        put(picture);
      }
    } catch (Throwable e) { // also LinkageError: no natives for this machine
      reason = e;
    }
    // Before anybody hears of it: who opens the camera anew must find it free.
    if (capture != null) {
      capture.release();
    }
    end(reason);
  }

  private boolean isWanted() {
    lock.lock();
    try {
      ending = !owned;
      return owned;
    } finally {
      lock.unlock();
    }
  }

  private Picture takeFree() {
    lock.lock();
    try {
      Picture picture = free.poll();
      if (picture == null) {
        throw new IllegalStateException("a picture was not given back");
      }
      return picture;
    } finally {
      lock.unlock();
    }
  }

  private void recycle(Picture picture) {
    lock.lock();
    try {
      free.add(picture);
    } finally {
      lock.unlock();
    }
  }

  private void put(Picture picture) throws InterruptedException {
    lock.lock();
    try {
      long grace = GRACE_NANOS;
      while (newest != null && owned && grace > 0) {
        grace = changed.awaitNanos(grace);
      }
      Picture old = newest;
      if (old != null) {
        free.add(old);
      }
      newest = picture;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end(@Nullable Throwable reason) {
    lock.lock();
    try {
      failure = reason;
      ended = true;
      changed.signalAll();
      freePictures();
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. */
  private void freePictures() {
    free.forEach(Picture::close);
    free.clear();
  }

  /** What the camera really gives; unknown until it is open. Any thread. */
  SessionInfo info() {
    return info;
  }

  /**
   * Waits for a newer picture.
   *
   * @param used the one before, which is given back; null the first time
   * @param cancelled ends the wait, after {@link #wake()}
   * @return null when cancelled
   * @throws IOException why there is none any more
   */
  @Nullable Picture next(@Nullable Picture used, BooleanSupplier cancelled) throws IOException {
    lock.lock();
    try {
      if (used != null) {
        free.add(used);
      }
      while (!cancelled.getAsBoolean()) {
        Picture picture = newest;
        if (picture != null) {
          newest = null;
          changed.signalAll();
          return picture;
        }
        if (ended) {
          throw reason();
        }
        changed.await();
      }
      return null;
    } catch (InterruptedException e) {
      return null; // the camera's watchdog cancels
    } finally {
      lock.unlock();
    }
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
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Nobody wants pictures any more: the reader ends after its present read.
   *
   * @param used the picture that was held, or null
   */
  void leave(@Nullable Picture used) {
    lock.lock();
    try {
      owned = false;
      if (used != null) {
        free.add(used);
      }
      if (newest != null) {
        free.add(newest); // it would be old when somebody comes
        newest = null;
      }
      if (ended) {
        freePictures();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes over a reader that was left; false if it is somebody's, or about to end. */
  boolean adopt() {
    lock.lock();
    try {
      if (owned || ending || ended) {
        return false;
      }
      owned = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the camera is released; false if it was not in that time. */
  boolean awaitEnd(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (!ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ended;
    } finally {
      lock.unlock();
    }
  }
}
