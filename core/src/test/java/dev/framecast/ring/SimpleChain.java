package dev.framecast.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** What a chain is to do, as plainly as it can be said: the model that it is compared with. */
final class SimpleChain {
  private record Unit(
      long sequence, long before, boolean key, boolean slate, int length, int group, long at) {
    long cost() {
      return 256L + length;
    }
  }

  private final List<Unit> units = new ArrayList<>();
  private final ChainBounds bounds;
  private final LongSupplier nanoTime;
  private long newest;
  private long lastUnit = -1;
  private int group;
  private boolean followable;
  private boolean beginnable;

  SimpleChain(ChainBounds bounds, LongSupplier nanoTime) {
    this.bounds = bounds;
    this.nanoTime = nanoTime;
  }

  void publish(long sequence, boolean key, boolean slate, int length) {
    if (!key && !followable) {
      return;
    }
    newest = sequence;
    long now = nanoTime.getAsLong();
    if (key) {
      group++;
      beginnable = true;
    }
    units.add(new Unit(sequence, lastUnit, key, slate, length, group, now));
    lastUnit = sequence;
    followable = !slate;
    if (slate) {
      units.removeIf(unit -> unit.group < group);
    }
    units.stream()
        .filter(unit -> unit.key && unit.at <= now - bounds.endNanos())
        .mapToInt(Unit::group)
        .max()
        .ifPresent(kept -> units.removeIf(unit -> unit.group < kept));
    while (cost(units.stream().filter(unit -> unit.group < group).toList()) > bounds.groupBytes()) {
      units.remove(0);
    }
    List<Unit> present = units.stream().filter(unit -> unit.group == group).toList();
    if (beginnable
        && present.size() > 1
        && (cost(present) > bounds.groupBytes() || now - present.get(0).at > bounds.groupNanos())) {
      beginnable = false;
    }
    if (!beginnable) {
      while (units.size() > 1
          && (cost(units) > bounds.groupBytes() || now - units.get(0).at > bounds.followNanos())) {
        units.remove(0);
      }
    }
  }

  private static long cost(List<Unit> units) {
    return units.stream().mapToLong(Unit::cost).sum();
  }

  /** The sequence of what is next after that; 0 for nothing. */
  long next(long seen) {
    for (Unit unit : units) {
      if (unit.before == seen) {
        return unit.sequence;
      }
    }
    for (Unit unit : units) {
      if (beginnable && unit.key && unit.group == group && unit.sequence > seen) {
        return unit.sequence;
      }
    }
    return 0;
  }

  long sequence() {
    return newest;
  }

  int size() {
    return units.size();
  }
}
