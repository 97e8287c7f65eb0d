package dev.framecast.examples.faults;

import dev.framecast.examples.faults.Rig.Column;
import java.util.List;

/**
 * What came of one cell.
 *
 * @param summary what stands in the table; {@code -} for a cell that there is not
 * @param detail the same at length, or why there is no such cell
 * @param wrong what was not as it should be
 */
record Outcome(Column column, Fault fault, String summary, String detail, List<String> wrong) {
  private static final String MARK = "cell";

  /** As a line of text, for the process that began this one. */
  String toLine() {
    return String.join(
        "\t",
        MARK,
        column.name(),
        fault.name(),
        plain(summary),
        plain(detail),
        plain(String.join(" / ", wrong)));
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", " ");
  }

  static boolean isLine(String line) {
    return line.startsWith(MARK + "\t");
  }

  static Outcome ofLine(String line) {
    String[] parts = line.split("\t", -1);
    return new Outcome(
        Column.valueOf(parts[1]),
        Fault.valueOf(parts[2]),
        parts[3],
        parts[4],
        parts[5].isEmpty() ? List.of() : List.of(parts[5]));
  }
}
