package dev.framecast.benchmarks.strategy;

import org.openjdk.jmh.annotations.Param;

/**
 * What if encoding takes long? One camera at 30 fps, and an encoder that needs from 2 ms to more
 * than the 33 ms that there are.
 *
 * <p>A camera keeps a queue of four pictures. Whoever encodes too slowly and fetches the oldest
 * shows pictures that are four periods old, for ever; whoever fetches the newest shows fewer, fresh
 * ones.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Strategy2}</pre>
 */
public class Strategy2SlowEncoder extends StrategyBenchmark {
  @Param({"2", "20", "40"})
  public double encodeMillis;

  @Override
  StrategyRun prepare() {
    return new StrategyRun(strategy, 1, encodeMillis, 0, StrategyRun.FPS);
  }
}
