package dev.framecast.benchmarks.codec;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
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
  private static final int WIDTH = 640;

  @Param public ScaleWay.Name way;

  private final FrameSlot slot = new FrameSlot();
  private Rendition rendition;
  private ScaleWay opened;

  @Setup(Level.Trial)
  public void open() throws IOException {
    Scene scene = scene();
    int times = Math.max(1, scene.width() / WIDTH);
    int width = scene.width() / times;
    rendition = Rendition.jpeg(width, 0);
    opened = ScaleWay.open(way, scene);
    opened.scale(rendition, slot);
    compare(bytes(slot), scene.smallerBgr(times), width, scene.height() / times);
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
