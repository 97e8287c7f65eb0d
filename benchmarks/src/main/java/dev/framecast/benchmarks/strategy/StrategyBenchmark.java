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

/** What the benchmarks of strategies have in common: all but what is run. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 2)
@Measurement(iterations = 4, time = 3)
public abstract class StrategyBenchmark {
  @Param public Strategy strategy;

  private StrategyRun run;

  /** The cameras, the encoder and the viewers, by the parameters. */
  abstract StrategyRun prepare();

  @Setup(Level.Trial)
  public void start() {
    run = prepare();
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
