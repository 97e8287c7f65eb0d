package dev.framecast.servlet;

import dev.framecast.Cameras;
import dev.framecast.sink.SinkContract;
import dev.framecast.sink.StampedCamera;
import dev.framecast.stream.StreamOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A server for measuring, in one of the containers and with the settings of the tests.
 *
 * <p>Use: {@code StampedServer jetty|tomcat|undertow FILE.jpg FPS}
 */
public final class StampedServer {
  private StampedServer() {}

  public static void main(String[] args) throws Exception {
    ServletSinkContract container =
        switch (args[0]) {
          case "jetty" -> new JettySinkTest();
          case "tomcat" -> new TomcatSinkTest();
          default -> new UndertowSinkTest();
        };
    try (Cameras cameras = new Cameras()) {
      cameras.add(
          "cam",
          new StampedCamera(Files.readAllBytes(Path.of(args[1])), Double.parseDouble(args[2])));
      try (SinkContract.Sink sink =
          container.start(new MjpegServlet(cameras), "", StreamOptions.DEFAULT)) {
        System.out.println("ready " + sink.port() + " pid " + ProcessHandle.current().pid());
        Thread.currentThread().join();
      }
    }
  }
}
