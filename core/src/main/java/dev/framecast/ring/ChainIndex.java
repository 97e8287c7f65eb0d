package dev.framecast.ring;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The units of a chain in their order, the newest at the end; found by sequence. Grows as it must,
 * and shrinks. One writer, any number of readers; the algorithm is told at the top of {@link
 * FrameChain}.
 */
final class ChainIndex {
  private static final int FIRST_ENTRIES = 64;

  /** A power of two; the unit at position p is at p modulo that. */
  private volatile AtomicReferenceArray<@Nullable ChainUnit> entries =
      new AtomicReferenceArray<>(FIRST_ENTRIES);

  private volatile @Nullable ChainUnit newest;

  /** Null while nobody may begin. */
  private volatile @Nullable ChainUnit newestKey;

  /** Positions: of the oldest unit, and after the newest one. The writer's. */
  private long first;

  private long end;

  long first() {
    return first;
  }

  /** The position at which the next unit is added. */
  long end() {
    return end;
  }

  boolean isEmpty() {
    return first == end;
  }

  int size() {
    return (int) (end - first);
  }

  /** For tests. */
  int capacity() {
    return entries.length();
  }

  void add(ChainUnit unit) {
    int length = entries.length();
    if (size() == length) {
      resize(2 * length);
    } else if (length > FIRST_ENTRIES && size() < length / 8) {
      resize(length / 2);
    }
    set(entries, end++, unit);
    newest = unit; // (1)
  }

  /** Where new readers begin from now on; null if nowhere. */
  void beginAt(@Nullable ChainUnit key) {
    newestKey = key; // (2)
  }

  @Nullable ChainUnit newestKey() {
    return newestKey;
  }

  /** There must be one. */
  ChainUnit oldest() {
    return Objects.requireNonNull(get(entries, first));
  }

  ChainUnit removeOldest() {
    ChainUnit oldest = oldest();
    set(entries, first++, null); // (3)
    return oldest;
  }

  private void resize(int length) {
    AtomicReferenceArray<@Nullable ChainUnit> copy = new AtomicReferenceArray<>(length);
    for (long position = first; position < end; position++) {
      set(copy, position, get(entries, position));
    }
    entries = copy;
  }

  /** What a reader is to see who has seen that: see {@link FrameChain}. Any thread; not pinned. */
  @Nullable ChainUnit next(long seen) {
    ChainUnit following = following(seen);
    if (following != null) {
      return following;
    }
    ChainUnit key = newestKey; // (5)
    return key != null && key.sequence() > seen ? key : null;
  }

  /** The unit that was published right after the one of that sequence, if both were here. */
  private @Nullable ChainUnit following(long seen) {
    ChainUnit last = newest;
    if (last == null || last.sequence() <= seen) {
      return null;
    }
    AtomicReferenceArray<@Nullable ChainUnit> current = entries;
    // The first of those above: it is as many positions back as sequences, fewer if these have
    // gaps.
    ChainUnit found = last;
    long low = last.position - Math.min(last.sequence() - seen, current.length()) + 1;
    long high = last.position;
    while (low < high) {
      long middle = low + (high - low) / 2;
      ChainUnit unit = get(current, middle);
      if (unit == null || unit.position != middle || unit.sequence() <= seen) {
        low = middle + 1; // nothing is there any more, nor below: it is the oldest that go
      } else {
        found = unit;
        high = middle;
      }
    }
    return found.before == seen ? found : null;
  }

  private static @Nullable ChainUnit get(
      AtomicReferenceArray<@Nullable ChainUnit> entries, long position) {
    return entries.getAcquire((int) position & (entries.length() - 1)); // (5)
  }

  private static void set(
      AtomicReferenceArray<@Nullable ChainUnit> entries, long position, @Nullable ChainUnit unit) {
    entries.setRelease((int) position & (entries.length() - 1), unit);
  }
}
