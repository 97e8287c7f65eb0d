package dev.framecast.benchmarks;

import java.util.Collection;
import java.util.List;
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
 * Brings figures that a benchmark counted itself into JMH's results. JMH's own auxiliary counters
 * are sums, which percentiles and times cannot be.
 *
 * <p>Called from a tear-down, they are of the iteration that is ending. One that had nothing to
 * count, no frame for one, tells no figure.
 */
public final class Figures implements InternalProfiler {
  /** Static because JMH makes the profiler, and gives benchmarks no way to it. */
  private static final Map<String, Result<?>> LATEST = new TreeMap<>();

  /** Called by JMH. */
  public Figures() {}

  /** What is the same in each iteration. */
  public static void tell(String name, double value, String unit) {
    put(name, new ScalarResult(name, value, unit, AggregationPolicy.AVG));
  }

  /** So much for each: in the end the sum of all iterations, for each of all iterations. */
  public static void tellRatio(String name, double sum, double count, String unit) {
    if (count > 0) {
      put(name, new RatioResult(name, sum, count, unit));
    }
  }

  /**
   * In the end the percentile of all iterations' samples together.
   *
   * @param percent 0 to 100
   */
  public static void tellPercentile(String name, double[] samples, double percent, String unit) {
    if (samples.length > 0) {
      put(name, new PercentileResult(name, samples, percent, unit));
    }
  }

  private static void put(String name, Result<?> result) {
    synchronized (LATEST) {
      LATEST.put(name, result);
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
    synchronized (LATEST) {
      return List.copyOf(LATEST.values());
    }
  }
}
