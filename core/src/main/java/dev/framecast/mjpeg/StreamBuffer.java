package dev.framecast.mjpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * The bytes of a stream that were read but not used up. They are counted from the first that is
 * kept; {@link #drop} moves that on. Reading never moves what is kept, save into a larger array.
 */
final class StreamBuffer {
  private static final int FIRST_CAPACITY = 64 * 1024;

  private final InputStream in;
  private final LongSupplier nanoTime;
  private byte[] bytes = new byte[FIRST_CAPACITY];
  private ByteBuffer view = ByteBuffer.wrap(bytes);
  private int first;
  private int end;
  private long filledNanos;
  private long waitedNanos;

  StreamBuffer(InputStream in, LongSupplier nanoTime) {
    this.in = in;
    this.nanoTime = nanoTime;
  }

  int size() {
    return end - first;
  }

  byte at(int index) {
    return bytes[first + index];
  }

  /** Forgets the first bytes. */
  void drop(int count) {
    first += count;
  }

  /** Reads what comes next; blocks until something does. False at the end of the stream. */
  boolean fill() throws IOException {
    if (end == bytes.length) {
      makeRoom();
    }
    long begun = nanoTime.getAsLong();
    int count = in.read(bytes, end, bytes.length - end);
    filledNanos = nanoTime.getAsLong();
    waitedNanos += filledNanos - begun;
    end += Math.max(0, count);
    return count >= 0;
  }

  /** Whether {@link #fill} would have something at once, as far as the stream can say. */
  boolean isMoreWaiting() throws IOException {
    return in.available() > 0;
  }

  /** When the last bytes came. */
  long filledNanos() {
    return filledNanos;
  }

  /** How long all reads together took: nearly nothing for what had come before it was wanted. */
  long waitedNanos() {
    return waitedNanos;
  }

  /** Puts two bytes in front of what stands at an index. */
  void insert(int index, byte one, byte two) {
    while (bytes.length - end < 2) {
      makeRoom();
    }
    System.arraycopy(bytes, first + index, bytes, first + index + 2, size() - index);
    bytes[first + index] = one;
    bytes[first + index + 1] = two;
    end += 2;
  }

  private void makeRoom() {
    int size = size();
    // Half of the array is worth moving what is kept; less would mean to move it again and again.
    byte[] target = first >= bytes.length / 2 ? bytes : new byte[bytes.length * 2];
    System.arraycopy(bytes, first, target, 0, size);
    if (target != bytes) {
      bytes = target;
      view = ByteBuffer.wrap(bytes);
    }
    first = 0;
    end = size;
  }

  /**
   * A part of what is kept: the same object at every call, good until the next call of anything.
   */
  ByteBuffer view(int from, int to) {
    return view.limit(first + to).position(first + from);
  }

  /** Where these bytes first begin between two indexes, or -1. */
  int indexOf(byte[] wanted, int from, int to) {
    int last = Math.min(first + to - 1, end - wanted.length);
    for (int i = first + from; i <= last; i++) {
      if (bytes[i] == wanted[0] && startsWith(wanted, i - first)) {
        return i - first;
      }
    }
    return -1;
  }

  /** Where this byte first stands between two indexes, or -1. */
  int indexOf(byte wanted, int from, int to) {
    int last = Math.min(first + to, end);
    for (int i = first + from; i < last; i++) {
      if (bytes[i] == wanted) {
        return i - first;
      }
    }
    return -1;
  }

  private boolean startsWith(byte[] wanted, int index) {
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[first + index + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** As Latin-1 text, which takes any byte. */
  String text(int from, int to) {
    return new String(bytes, first + from, to - from, ISO_8859_1);
  }
}
