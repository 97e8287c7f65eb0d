package dev.framecast.nats.wire;

import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsStatistics;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How much waits for the socket of one connection, and how fast that goes. jnats could be asked,
 * and would have whoever asks wait until the socket has taken what is being written; so it is
 * counted here. Any thread, but for {@link #hasRoom}.
 */
public final class Line extends NatsStatistics {
  /** Less than that is nothing. */
  private static final long LITTLE = 64L * 1024;

  /** Bytes that may wait however fast it goes: a few large pictures. */
  private static final long MOST = 4L * 1024 * 1024;

  /** What is sent in that time may wait: else, on a slow line, all would be sent late. */
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private static final long MEASURED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** PING and PONG, which jnats sends by itself. */
  private static final long SMALL = 16;

  private final AtomicLong given = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private volatile long progressAt = System.nanoTime();

  // Of the thread that asks for room.
  private long most = MOST;
  private long emptyAt = System.nanoTime();
  private long measuredAt = emptyAt;
  private long measuredFrom;
  private boolean wasEmpty = true;

  /** The bytes of a message on the wire. */
  static long size(String subject, @Nullable String replyTo, Headers headers, int data) {
    int head = headers.isEmpty() ? 0 : headers.serializedLength();
    int text = subject.length() + 1 + (replyTo == null ? 0 : replyTo.length() + 1);
    int first =
        head == 0
            ? 4 + text + digits(data) + 2
            : 5 + text + digits(head) + 1 + digits(head + data) + 2;
    return (long) first + head + data + 2;
  }

  private static int digits(int number) {
    return Integer.toString(number).length();
  }

  /** So much is given to the connection to be sent; negative if it was not taken. */
  void gives(long bytes) {
    given.addAndGet(bytes);
  }

  /** The bytes that wait. */
  long pending() {
    long out = written.get(); // first, as all that was written was given before
    long in = given.get();
    if (in < out) {
      given.compareAndSet(in, out); // what jnats says by itself is not counted
      return 0;
    }
    return in - out;
  }

  /** When a part of what could not be written at once was written, so that the server is there. */
  long progressAt() {
    return progressAt;
  }

  /** The socket has taken that. */
  @Override
  public void registerWrite(long bytes) {
    written.addAndGet(bytes);
    if (pending() > LITTLE) {
      progressAt = System.nanoTime();
    }
  }

  /** That is about to be written. */
  @Override
  public void incrementOut(long bytes) {
    super.incrementOut(bytes);
    if (bytes <= SMALL) {
      given.addAndGet(bytes);
    }
  }

  /** Whether another frame would be sent soon. One thread, which blocks nowhere. */
  public boolean hasRoom(long now) {
    long waits = pending();
    boolean isEmpty = waits <= LITTLE;
    emptyAt = isEmpty ? now : emptyAt;
    wasEmpty |= isEmpty;
    long nanos = now - measuredAt;
    if (nanos >= MEASURED_NANOS) {
      long out = written.get();
      double perNano = (double) (out - measuredFrom) / nanos;
      // While something waited all the time that is what the line can do; else it can do more.
      long can = wasEmpty ? most + most / 8 : (long) (perNano * LONGEST_NANOS);
      most = Math.max(LITTLE, Math.min(MOST, can));
      measuredAt = now;
      measuredFrom = out;
      wasEmpty = isEmpty;
    }
    return waits <= most && now - emptyAt <= LONGEST_NANOS;
  }
}
