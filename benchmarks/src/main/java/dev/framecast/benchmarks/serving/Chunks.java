package dev.framecast.benchmarks.serving;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Undoes HTTP's chunked transfer coding, as it comes, in pieces of any size. */
final class Chunks {
  private final Consumer<ByteBuffer> out;
  private final StringBuilder size = new StringBuilder();
  private long left;
  private boolean ended;

  Chunks(Consumer<ByteBuffer> out) {
    this.out = out;
  }

  /** Whether the last chunk has come. */
  boolean isEnded() {
    return ended;
  }

  void take(ByteBuffer in) {
    while (in.hasRemaining() && !ended) {
      if (left > 0) {
        int limit = in.limit();
        int length = (int) Math.min(left, in.remaining());
        in.limit(in.position() + length);
        out.accept(in);
        in.limit(limit);
        left -= length;
      } else {
        size(in.get());
      }
    }
  }

  /** A line with a number; before it, from the second on, the end of the chunk's own line. */
  private void size(byte b) {
    if (b != '\n') {
      if (b != '\r') {
        size.append((char) b);
      }
    } else if (size.length() > 0) {
      int extension = size.indexOf(";");
      int end = extension < 0 ? size.length() : extension;
      left = Long.parseLong(size, 0, end, 16);
      size.setLength(0);
      ended = left == 0;
    }
  }
}
