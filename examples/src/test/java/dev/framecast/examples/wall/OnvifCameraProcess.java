package dev.framecast.examples.wall;

import dev.framecast.discovery.testcamera.OnvifCamera;
import dev.framecast.discovery.testcamera.OnvifScript;

/** A scripted camera as a process, for a network namespace: its address, and a name. */
final class OnvifCameraProcess {
  private OnvifCameraProcess() {}

  public static void main(String[] args) throws Exception {
    OnvifScript script = new OnvifScript();
    script.scopes = "onvif://www.onvif.org/name/" + args[1];
    try (OnvifCamera camera = new OnvifCamera(args[0], OnvifCamera.PORT, script)) {
      System.out.println("ready " + camera.port());
      Thread.currentThread().join(); // until it is killed
    }
  }
}
