package dev.framecast.rtsp.bitstream;

import dev.framecast.internal.BitReader;
import java.util.Arrays;
import java.util.List;

/**
 * A short-term reference picture set of H.265 (7.3.7 and 7.4.8 of the standard): the pictures that
 * one may refer to, by how much later they are shown.
 */
final class ReferenceSet {
  private static final int MAX = 16;

  private int[] deltas = new int[MAX + 1];
  private boolean[] used = new boolean[MAX + 1];

  /** Those shown earlier stand first, then those shown later; the nearest first in both. */
  private int earlier;

  private int count;

  int count() {
    return count;
  }

  int delta(int i) {
    return deltas[i];
  }

  /** Whether the present picture itself refers to it, and not only later ones. */
  boolean isUsed(int i) {
    return used[i];
  }

  /**
   * Reads the set.
   *
   * @param sets those of the sequence that come before it
   * @param total how many the sequence has; a slice's own comes after them
   */
  void read(BitReader bits, List<ReferenceSet> sets, int total) {
    int index = sets.size();
    count = 0;
    if (index > 0 && bits.flag()) {
      int back = index == total ? bits.golomb() + 1 : 1;
      boolean negative = bits.flag();
      int shift = bits.golomb() + 1;
      if (back > index) {
        bits.skip(Integer.MAX_VALUE); // nonsense: beyond the end
        return;
      }
      predict(bits, sets.get(index - back), negative ? -shift : shift);
      return;
    }
    int before = bits.golomb();
    int after = bits.golomb();
    if (before > MAX || after > MAX - before) { // their sum may be more than an int
      bits.skip(Integer.MAX_VALUE);
      return;
    }
    readSide(bits, before, -1);
    earlier = count;
    readSide(bits, after, 1);
  }

  private void readSide(BitReader bits, int length, int sign) {
    int delta = 0;
    for (int i = 0; i < length; i++) {
      delta += sign * (bits.golomb() + 1);
      add(delta, bits.flag());
    }
  }

  private void predict(BitReader bits, ReferenceSet from, int shift) {
    int candidates = from.count + 1;
    boolean[] nowUsed = new boolean[candidates];
    boolean[] kept = new boolean[candidates];
    for (int i = 0; i < candidates; i++) {
      nowUsed[i] = bits.flag();
      kept[i] = nowUsed[i] || bits.flag();
    }
    // A copy, because a slice's own set may be the object that it is predicted from.
    int[] old = Arrays.copyOf(from.deltas, candidates);
    old[candidates - 1] = 0; // the picture that the other set belongs to
    int oldEarlier = from.earlier;
    collect(old, nowUsed, kept, shift, oldEarlier, -1);
    earlier = count;
    collect(old, nowUsed, kept, shift, oldEarlier, 1);
  }

  /** Those on one side, in the order of 7-61 and 7-62: from the nearest on. */
  private void collect(
      int[] old, boolean[] nowUsed, boolean[] kept, int shift, int oldEarlier, int sign) {
    int own = old.length - 1;
    int oppositeFrom = sign < 0 ? oldEarlier : 0;
    int oppositeTo = sign < 0 ? own : oldEarlier;
    for (int i = oppositeTo - 1; i >= oppositeFrom; i--) {
      addIf(kept[i], old[i] + shift, nowUsed[i], sign);
    }
    addIf(kept[own], shift, nowUsed[own], sign);
    int sameFrom = sign < 0 ? 0 : oldEarlier;
    int sameTo = sign < 0 ? oldEarlier : own;
    for (int i = sameFrom; i < sameTo; i++) {
      addIf(kept[i], old[i] + shift, nowUsed[i], sign);
    }
  }

  private void addIf(boolean kept, int delta, boolean isUsed, int sign) {
    if (kept && Integer.signum(delta) == sign) {
      add(delta, isUsed);
    }
  }

  private void add(int delta, boolean isUsed) {
    if (count < deltas.length) {
      deltas[count] = delta;
      used[count++] = isUsed;
    }
  }
}
