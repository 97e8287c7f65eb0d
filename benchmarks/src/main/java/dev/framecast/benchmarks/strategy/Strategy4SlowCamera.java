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
 * What does one slow camera cost the others? Four cameras with a fast viewer each; the first one
 * gives 30 pictures a second like the others, or one, or one in two seconds, as a camera with a bad
 * line does. Counted are the others.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Strategy4}</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 2, time = 2)
public class Strategy4SlowCamera {
  @Param public Strategy strategy;

  @Param({"30", "1", "0.5"})
  public double firstFps;

  private StrategyRun run;

  @Setup(Level.Trial)
  public void start() {
    run = new StrategyRun(strategy, 4, 2, 0, firstFps);
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
