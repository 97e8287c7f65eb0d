package dev.framecast.examples.faults;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraListener;
import dev.framecast.frame.Frame;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.source.SourceException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** What a listener and a viewer of one camera have seen. */
final class Heard implements CameraListener {
  /**
   * Something went wrong.
   *
   * @param kind null for a stall
   */
  record Event(long at, Kind kind, String message, Duration nextTry) {}

  /** A live frame that arrived. */
  record Shown(long at, long captured, int width) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final List<Event> events = new ArrayList<>();
  private final List<Shown> shown = new ArrayList<>();
  private final JpegCheck check = new JpegCheck();
  private int slates;
  private String broken = "";

  @Override
  public void stalled(Camera camera, String problem) {
    add(new Event(System.nanoTime(), null, problem, Duration.ZERO));
  }

  @Override
  public void failed(Camera camera, Kind kind, String problem, Duration nextTry) {
    add(new Event(System.nanoTime(), kind, problem, nextTry));
  }

  private void add(Event event) {
    lock.lock();
    try {
      events.add(event);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A frame came. One call at a time. */
  void frame(Frame frame) {
    boolean good = check.inspect(frame.bytes());
    lock.lock();
    try {
      if (!good) {
        broken = check.problem();
      }
      if (frame.live()) {
        shown.add(new Shown(System.nanoTime(), frame.capturedNanos(), frame.width()));
      } else {
        slates++;
      }
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits; false if it has not come to that by then. */
  boolean await(Predicate<Heard> condition, long deadline) throws InterruptedException {
    lock.lock();
    try {
      while (!condition.test(this)) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        boolean unused = more.await(Math.min(left, 50_000_000L), TimeUnit.NANOSECONDS);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Lets that time pass. */
  void pass(long nanos) throws InterruptedException {
    boolean unused = await(heard -> false, System.nanoTime() + nanos);
  }

  /** What went wrong since. */
  List<Event> events(long since) {
    lock.lock();
    try {
      return events.stream().filter(event -> event.at() - since >= 0).toList();
    } finally {
      lock.unlock();
    }
  }

  /** The live frames that were captured and arrived since. */
  List<Shown> shown(long since) {
    lock.lock();
    try {
      return shown.stream()
          .filter(frame -> frame.at() - since > 0 && frame.captured() - since > 0)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a connection, or a try, has failed since. */
  boolean hasFailed(long since) {
    return events(since).stream().anyMatch(event -> event.kind() != null);
  }

  /** Keeps nothing of what was. */
  void forget() {
    lock.lock();
    try {
      events.clear();
      shown.clear();
    } finally {
      lock.unlock();
    }
  }

  /** The greatest age that a live frame had when it came here. */
  long oldestMillis() {
    lock.lock();
    try {
      return shown.stream()
          .mapToLong(frame -> (frame.at() - frame.captured()) / 1_000_000)
          .max()
          .orElse(0);
    } finally {
      lock.unlock();
    }
  }

  int slates() {
    lock.lock();
    try {
      return slates;
    } finally {
      lock.unlock();
    }
  }

  /** What is wrong with one of the frames; empty if all were whole. */
  String broken() {
    lock.lock();
    try {
      return broken;
    } finally {
      lock.unlock();
    }
  }
}
