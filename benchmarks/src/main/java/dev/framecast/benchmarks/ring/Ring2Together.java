package dev.framecast.benchmarks.ring;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long may a publication or an acquisition take when one writer and 1, 4 or 16 readers all do
 * it as fast as they can? Far from what cameras do (thirty times a second), but it shows what
 * happens when they do meet: look at the high percentiles, where a thread waits for another that
 * lost its processor at the wrong moment.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Ring2}</pre>
 */
@State(Scope.Group)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
public class Ring2Together {
  @Param public Kind kind;

  @Param({"1000", "172000"})
  public int bytes;

  private Frames frames;

  @Setup(Level.Trial)
  public void setUp() {
    frames = new Frames(kind, bytes);
  }

  @Benchmark
  @Group("readers01")
  @GroupThreads(1)
  public long publish01() {
    return frames.publish();
  }

  @Benchmark
  @Group("readers01")
  @GroupThreads(1)
  public int acquire01() {
    return frames.acquire();
  }

  @Benchmark
  @Group("readers04")
  @GroupThreads(1)
  public long publish04() {
    return frames.publish();
  }

  @Benchmark
  @Group("readers04")
  @GroupThreads(4)
  public int acquire04() {
    return frames.acquire();
  }

  @Benchmark
  @Group("readers16")
  @GroupThreads(1)
  public long publish16() {
    return frames.publish();
  }

  @Benchmark
  @Group("readers16")
  @GroupThreads(16)
  public int acquire16() {
    return frames.acquire();
  }
}
