package dev.framecast.benchmarks.strategy;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many cameras does each strategy carry? From one to sixteen at 30 fps, with an encoder that
 * needs 2 ms of a processor for a picture, and one fast viewer each.
 *
 * <p>A thread that fetches from several cameras in turn waits for each of them, so all get the pace
 * of that round.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Strategy1}</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 2, time = 2)
public class Strategy1Cameras {
  @Param public Strategy strategy;

  @Param({"1", "4", "16"})
  public int cameras;

  private StrategyRun run;

  @Setup(Level.Trial)
  public void start() {
    run = new StrategyRun(strategy, cameras, 2, 0, StrategyRun.FPS);
  }

  @Setup(Level.Iteration)
  public void begin() {
    run.begin();
  }

  /** Frames a second, of all cameras together. */
  @Benchmark
  public void frame() throws InterruptedException {
    run.awaitFrame();
  }

  @TearDown(Level.Iteration)
  public void end() {
    run.end();
  }

  @TearDown(Level.Trial)
  public void stop() {
    run.close();
  }
}
