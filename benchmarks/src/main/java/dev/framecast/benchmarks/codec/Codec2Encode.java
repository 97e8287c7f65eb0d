package dev.framecast.benchmarks.codec;

import dev.framecast.frame.FrameSlot;
import java.io.IOException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does it cost to make a JPEG of a raw picture, as a webcam without MJPEG or a screen gives
 * one? Of the YUYV that webcams send, and of the BGR that OpenCV makes of it.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Codec2}</pre>
 */
public class Codec2Encode extends CodecBenchmark {
  @Param public EncodeWay.Name way;

  private final FrameSlot slot = new FrameSlot();
  private EncodeWay opened;

  @Setup(Level.Trial)
  public void open() throws IOException {
    Scene scene = scene();
    opened = EncodeWay.open(way, scene);
    opened.encode(slot);
    compare(bytes(slot), scene.bgr(0), scene.width(), scene.height());
  }

  @Override
  int make() throws IOException {
    slot.clear();
    opened.encode(slot);
    return slot.length();
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    opened.close();
  }
}
