package dev.framecast.examples.recipes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.mjpeg.MjpegWriters;
import dev.framecast.source.image.TestPatternSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;

/** One camera in the JDK's own HTTP server, by {@link MjpegWriter} alone: for a few viewers. */
public final class InHttpServer {
  private InHttpServer() {}

  /** Serves a test pattern at http://127.0.0.1:8080/door.mjpg. */
  public static void main(String[] args) throws Exception {
    Cameras cameras = new Cameras();
    start(cameras.add("door", TestPatternSource.of(640, 360, 15)), 8080);
  }

  // tag::server[]
  static HttpServer start(Camera camera, int port) throws IOException {
    InetAddress nobodyElse = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(nobodyElse, port), 0);
    server.setExecutor(Executors.newCachedThreadPool()); // a viewer holds a thread
    server.createContext("/door.mjpg", exchange -> stream(camera, exchange));
    server.start();
    return server;
  }

  private static void stream(Camera camera, HttpExchange exchange) throws IOException {
    MjpegWriter writer = MjpegWriters.forRequest(exchange.getRequestHeaders()::getFirst);
    exchange.getResponseHeaders().set("Content-Type", writer.contentType());
    exchange.sendResponseHeaders(200, 0);
    try (Subscription pictures = camera.subscribe();
        OutputStream out = exchange.getResponseBody()) {
      writer.open(out);
      while (pictures.isOpen()) {
        try (Frame frame = pictures.next(Duration.ofSeconds(5))) {
          if (frame != null) {
            writer.write(frame, out); // blocks while the viewer is slow: he alone gets fewer
          }
        }
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted while waiting for a picture");
    }
  }
  // end::server[]
}
