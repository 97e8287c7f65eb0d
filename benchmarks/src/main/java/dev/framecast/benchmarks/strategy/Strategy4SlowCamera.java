package dev.framecast.benchmarks.strategy;

import org.openjdk.jmh.annotations.Param;

/**
 * What does one slow camera cost the others? Four cameras with a fast viewer each; the first one
 * gives 30 pictures a second like the others, or one, or one in two seconds, as a camera with a bad
 * line does. Counted are the others.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Strategy4}</pre>
 */
public class Strategy4SlowCamera extends StrategyBenchmark {
  @Param({"30", "1", "0.5"})
  public double firstFps;

  @Override
  StrategyRun prepare() {
    return new StrategyRun(strategy, 4, 2, 0, firstFps);
  }
}
