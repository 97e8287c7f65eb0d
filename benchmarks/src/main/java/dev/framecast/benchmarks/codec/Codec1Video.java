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
 * <p>JavaCV as its documentation teaches it, with a better encoder, and what this library does, by
 * its steps. Their colours differ, too: only this library turns the BT.709 of HD video into the
 * BT.601 of JPEG. Look at the PSNR, which is that of the first picture.
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Codec1}</pre>
 */
public class Codec1Video extends CodecBenchmark {
  @Param public VideoWay.Name way;

  private EndlessStream stream;
  private VideoWay opened;

  @Setup(Level.Trial)
  public void open() throws IOException {
    Scene scene = scene();
    stream = new EndlessStream(H264.encode(scene, 25));
    opened = VideoWay.open(way, stream.uri());
    if (opened.next() > 0) {
      compare(opened.jpeg(), scene.bgrOfHd(0), scene.width(), scene.height());
    }
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
