package dev.framecast.benchmarks.strategy;

import org.openjdk.jmh.annotations.Param;

/**
 * What does one slow viewer cost the others? Four cameras at 30 fps with a fast viewer each; the
 * first camera has another one, whose connection takes 100 ms or 1 s for a frame. Counted are the
 * fast ones.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Strategy3}</pre>
 */
public class Strategy3SlowViewer extends StrategyBenchmark {
  @Param({"0", "100", "1000"})
  public double viewerMillis;

  @Override
  StrategyRun prepare() {
    return new StrategyRun(strategy, 4, 2, viewerMillis, StrategyRun.FPS);
  }
}
