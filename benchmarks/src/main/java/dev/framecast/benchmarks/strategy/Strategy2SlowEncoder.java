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
 * What if encoding takes long? One camera at 30 fps, and an encoder that needs from 2 ms to more
 * than the 33 ms that there are.
 *
 * <p>A camera keeps a queue of four pictures. Whoever encodes too slowly and fetches the oldest
 * shows pictures that are four periods old, for ever; whoever fetches the newest shows fewer, fresh
 * ones.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Strategy2}</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 2, time = 2)
public class Strategy2SlowEncoder {
  @Param public Strategy strategy;

  @Param({"2", "20", "40"})
  public double encodeMillis;

  private StrategyRun run;

  @Setup(Level.Trial)
  public void start() {
    run = new StrategyRun(strategy, 1, encodeMillis, 0, StrategyRun.FPS);
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
