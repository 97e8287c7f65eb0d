package dev.framecast.examples.soak;

import static dev.framecast.examples.soak.Sample.mib;

import java.util.ArrayList;
import java.util.List;

/** The rows of the table at the end. */
final class Report {
  private Report() {}

  static List<String> rows(Sample first, Sample last, List<Long> resident) {
    List<String> rows = new ArrayList<>();
    rows.add(
        "| resident, medians of the third and the last quarter | %s, %s (%s) |"
            .formatted(
                mib(Growth.quarter(resident, 2)),
                mib(Growth.quarter(resident, 3)),
                Growth.percent(Growth.ofSecondHalf(resident))));
    rows.add(
        "| resident, medians of the halves | %s, %s |"
            .formatted(
                mib(Growth.median(resident.subList(0, resident.size() / 2))),
                mib(Growth.median(resident.subList(resident.size() / 2, resident.size())))));
    rows.add(row("heap after collection", mib(first.heap()), mib(last.heap())));
    rows.add(row("direct buffers", mib(first.direct()), mib(last.direct())));
    rows.add(row("Netty's pools", mib(first.netty()), mib(last.netty())));
    rows.add(row("JavaCPP", mib(first.javaCpp()), mib(last.javaCpp())));
    rows.add(row("threads", "" + first.threads(), "" + last.threads()));
    rows.add(row("descriptors", "" + first.descriptors(), "" + last.descriptors()));
    return rows;
  }

  private static String row(String what, String first, String last) {
    return "| %s, after the warm-up and at the end | %s, %s |".formatted(what, first, last);
  }
}
