package dev.framecast.benchmarks.codec;

import dev.framecast.benchmarks.Figures;
import dev.framecast.frame.FrameSlot;
import java.io.IOException;
import java.nio.ByteBuffer;
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
 * What the benchmarks of codecs have in common: pictures of two heights, 16 to 9, and their CPU.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public abstract class CodecBenchmark {
  @Param({"720", "1080"})
  public int height;

  private final CpuMeter cpu = new CpuMeter();
  private double psnr = Double.NaN;

  /** The next picture. Gives the JPEG's bytes; 0 if it makes none. */
  abstract int make() throws IOException;

  final Scene scene() {
    return new Scene(height * 16 / 9, height);
  }

  /** Says what the way's JPEGs are like, by one of them. Called before the measurement. */
  final void compare(byte[] jpeg, ByteBuffer truth, int width, int height) throws IOException {
    psnr = Psnr.of(jpeg, truth, width, height);
  }

  static byte[] bytes(FrameSlot slot) {
    byte[] jpeg = new byte[slot.length()];
    slot.bytes().get(jpeg);
    return jpeg;
  }

  @Setup(Level.Iteration)
  public void begin() {
    cpu.begin();
  }

  @Benchmark
  public int picture() throws IOException {
    return cpu.count(make());
  }

  @TearDown(Level.Iteration)
  public void end() {
    cpu.end();
    if (!Double.isNaN(psnr)) {
      Figures.tell("PSNR", psnr, "dB");
    }
  }
}
