package dev.framecast.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.VideoFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Chains for tests, and units whose bytes are all their sequence. */
public final class Chains {
  public static final VideoFormat VIDEO =
      new VideoFormat(FrameFormat.H264, "avc1.4d401f", 640, 360, ByteBuffer.allocate(0), false);

  private Chains() {}

  /** Keeps a group only until the next one begins, and bounds it hardly. */
  public static FrameChain forgetful() {
    return new FrameChain(
        new ChainBounds(1 << 20, Long.MAX_VALUE, Long.MAX_VALUE, 0), System::nanoTime);
  }

  static void key(CaptureBuffer chain, long sequence) {
    publish(chain, sequence, true, 10);
  }

  static void delta(CaptureBuffer chain, long sequence) {
    publish(chain, sequence, false, 10);
  }

  /** Deltas with all sequences up to that one. */
  static void deltas(CaptureBuffer chain, long last) {
    for (long sequence = chain.sequence() + 1; sequence <= last; sequence++) {
      delta(chain, sequence);
    }
  }

  static void publish(CaptureBuffer chain, long sequence, boolean key, int length) {
    publish(chain, sequence, key, length, 1);
  }

  static void publish(CaptureBuffer chain, long sequence, boolean key, int length, int epoch) {
    FrameSlot slot = chain.claim();
    fill(slot, sequence, length);
    slot.video(VIDEO, key);
    chain.publishSilently(sequence, 640, 360, true, epoch);
  }

  static void slate(CaptureBuffer chain, long sequence) {
    fill(chain.claim(), sequence, 20);
    chain.publishSilently(sequence, 320, 180, false, 0);
  }

  private static void fill(FrameSlot slot, long value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    slot.put(bytes, 0, length);
  }

  /** The sequence of what is next after that, with its bytes checked; 0 for nothing. */
  static long next(FrameBuffer chain, long seen) {
    try (Frame frame = chain.acquireNext(seen)) {
      if (frame == null) {
        return 0;
      }
      check(frame);
      return frame.sequence();
    }
  }

  static void check(Frame frame) {
    ByteBuffer bytes = frame.bytes();
    if (bytes.remaining() != frame.size()) {
      throw new AssertionError(bytes + " of a frame of " + frame.size() + " bytes");
    }
    byte[] found = new byte[frame.size()];
    bytes.get(found);
    byte expected = (byte) frame.sequence();
    for (byte value : found) {
      if (value != expected) {
        throw new AssertionError(value + " in frame " + frame.sequence());
      }
    }
  }

  /** What a reader is given who asks until there is nothing. */
  static List<Long> all(FrameBuffer chain, long seen) {
    List<Long> found = new ArrayList<>();
    for (long next = next(chain, seen); next > 0; next = next(chain, next)) {
      assertThat(found).doesNotContain(next);
      found.add(next);
    }
    return found;
  }
}
