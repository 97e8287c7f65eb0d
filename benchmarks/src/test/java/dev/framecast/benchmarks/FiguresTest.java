package dev.framecast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.framecast.benchmarks.ring.Ring2Together;
import dev.framecast.benchmarks.strategy.Strategy2SlowEncoder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What benchmarks count themselves, on its way through JMH. */
class FiguresTest {

  @Test
  void percentilesAreOfAllIterationsTogether() throws Exception {
    double[] quick = DoubleStream.generate(() -> 1).limit(200).toArray();
    double[] slow = quick.clone();
    Arrays.fill(slow, 0, 3, 100);
    PercentileResult first = new PercentileResult("latency p99", quick, 99, "ms");
    PercentileResult second = new PercentileResult("latency p99", slow, 99, "ms");
    assertThat(second.getScore()).isEqualTo(100);
    // Three of four hundred are less than one in a hundred; the mean of 1 and 100 would be 50.5.
    PercentileResult both = first.getIterationAggregator().aggregate(List.of(first, second));
    assertThat(both.getScore()).isEqualTo(1);
    assertThat(both.getSampleCount()).isEqualTo(400);
  }

  @Test
  void ratiosAreOfAllIterationsTogether() {
    RatioResult few = new RatioResult("CPU a frame", 10, 1, "ms");
    RatioResult many = new RatioResult("CPU a frame", 198, 99, "ms");
    RatioResult both = few.getIterationAggregator().aggregate(List.of(few, many));
    assertThat(both.getScore()).isCloseTo(2.08, within(1e-9));
  }

  @Test
  void jsonHasThemUnderTheNamesThatThePlotsLookFor() throws Exception {
    Collection<RunResult> results = run(Strategy2SlowEncoder.class.getSimpleName(), 2);
    RunResult run = results.iterator().next();
    Result<?> latency = run.getSecondaryResults().get("latency p99");
    long samples =
        run.getAggregatedResult().getIterationResults().stream()
            .mapToLong(it -> it.getSecondaryResults().get("latency p99").getSampleCount())
            .sum();
    assertThat(latency.getSampleCount()).isEqualTo(samples).isGreaterThan(1);
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    ResultFormatFactory.getInstance(ResultFormatType.JSON, new PrintStream(json)).writeOut(results);
    assertThat(json.toString(StandardCharsets.UTF_8).replaceAll("\\s+", ""))
        .containsPattern(
            "\"latencyp99\":\\{\"score\":[0-9.]+,.*?\"rawData\":\\[\\[[0-9.]+,[0-9.]+]]")
        .containsPattern("\"fpsacamera\":\\{\"score\":[0-9.]+,");
  }

  @Test
  void groupsHaveNoGarbageColumn() throws Exception {
    assertThat(ResultTable.of(run(Ring2Together.class.getSimpleName() + ".readers01", 1)))
        .contains("acquire01", "p99.9")
        .doesNotContain("garbage");
    assertThat(ResultTable.of(run("Ring1Alone.acquire", 1))).contains("garbage (B/op)");
  }

  /** The first of its parameters each, in this process. */
  private static Collection<RunResult> run(String include, int iterations) throws Exception {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(include)
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(iterations)
        .measurementTime(TimeValue.milliseconds(300))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .addProfiler(GCProfiler.class)
        .addProfiler(Figures.class);
    if (include.startsWith("Ring")) {
      options.param("kind", "RING").param("bytes", "1000");
    } else {
      options.param("strategy", "FRAMECAST").param("encodeMillis", "2");
    }
    return new Runner(options.build()).run();
  }
}
