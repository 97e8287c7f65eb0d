package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.netty.MjpegServer;
import dev.framecast.webcam.WebcamSource;
import org.opencv.videoio.Videoio;

/** Webcams by number and by name, with options. */
public final class WebcamOptions {
  private WebcamOptions() {}

  /** Serves two webcams at http://localhost:8080. */
  public static void main(String[] args) throws Exception {
    try (Cameras cameras = new Cameras()) {
      // tag::options[]
      cameras.add("desk", WebcamSource.of(0));
      cameras.add(
          "bench",
          WebcamSource.builder("C920") // a part of its name, or /dev/video2
              .size(1920, 1080)
              .fps(30)
              .property(Videoio.CAP_PROP_BRIGHTNESS, 140)
              .build());
      // end::options[]
      MjpegServer.start(cameras, 8080).awaitClose();
    }
  }
}
