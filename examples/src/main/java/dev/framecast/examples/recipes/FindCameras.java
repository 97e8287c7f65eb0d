package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.discovery.Discovery;
import dev.framecast.discovery.FoundCamera;
import dev.framecast.netty.MjpegServer;
import java.io.IOException;

/** Serves the cameras that are in the network: give the name and password of their user. */
public final class FindCameras {
  private FindCameras() {}

  public static void main(String[] args) throws Exception {
    try (Cameras cameras = new Cameras()) {
      addAll(cameras, args[0], args[1]);
      MjpegServer.start(cameras, 8080).awaitClose();
    }
  }

  // tag::find[]
  static void addAll(Cameras cameras, String user, String password)
      throws IOException, InterruptedException {
    Discovery discovery = Discovery.builder().login(user, password).build();
    for (FoundCamera camera : discovery.find()) { // which takes some seconds
      if (camera.streams().isEmpty()) {
        System.out.println(camera.host() + ": " + camera.problem());
        continue;
      }
      cameras.add("cam" + cameras.all().size(), camera.address(user, password));
    }
  }
  // end::find[]
}
