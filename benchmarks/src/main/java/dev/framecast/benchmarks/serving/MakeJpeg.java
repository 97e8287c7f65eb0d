package dev.framecast.benchmarks.serving;

import dev.framecast.benchmarks.codec.EncodeWay;
import dev.framecast.benchmarks.codec.Scene;
import dev.framecast.frame.FrameSlot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Writes a JPEG of that size, for cameras that need one.
 *
 * <pre>{@code java -cp benchmarks.jar dev.framecast.benchmarks.serving.MakeJpeg 640x360 OUT.jpg}
 * </pre>
 */
@Command(name = "MakeJpeg", mixinStandardHelpOptions = true)
public final class MakeJpeg implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "WIDTHxHEIGHT",
      description = "such as 640x360",
      converter = Size.Converter.class)
  private Size size = new Size(640, 360);

  @Parameters(index = "1", paramLabel = "FILE", description = "the JPEG to write")
  private Path file = Path.of("");

  MakeJpeg() {}

  public static void main(String[] args) {
    System.exit(command().execute(args));
  }

  static CommandLine command() {
    return OneLine.of(new MakeJpeg());
  }

  @Override
  public Integer call() throws IOException {
    FrameSlot slot = new FrameSlot();
    Scene scene = new Scene(size.width(), size.height());
    try (EncodeWay encoder = EncodeWay.open(EncodeWay.Name.BGR_IMAGEIO, scene);
        OutputStream out = Files.newOutputStream(file)) {
      encoder.encode(slot);
      Channels.newChannel(out).write(slot.bytes());
    }
    return 0;
  }
}
