package dev.framecast.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.SampleTimeResult;
import org.openjdk.jmh.util.Statistics;

/**
 * JMH's results as one Markdown table for each class, a run in each row: JMH's own report has a
 * line of its own for each secondary figure.
 */
final class ResultTable {
  private static final String METHOD = "what";
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** The garbage collector's, and percentiles, which the score has. */
  private static final Pattern JMHS_OWN = Pattern.compile("gc\\..*|(.*:)?p\\d+\\.\\d+");

  private static final double[] PERCENTILES = {50, 99, 99.9};

  private ResultTable() {}

  static String of(Collection<RunResult> results) {
    Map<String, List<Map<String, String>>> tables = new LinkedHashMap<>();
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      String type = name.substring(0, name.lastIndexOf('.'));
      List<Map<String, String>> rows =
          tables.computeIfAbsent(type.substring(type.lastIndexOf('.') + 1), t -> new ArrayList<>());
      rows.addAll(rows(result));
    }
    StringBuilder text = new StringBuilder();
    tables.forEach((title, rows) -> append(text, title, rows));
    return text.toString();
  }

  /** One row, or one for each method of a group. */
  private static List<Map<String, String>> rows(RunResult result) {
    BenchmarkParams params = result.getParams();
    Map<String, String> known = new LinkedHashMap<>();
    String name = params.getBenchmark();
    known.put(METHOD, name.substring(name.lastIndexOf('.') + 1));
    params.getParamsKeys().forEach(key -> known.put(key, params.getParam(key)));
    List<Map<String, String>> rows = new ArrayList<>();
    // A group's garbage is of all its methods together, by how often each of them ran.
    boolean garbage = params.getMode() != Mode.Throughput && params.getThreadGroups().length == 1;
    for (Map.Entry<String, Result<?>> part : timed(result).entrySet()) {
      Map<String, String> row = new LinkedHashMap<>(known);
      if (!part.getKey().isEmpty()) {
        row.put(METHOD, part.getKey());
      }
      score(row, params.getMode(), part.getValue());
      result
          .getSecondaryResults()
          .forEach(
              (label, figure) -> {
                if (label.equals(ALLOCATED) && garbage) {
                  row.put("garbage (B/op)", number(figure.getScore()));
                } else if (!JMHS_OWN.matcher(label).matches() && !isPart(label, figure)) {
                  row.put(label + " (" + figure.getScoreUnit() + ")", number(figure.getScore()));
                }
              });
      rows.add(row);
    }
    return rows;
  }

  /** The methods of a group, by name; or the run itself, without one. */
  private static Map<String, Result<?>> timed(RunResult result) {
    Map<String, Result<?>> parts = new LinkedHashMap<>();
    result
        .getSecondaryResults()
        .forEach(
            (label, part) -> {
              if (isPart(label, part)) {
                parts.put(label, part);
              }
            });
    return parts.isEmpty() ? Map.of("", result.getPrimaryResult()) : parts;
  }

  private static boolean isPart(String label, Result<?> result) {
    return result instanceof SampleTimeResult && !JMHS_OWN.matcher(label).matches();
  }

  private static void score(Map<String, String> row, Mode mode, Result<?> result) {
    if (mode == Mode.SampleTime) {
      Statistics samples = result.getStatistics();
      for (double percentile : PERCENTILES) {
        row.put(
            "p"
                + String.format(Locale.ROOT, "%.1f", percentile).replace(".0", "")
                + " ("
                + result.getScoreUnit().replace("/op", "")
                + ")",
            number(samples.getPercentile(percentile)));
      }
    } else {
      row.put(result.getScoreUnit(), number(result.getScore()));
    }
  }

  private static String number(double value) {
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
  }

  private static void append(StringBuilder text, String title, List<Map<String, String>> rows) {
    TreeSet<String> seen = new TreeSet<>();
    List<String> columns = new ArrayList<>();
    rows.forEach(row -> row.keySet().stream().filter(seen::add).forEach(columns::add));
    if (rows.stream().map(row -> row.get(METHOD)).distinct().count() == 1) {
      columns.remove(METHOD);
    }
    text.append("\n### ").append(title).append("\n\n");
    int[] widths =
        columns.stream()
            .mapToInt(
                column ->
                    rows.stream()
                        .mapToInt(row -> row.getOrDefault(column, "").length())
                        .reduce(column.length(), Math::max))
            .toArray();
    Map<String, String> heads = new LinkedHashMap<>();
    Map<String, String> rules = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      heads.put(columns.get(i), columns.get(i));
      rules.put(columns.get(i), "-".repeat(widths[i]));
    }
    line(text, columns, widths, heads);
    line(text, columns, widths, rules);
    rows.forEach(row -> line(text, columns, widths, row));
  }

  private static void line(
      StringBuilder text, List<String> columns, int[] widths, Map<String, String> row) {
    for (int i = 0; i < columns.size(); i++) {
      String cell = row.getOrDefault(columns.get(i), "");
      text.append("| ").append(cell).append(" ".repeat(widths[i] - cell.length() + 1));
    }
    text.append("|\n");
  }
}
