package dev.framecast.nats.wire;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What was received and is on its way to the timer: of each sender the newest alone, and no more
 * than the timer can take beside all else that it does. What strangers send beyond that is dropped.
 * Any thread.
 */
public final class Newest<T> {
  private static final int MOST_WAITING = 1_000;
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  /** At once: others' turn comes then. */
  private static final int MOST_TAKEN = 64;

  private static final long MOST_BYTES_TAKEN = 256L * 1024;
  private static final long PAUSE_MILLIS = 20;

  private record Waiting<T>(T message, long bytes) {}

  private final BiConsumer<Long, Runnable> timer;
  private final Consumer<List<T>> taker;
  private final Map<String, Waiting<T>> waiting = new LinkedHashMap<>();
  private long bytes;
  private boolean isComing;

  /** They are given to the taker on that link's timer. */
  public Newest(Link link, Consumer<List<T>> taker) {
    this(link::onTimer, taker);
  }

  /**
   * The same.
   *
   * @param timer runs that after so many milliseconds
   */
  Newest(BiConsumer<Long, Runnable> timer, Consumer<List<T>> taker) {
    this.timer = timer;
    this.taker = taker;
  }

  /**
   * Has it taken soon, in place of what the sender has said before.
   *
   * @param size the bytes that it takes in memory, about
   */
  public void put(String sender, T message, long size) {
    synchronized (waiting) {
      Waiting<T> before = waiting.get(sender);
      long after = bytes + size - (before == null ? 0 : before.bytes());
      if ((before == null && waiting.size() >= MOST_WAITING) || after > MOST_BYTES) {
        return;
      }
      waiting.put(sender, new Waiting<>(message, size));
      bytes = after;
      if (isComing) {
        return;
      }
      isComing = true;
    }
    timer.accept(0L, this::take);
  }

  private void take() {
    List<T> taken = new ArrayList<>();
    synchronized (waiting) {
      long size = 0;
      Iterator<Waiting<T>> all = waiting.values().iterator();
      while (all.hasNext() && taken.size() < MOST_TAKEN && size < MOST_BYTES_TAKEN) {
        Waiting<T> next = all.next();
        all.remove();
        taken.add(next.message());
        size += next.bytes();
      }
      bytes -= size;
      isComing = !taken.isEmpty();
    }
    if (!taken.isEmpty()) {
      // What comes meanwhile waits as well, or many small messages would take all the time.
      timer.accept(PAUSE_MILLIS, this::take);
      taker.accept(taken);
    }
  }
}
