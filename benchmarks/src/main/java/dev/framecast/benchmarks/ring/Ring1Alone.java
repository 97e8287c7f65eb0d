package dev.framecast.benchmarks.ring;

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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to publish a frame, and to acquire one, when nobody is in the way? And how many
 * bytes of garbage does each make?
 *
 * <p>The small frame shows the hand-over itself, the large one what a 1080p JPEG adds by being
 * copied.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Ring1}</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Ring1Alone {
  @Param public Kind kind;

  @Param({"1000", "172000"})
  public int bytes;

  private Frames frames;

  @Setup(Level.Trial)
  public void setUp() {
    frames = new Frames(kind, bytes);
    frames.publish();
  }

  @Benchmark
  public long publish() {
    return frames.publish();
  }

  @Benchmark
  public int acquire() {
    return frames.acquire();
  }
}
