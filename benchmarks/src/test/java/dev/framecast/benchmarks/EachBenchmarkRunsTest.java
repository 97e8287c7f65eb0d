package dev.framecast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A benchmark that nobody runs for a year is broken when somebody does. */
@Tag("long")
class EachBenchmarkRunsTest {

  static Stream<BenchmarkListEntry> benchmarks() {
    return BenchmarkList.defaultList().getAll(null, List.of()).stream();
  }

  @ParameterizedTest
  @MethodSource("benchmarks")
  void oneIterationGivesATable(BenchmarkListEntry benchmark) throws Exception {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("^" + Pattern.quote(benchmark.getUsername()) + "$")
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(60))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .addProfiler(GCProfiler.class)
        .addProfiler(Figures.class);
    // All ways that are compared, but each with its smallest number only, and small pictures.
    benchmark
        .getParams()
        .orElse(Map.of())
        .forEach(
            (name, values) -> {
              if (Character.isDigit(values[0].charAt(0))) {
                options.param(name, name.equals("height") ? "144" : values[0]);
              }
            });
    assertThat(ResultTable.of(new Runner(options.build()).run()))
        .contains("| ---")
        .doesNotContain("NaN");
  }
}
