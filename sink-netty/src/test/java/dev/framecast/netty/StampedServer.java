package dev.framecast.netty;

import dev.framecast.Cameras;
import dev.framecast.sink.StampedCamera;
import dev.framecast.stream.StreamOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A server for measuring.
 *
 * <p>Use: {@code StampedServer FILE.jpg FPS [EVENT_LOOPS [SEND_BUFFER NOT_SENT [nio]]]}, over TLS
 * with {@code -Dcert=FILE -Dkey=FILE}
 */
public final class StampedServer {
  private StampedServer() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    try (Cameras cameras = new Cameras()) {
      cameras.add(
          "cam",
          new StampedCamera(Files.readAllBytes(Path.of(args[0])), Double.parseDouble(args[1])));
      MjpegServer.Builder builder = MjpegServer.builder(cameras);
      if (args.length > 2) {
        builder.eventLoops(Integer.parseInt(args[2]));
      }
      if (args.length > 4) {
        builder.streams(
            new StreamOptions(
                StreamOptions.DEFAULT.silence(),
                StreamOptions.DEFAULT.probe(),
                Integer.parseInt(args[3]),
                Long.parseLong(args[4])));
      }
      if (System.getProperty("cert") != null) {
        builder.tls(Path.of(System.getProperty("cert")), Path.of(System.getProperty("key")));
      }
      if (args.length > 5) {
        builder.transport(Transport.NIO);
      }
      try (MjpegServer server = builder.start()) {
        System.out.println("ready " + server.port() + " pid " + ProcessHandle.current().pid());
        server.awaitClose();
      }
    }
  }
}
