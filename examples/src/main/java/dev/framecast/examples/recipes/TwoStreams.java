package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.netty.MjpegServer;
import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;

/** A camera that sends the same pictures in two sizes. */
public final class TwoStreams {
  private TwoStreams() {}

  /** Serves a camera that is not there: put in your own. */
  public static void main(String[] args) throws Exception {
    try (Cameras cameras = new Cameras()) {
      add(cameras, "rtsp://192.168.0.10/main", "rtsp://192.168.0.10/sub");
      MjpegServer.start(cameras, 8080).awaitClose();
    }
  }

  // tag::streams[]
  static Camera add(Cameras cameras, String main, String sub) {
    FrameSource large = FrameSources.of(main); // or RtspSource.builder(main)...build()
    FrameSource small = FrameSources.of(sub);
    return cameras.add("yard", large.withSubStream(small));
  }
  // end::streams[]
}
