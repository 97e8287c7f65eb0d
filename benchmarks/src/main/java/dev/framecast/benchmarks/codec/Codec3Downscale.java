package dev.framecast.benchmarks.codec;

import dev.framecast.FrameSlot;
import dev.framecast.Rendition;
import java.io.IOException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a smaller rendition of a JPEG camera cost: 640 pixels wide, for a wall or a phone?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Codec3}</pre>
 */
public class Codec3Downscale extends CodecBenchmark {
  @Param public ScaleWay.Name way;

  private final FrameSlot slot = new FrameSlot();
  private final Rendition rendition = new Rendition(640, 0);
  private ScaleWay opened;

  @Setup(Level.Trial)
  public void open() throws IOException {
    opened = ScaleWay.open(way, scene());
  }

  @Override
  int make() throws IOException {
    slot.clear();
    opened.scale(rendition, slot);
    return slot.length();
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    opened.close();
  }
}
