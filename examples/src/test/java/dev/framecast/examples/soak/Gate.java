package dev.framecast.examples.soak;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets those who come and go do so, has them pause for a count, and ends them. */
final class Gate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean open = true;
  private boolean over;
  private int inside;

  /**
   * Waits for so long, and while there is a pause; false when all is over. Else {@link #leave}
   * follows.
   */
  boolean enterAfter(long millis) {
    linger(millis);
    lock.lock();
    try {
      while (!open && !over) {
        changed.awaitUninterruptibly();
      }
      if (!over) {
        inside++;
      }
      return !over;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      inside--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for so long, or until there is a pause or the end: then false. */
  boolean linger(long millis) {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (open && !over && left > 0) {
        left = changed.awaitNanos(left);
      }
      return open && !over;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nobody may begin anything new. */
  boolean isClosed() {
    lock.lock();
    try {
      return !open || over;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins a pause, and waits until nobody is inside; returns how many are left after that time.
   */
  int pause(long millis) throws InterruptedException {
    lock.lock();
    try {
      open = false;
      changed.signalAll();
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (inside > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      return inside;
    } finally {
      lock.unlock();
    }
  }

  void resume() {
    lock.lock();
    try {
      open = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      over = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
