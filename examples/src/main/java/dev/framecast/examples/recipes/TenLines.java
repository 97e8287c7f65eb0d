package dev.framecast.examples.recipes;

// tag::start[]
import dev.framecast.Cameras;
import dev.framecast.netty.MjpegServer;
import dev.framecast.rtsp.RtspSource;
import dev.framecast.source.image.TestPatternSource;

/** Two cameras on a page. */
public final class TenLines {
  public static void main(String[] args) throws Exception {
    try (Cameras cameras = new Cameras()) {
      cameras.add("door", RtspSource.of("rtsp://192.168.0.10/stream1"));
      cameras.add("test", TestPatternSource.of(1280, 720, 30));
      MjpegServer.start(cameras, 8080).awaitClose(); // http://127.0.0.1:8080 shows both
    }
  }
}
// end::start[]
