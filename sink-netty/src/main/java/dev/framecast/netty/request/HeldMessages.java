package dev.framecast.netty.request;

import io.netty.buffer.ByteBufHolder;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait behind an answer, in their order; no more than anybody sends who means well.
 */
final class HeldMessages {
  private static final int MOST = 64;
  private static final int MOST_BYTES = 1024 * 1024;

  private final Deque<Object> messages = new ArrayDeque<>();
  private long bytes;

  /** Takes that message over; false when there are too many. */
  boolean add(Object message) {
    if (messages.size() >= MOST || bytes + size(message) > MOST_BYTES) {
      return false;
    }
    bytes += size(message);
    messages.add(message);
    return true;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  @Nullable Object peek() {
    return messages.peek();
  }

  Object remove() {
    Object next = messages.remove();
    bytes -= size(next);
    return next;
  }

  void release() {
    while (!messages.isEmpty()) {
      ReferenceCountUtil.release(remove());
    }
  }

  private static long size(Object message) {
    return message instanceof ByteBufHolder holder ? holder.content().readableBytes() : 0;
  }
}
