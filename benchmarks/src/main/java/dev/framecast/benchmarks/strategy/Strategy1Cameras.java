package dev.framecast.benchmarks.strategy;

import org.openjdk.jmh.annotations.Param;

/**
 * How many cameras does each strategy carry? From one to sixteen at 30 fps, with an encoder that
 * needs 2 ms of a processor for a picture, and one fast viewer each.
 *
 * <p>A thread that fetches from several cameras in turn waits for each of them, so all get the pace
 * of that round.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Strategy1}</pre>
 */
public class Strategy1Cameras extends StrategyBenchmark {
  @Param({"1", "4", "16"})
  public int cameras;

  @Override
  StrategyRun prepare() {
    return new StrategyRun(strategy, cameras, 2, 0, StrategyRun.FPS);
  }
}
