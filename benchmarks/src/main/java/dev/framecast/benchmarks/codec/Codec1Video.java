package dev.framecast.benchmarks.codec;

import java.io.IOException;
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
 * What does one picture of an H.264 camera cost on its way to a JPEG: received, decoded, converted,
 * encoded?
 *
 * <p>JavaCV as its documentation teaches it, with a better encoder, and what this library does.
 * Their colours differ, too: only the last turns the BT.709 of HD video into the BT.601 of JPEG.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Codec1}</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class Codec1Video {
  @Param({"720", "1080"})
  public int height;

  @Param public VideoWay.Name way;

  private final CpuMeter cpu = new CpuMeter();
  private EndlessStream stream;
  private VideoWay opened;

  @Setup(Level.Trial)
  public void open() throws IOException {
    stream = new EndlessStream(H264.encode(new Scene(height * 16 / 9, height), 25));
    opened = VideoWay.open(way, stream.uri());
  }

  @Setup(Level.Iteration)
  public void begin() {
    cpu.begin();
  }

  @Benchmark
  public int picture() throws IOException {
    return cpu.count(opened.next());
  }

  @TearDown(Level.Iteration)
  public void end() {
    cpu.end();
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    opened.close();
    stream.close();
  }
}
