package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Flip;
import dev.framecast.camera.Rotation;
import dev.framecast.netty.MjpegServer;

/** A camera that lies on its right side, seen from behind, and one that looks into a mirror. */
public final class TurnedCamera {
  private TurnedCamera() {}

  /** Serves cameras that are not there: put in your own. */
  public static void main(String[] args) throws Exception {
    try (Cameras cameras = new Cameras()) {
      add(cameras, "rtsp://192.168.0.10/stream1", "webcam:0");
      MjpegServer.start(cameras, 8080).awaitClose();
    }
  }

  // tag::turned[]
  static Camera add(Cameras cameras, String corridor, String mirror) {
    cameras.add("mirror", mirror, CameraOptions.builder().flip(Flip.HORIZONTAL).build());
    CameraOptions upright = CameraOptions.builder().rotate(Rotation.RIGHT).build(); // 90 degrees
    return cameras.add("corridor", corridor, upright);
  }
  // end::turned[]
}
