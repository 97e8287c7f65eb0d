package dev.framecast.ring.stress;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.FrameWriter;
import dev.framecast.frame.Registration;
import java.nio.ByteBuffer;

/**
 * The ring's weaker twin: as many slots, the same publication, but readers do not pin what they
 * read, and a frame is announced before it is there. Never shipped; it exists to fail.
 */
final class UnpinnedRing implements FrameBuffer, FrameWriter {
  private static final int SLOTS = 3;

  private final Slot[] slots = new Slot[SLOTS];
  private volatile Slot latest;
  private volatile long announced;
  private int next;
  private long published;

  UnpinnedRing() {
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Slot();
    }
  }

  private static final class Slot implements Frame {
    final FrameSlot content = new FrameSlot();
    long sequence;

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
      return FrameFormat.JPEG;
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
    slots[next].content.clear();
    return slots[next].content;
  }

  @Override
  public long publish(int width, int height, boolean live) {
    announced = ++published;
    slots[next].sequence = published;
    latest = slots[next];
    return published;
  }

  @Override
  public void abandon() {}

  @Override
  public Frame acquireNext(long seen) {
    return announced <= seen ? null : latest;
  }

  @Override
  public long sequence() {
    return announced;
  }

  @Override
  public Registration onPublish(Runnable wakeUp) {
    return () -> {};
  }
}
