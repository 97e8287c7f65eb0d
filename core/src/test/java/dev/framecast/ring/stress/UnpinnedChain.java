package dev.framecast.ring.stress;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Registration;
import dev.framecast.ring.CaptureBuffer;
import java.nio.ByteBuffer;

/**
 * The chain's weaker twin: readers do not pin what they read, the next unit is whatever is there
 * next, and a unit is announced before it is there. Never shipped; it exists to fail.
 */
final class UnpinnedChain implements CaptureBuffer {
  private static final int SLOTS = 3;

  private final Unit[] units = new Unit[SLOTS];
  private volatile Unit newestKey;
  private volatile long announced;
  private int next;

  UnpinnedChain() {
    for (int i = 0; i < SLOTS; i++) {
      units[i] = new Unit();
    }
  }

  private static final class Unit implements Frame {
    final FrameSlot content = new FrameSlot();
    volatile long sequence;

    @Override
    public long sequence() {
      return sequence;
    }

    @Override
    public long capturedNanos() {
      return content.capturedNanos();
    }

    @Override
    public long capturedMicros() {
      return content.capturedMicros();
    }

    @Override
    public long presentedMicros() {
      return content.presentedMicros();
    }

    @Override
    public boolean isKey() {
      return content.isKey();
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public int height() {
      return 1;
    }

    @Override
    public boolean live() {
      return true;
    }

    @Override
    public FrameFormat format() {
      return FrameFormat.H264;
    }

    @Override
    public int size() {
      return content.length();
    }

    @Override
    public ByteBuffer bytes() {
      return content.bytes();
    }

    @Override
    public void close() {}
  }

  @Override
  public FrameSlot claim() {
    next = (next + 1) % SLOTS;
    units[next].content.clear();
    return units[next].content;
  }

  @Override
  public void publishSilently(long sequence, int width, int height, boolean live, int epoch) {
    announced = sequence;
    Unit unit = units[next];
    unit.sequence = sequence;
    if (unit.isKey()) {
      newestKey = unit;
    }
  }

  @Override
  public Frame acquireNext(long seen) {
    if (seen == 0) {
      return newestKey;
    }
    Unit found = null;
    for (Unit unit : units) {
      if (unit.sequence > seen && (found == null || unit.sequence < found.sequence)) {
        found = unit;
      }
    }
    return found;
  }

  @Override
  public long publish(int width, int height, boolean live) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void wakeReaders() {}

  @Override
  public void abandon() {}

  @Override
  public void forfeit() {}

  @Override
  public long sequence() {
    return announced;
  }

  @Override
  public Registration onPublish(Runnable wakeUp) {
    return () -> {};
  }
}
