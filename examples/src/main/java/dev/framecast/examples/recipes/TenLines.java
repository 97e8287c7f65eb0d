package dev.framecast.examples.recipes;

// tag::start[]
import dev.framecast.Cameras;
import dev.framecast.netty.MjpegServer;

/** Two cameras on a page. */
public final class TenLines {
  public static void main(String[] args) throws Exception {
    try (Cameras cameras = new Cameras()) {
      cameras.add("door", "rtsp://192.168.0.10/stream1");
      cameras.add("test", "test:1280x720@30");
      MjpegServer.start(cameras, 8080).awaitClose(); // http://127.0.0.1:8080 shows both
    }
  }
}
// end::start[]
