package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.netty.MjpegServer;
import dev.framecast.rtsp.GrabberSource;
import dev.framecast.rtsp.RtspSource;
import java.time.Duration;
import org.bytedeco.javacv.FFmpegFrameGrabber;

/** What can be said of a network camera, and any JavaCV grabber as a camera. */
public final class RtspOptions {
  private RtspOptions() {}

  /** Serves cameras that are not there: put in your own. */
  public static void main(String[] args) throws Exception {
    try (Cameras cameras = new Cameras()) {
      // tag::options[]
      cameras.add("door", RtspSource.of("rtsp://192.168.0.10/stream1"));
      cameras.add(
          "yard",
          RtspSource.builder("rtsp://192.168.0.11/stream1")
              .credentials("viewer", "p@ss/word") // as they are, not percent-encoded
              .transport(RtspSource.Transport.UDP) // TCP, then UDP, unless told otherwise
              .timeout(Duration.ofSeconds(10)) // 5 s unless told otherwise
              .option("user_agent", "wall") // any option of FFmpeg's protocol or format
              .build());
      cameras.add("film", GrabberSource.of("a film", () -> new FFmpegFrameGrabber("film.mp4")));
      // end::options[]
      MjpegServer.start(cameras, 8080).awaitClose();
    }
  }
}
