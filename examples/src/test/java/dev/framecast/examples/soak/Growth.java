package dev.framecast.examples.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What may have grown between two counts with the same cameras and viewers. */
final class Growth {
  private static final long MIB = 1 << 20;

  /** Of the heap a tenth, for caches that are filled late, such as the JDK's own. */
  private static final double HEAP = 0.1;

  private Growth() {}

  /** Each thing that has grown more than it may, in words; none if nothing leaks. */
  static List<String> between(Sample first, Sample last) {
    List<String> found = new ArrayList<>();
    bytes("heap", first.heap(), last.heap(), 3 * MIB + (long) (HEAP * first.heap()), found);
    bytes("direct buffers", first.direct(), last.direct(), 4 * MIB, found);
    bytes("Netty's pools", first.netty(), last.netty(), 4 * MIB, found);
    bytes("JavaCPP", first.javaCpp(), last.javaCpp(), MIB, found);
    count("threads", first.threads(), last.threads(), 3, found);
    count("descriptors", first.descriptors(), last.descriptors(), 4, found);
    return found;
  }

  private static void bytes(String what, long before, long now, long allowed, List<String> found) {
    if (now - before > allowed) {
      found.add(
          "%s: %s, after the warm-up %s; may grow by %s"
              .formatted(what, Sample.mib(now), Sample.mib(before), Sample.mib(allowed)));
    }
  }

  private static void count(String what, int before, int now, int allowed, List<String> found) {
    if (now - before > allowed) {
      found.add(
          "%s: %d, after the warm-up %d; may grow by %d".formatted(what, now, before, allowed));
    }
  }

  /**
   * By how much the median of the last quarter is above that of the quarter before; 0.01 is 1 %.
   */
  static double ofSecondHalf(List<Long> values) {
    return (double) quarter(values, 3) / quarter(values, 2) - 1;
  }

  /** The median of that quarter, from 0. */
  static long quarter(List<Long> values, int which) {
    return median(values.subList(values.size() * which / 4, values.size() * (which + 1) / 4));
  }

  static long median(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", share * 100);
  }
}
