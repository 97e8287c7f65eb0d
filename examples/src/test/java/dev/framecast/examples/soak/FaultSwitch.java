package dev.framecast.examples.soak;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What is wrong with a camera at the moment. */
final class FaultSwitch {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Fault fault = Fault.NONE;

  Fault fault() {
    return fault;
  }

  boolean is(Fault one) {
    return fault == one;
  }

  void set(Fault next) {
    lock.lock();
    try {
      fault = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** As native code hangs: interrupts change nothing. */
  void hangWhile(Fault one) {
    lock.lock();
    try {
      while (fault == one) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for so long; or, if that fault is in force, until it is not. */
  void pause(long millis, Fault one) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (left > 0 || fault == one) {
        if (fault == one) {
          changed.await();
          left = 0;
        } else {
          left = changed.awaitNanos(left);
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
