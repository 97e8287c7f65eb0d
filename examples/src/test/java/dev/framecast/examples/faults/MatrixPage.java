package dev.framecast.examples.faults;

import dev.framecast.examples.faults.Rig.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The matrix in docs/reliability.md, between two comments. */
final class MatrixPage {
  private static final String BEGIN = "<!-- fault matrix, made by FaultMatrixTest: begin -->\n";
  private static final String END = "<!-- fault matrix: end -->\n";
  private static final Path PAGE = Path.of("..", "docs", "reliability.md");

  private MatrixPage() {}

  /** The table in Markdown. */
  static String table(MatrixRun run) {
    StringBuilder table = new StringBuilder("| fault |");
    for (Column column : Column.values()) {
      table.append(' ').append(column.title).append(" |");
    }
    table.append("\n|---|---|---|---|---|---|\n");
    for (Fault fault : Fault.values()) {
      table.append("| ").append(fault.title).append(" |");
      for (Column column : Column.values()) {
        String text =
            run.of(fault, column)
                .map(seen -> seen.wrong().isEmpty() ? seen.summary() : "**wrong**")
                .orElse("**not run**");
        table.append(' ').append(text).append(" |");
      }
      table.append('\n');
    }
    return table.toString();
  }

  static void write(String table) throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(page.indexOf(END)));
  }

  /** The page's cells, by rows; the first of each is the fault's. */
  static List<List<String>> rows() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    return page.substring(begin, page.indexOf(END))
        .lines()
        .skip(2)
        .map(
            line ->
                Arrays.stream(line.split("\\|", -1))
                    .map(String::strip)
                    .filter(cell -> !cell.isEmpty())
                    .collect(Collectors.toList()))
        .toList();
  }
}
