package dev.framecast.benchmarks.codec;

import java.io.IOException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does one picture of an H.264 camera cost on its way to a JPEG: received, decoded, converted,
 * encoded?
 *
 * <p>JavaCV as its documentation teaches it, with a better encoder, and what this library does.
 * Their colours differ, too: only the last turns the BT.709 of HD video into the BT.601 of JPEG.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Codec1}</pre>
 */
public class Codec1Video extends CodecBenchmark {
  @Param public VideoWay.Name way;

  private EndlessStream stream;
  private VideoWay opened;

  @Setup(Level.Trial)
  public void open() throws IOException {
    stream = new EndlessStream(H264.encode(scene(), 25));
    opened = VideoWay.open(way, stream.uri());
  }

  @Override
  int make() throws IOException {
    return opened.next();
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    opened.close();
    stream.close();
  }
}
