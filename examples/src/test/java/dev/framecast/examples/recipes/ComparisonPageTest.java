package dev.framecast.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The figures in docs/comparison.md are those of docs/benchmarks.md, which runs write anew. */
class ComparisonPageTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

  @Test
  void eachFigureIsInTheBenchmarksRowOfThatServerAndSoManyViewers() throws IOException {
    List<List<String>> measured =
        rows(DOCS.resolve("benchmarks.md"), "<!-- generated: serve -->", "<!-- end -->");
    List<List<String>> told = rows(DOCS.resolve("comparison.md"), "\n## Figures\n", "\n## ");
    assertThat(told).hasSize(6);
    assertThat(told)
        .allSatisfy(
            row ->
                assertThat(measured)
                    .filteredOn(other -> other.subList(0, 2).equals(row.subList(0, 2)))
                    .singleElement()
                    .satisfies(other -> assertThat(medians(other)).containsAll(figures(row))));
  }

  /** Of tables' rows those that begin with a number, cell by cell. */
  private static List<List<String>> rows(Path page, String begin, String end) throws IOException {
    String text = Files.readString(page);
    int from = text.indexOf(begin) + begin.length();
    assertThat(from).as("%s in %s", begin, page).isGreaterThanOrEqualTo(begin.length());
    return text.substring(from, text.indexOf(end, from))
        .lines()
        .filter(line -> line.matches("\\| +\\d+ .*"))
        .map(line -> Arrays.stream(line.split("\\|", -1)).skip(1).map(String::strip).toList())
        .toList();
  }

  /** Without the smallest and largest, which stand in brackets. */
  private static List<String> medians(List<String> row) {
    return row.stream().skip(2).map(cell -> cell.split(" ", -1)[0]).toList();
  }

  private static List<String> figures(List<String> row) {
    return row.stream().skip(2).flatMap(ComparisonPageTest::numbers).toList();
  }

  private static Stream<String> numbers(String cell) {
    return NUMBER.matcher(cell).results().map(MatchResult::group);
  }
}
