package dev.framecast.benchmarks.serving;

import dev.framecast.FrameSlot;
import dev.framecast.benchmarks.codec.EncodeWay;
import dev.framecast.benchmarks.codec.Scene;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a JPEG of that size, for cameras that need one.
 *
 * <pre>{@code java -cp benchmarks.jar dev.framecast.benchmarks.serving.MakeJpeg 640x360 OUT.jpg}
 * </pre>
 */
public final class MakeJpeg {
  private MakeJpeg() {}

  public static void main(String[] args) throws IOException {
    String[] sides = args[0].split("x", -1);
    Scene scene = new Scene(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    FrameSlot slot = new FrameSlot();
    try (EncodeWay encoder = EncodeWay.open(EncodeWay.Name.BGR_IMAGEIO, scene);
        OutputStream out = Files.newOutputStream(Path.of(args[1]))) {
      encoder.encode(slot);
      Channels.newChannel(out).write(slot.jpeg());
    }
  }
}
