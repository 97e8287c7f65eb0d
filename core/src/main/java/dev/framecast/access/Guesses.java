package dev.framecast.access;

import dev.framecast.internal.ClientAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often an address has guessed wrongly, and how often a name was guessed at. From a limit on
 * each further guess has to wait, longer each time. A name that many addresses guess at waits too,
 * but not for an address from which it was right before: so nobody is kept out of where he usually
 * comes from by others who know his name.
 *
 * <p>A guess counts as wrong when it begins, or many at once would all be within the limit. Under
 * the monitor of whoever has it.
 */
final class Guesses {
  private static final int MOST_OF_ADDRESS = 10;
  private static final int MOST_OF_NAME = 100;
  private static final long FIRST_WAIT = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_WAIT = Duration.ofMinutes(15).toNanos();
  private static final long FORGOTTEN_AFTER = Duration.ofHours(1).toNanos();
  private static final int MOST_COUNTS = 10_000;
  private static final int LONGEST_NAME = 100;

  /** Wrong guesses of one address, or at one name. */
  private static final class Count {
    private int wrong;
    private long last;
    private long waitUntil;
  }

  /**
   * What is used least goes first.
   *
   * @param <K> an address or a name
   * @param <V> what is kept of it
   */
  static final class Bounded<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Bounded(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }

  private final Map<String, Count> addresses = new Bounded<>(MOST_COUNTS);
  private final Map<String, Count> names = new Bounded<>(MOST_COUNTS);
  private final Map<String, Boolean> rightBefore = new Bounded<>(MOST_COUNTS);

  /**
   * A guess is to begin.
   *
   * @return nanoseconds to wait before it may; 0 when it has begun
   */
  long begin(String address, String name, long now) {
    String where = ClientAddress.network(address);
    Count ofAddress = count(addresses, where, now);
    long wait = waitOf(ofAddress, now);
    if (wait > 0) {
      return wait; // and no name is noted: thousands of made-up ones would have others forgotten
    }
    Count ofName = count(names, noted(name), now);
    boolean usual = rightBefore.get(where + " " + name) != null;
    wait = usual ? 0 : waitOf(ofName, now);
    if (wait > 0) {
      return wait;
    }
    wrong(ofAddress, MOST_OF_ADDRESS, now);
    wrong(ofName, MOST_OF_NAME, now);
    return 0;
  }

  /** It was right. */
  void right(String address, String name, long now) {
    takeBack(address, name, now);
    rightBefore.put(ClientAddress.network(address) + " " + name, true);
  }

  /** It was none. */
  void takeBack(String address, String name, long now) {
    takeBack(count(addresses, ClientAddress.network(address), now), MOST_OF_ADDRESS);
    takeBack(count(names, noted(name), now), MOST_OF_NAME);
  }

  /** Longer ones than any user's fill the memory, and need no count of their own. */
  private static String noted(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  private static Count count(Map<String, Count> counts, String key, long now) {
    Count count = counts.computeIfAbsent(key, unused -> new Count());
    if (count.wrong > 0 && now - count.last > FORGOTTEN_AFTER) {
      count.wrong = 0;
    }
    return count;
  }

  private static long waitOf(Count count, long now) {
    return count.wrong == 0 || count.waitUntil == 0 ? 0 : Math.max(0, count.waitUntil - now);
  }

  private static void wrong(Count count, int limit, long now) {
    count.wrong++;
    count.last = now;
    int over = count.wrong - limit;
    count.waitUntil =
        over < 0
            ? 0
            : now + (over > 20 ? LONGEST_WAIT : Math.min(FIRST_WAIT << over, LONGEST_WAIT));
  }

  private static void takeBack(Count count, int limit) {
    count.wrong = Math.max(0, count.wrong - 1);
    if (count.wrong < limit) {
      count.waitUntil = 0;
    }
  }
}
