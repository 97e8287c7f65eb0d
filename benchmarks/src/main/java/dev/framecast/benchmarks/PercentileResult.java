package dev.framecast.benchmarks;

import java.util.Arrays;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.util.ListStatistics;

/**
 * A percentile of samples that a benchmark took itself: of an iteration's, and in the end of all
 * iterations' together. A mean of iterations' percentiles is none.
 */
final class PercentileResult extends Result<PercentileResult> {
  private static final long serialVersionUID = 1;

  private final double[] samples;
  private final double percent;

  PercentileResult(String label, double[] samples, double percent, String unit) {
    // Any policy but AVG, which would make JMH tell the error of the samples' mean.
    super(ResultRole.SECONDARY, label, new ListStatistics(samples), unit, AggregationPolicy.MAX);
    this.samples = samples;
    this.percent = percent;
  }

  @Override
  public double getScore() {
    return statistics.getPercentile(percent);
  }

  @Override
  protected Aggregator<PercentileResult> getThreadAggregator() {
    return getIterationAggregator();
  }

  @Override
  protected Aggregator<PercentileResult> getIterationAggregator() {
    return results -> {
      double[] all = results.stream().flatMapToDouble(r -> Arrays.stream(r.samples)).toArray();
      return new PercentileResult(label, all, percent, unit);
    };
  }
}
