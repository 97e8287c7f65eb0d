package dev.framecast.benchmarks.codec;

import dev.framecast.FrameSlot;
import dev.framecast.Rendition;
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
 * What does a smaller rendition of a JPEG camera cost: 640 pixels wide, for a wall or a phone?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Codec3}</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class Codec3Downscale {
  @Param({"720", "1080"})
  public int height;

  @Param public ScaleWay.Name way;

  private final CpuMeter cpu = new CpuMeter();
  private final FrameSlot slot = new FrameSlot();
  private final Rendition rendition = new Rendition(640, 0);
  private ScaleWay opened;

  @Setup(Level.Trial)
  public void open() throws IOException {
    opened = ScaleWay.open(way, new Scene(height * 16 / 9, height));
  }

  @Setup(Level.Iteration)
  public void begin() {
    cpu.begin();
  }

  @Benchmark
  public int picture() throws IOException {
    slot.clear();
    opened.scale(rendition, slot);
    return cpu.count(slot.length());
  }

  @TearDown(Level.Iteration)
  public void end() {
    cpu.end();
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    opened.close();
  }
}
