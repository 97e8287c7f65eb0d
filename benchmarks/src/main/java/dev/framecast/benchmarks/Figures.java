package dev.framecast.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Brings figures that a benchmark counted itself into JMH's results, as means over the iterations.
 * JMH's own auxiliary counters are sums, which percentiles and times cannot be.
 */
public final class Figures implements InternalProfiler {
  /** Static because JMH makes the profiler, and gives benchmarks no way to it. */
  private static final Map<String, Figure> LATEST = new TreeMap<>();

  private record Figure(double value, String unit) {}

  /** Called by JMH. */
  public Figures() {}

  /** Tells a figure of the iteration that is ending. Called from a tear-down. */
  public static void tell(String name, double value, String unit) {
    synchronized (LATEST) {
      LATEST.put(name, new Figure(value, unit));
    }
  }

  @Override
  public String getDescription() {
    return "Figures that benchmarks count themselves";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    synchronized (LATEST) {
      LATEST.clear();
    }
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    Collection<Result<?>> results = new ArrayList<>();
    synchronized (LATEST) {
      LATEST.forEach(
          (name, figure) ->
              results.add(
                  new ScalarResult(name, figure.value(), figure.unit(), AggregationPolicy.AVG)));
    }
    return results;
  }
}
