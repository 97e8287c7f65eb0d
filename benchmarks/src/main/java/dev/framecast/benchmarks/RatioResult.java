package dev.framecast.benchmarks;

import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;

/**
 * So much of one thing for each of another, counted by a benchmark: of an iteration, and in the end
 * of all iterations together, where one with many counts for more than one with few.
 */
final class RatioResult extends Result<RatioResult> {
  private static final long serialVersionUID = 1;

  private final double sum;
  private final double count;

  RatioResult(String label, double sum, double count, String unit) {
    // Never below zero: what is counted apart may be one off at an iteration's ends.
    super(ResultRole.SECONDARY, label, of(Math.max(0, sum / count)), unit, AggregationPolicy.MAX);
    this.sum = sum;
    this.count = count;
  }

  @Override
  protected Aggregator<RatioResult> getThreadAggregator() {
    return getIterationAggregator();
  }

  @Override
  protected Aggregator<RatioResult> getIterationAggregator() {
    return results ->
        new RatioResult(
            label,
            results.stream().mapToDouble(result -> result.sum).sum(),
            results.stream().mapToDouble(result -> result.count).sum(),
            unit);
  }
}
