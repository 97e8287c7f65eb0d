package dev.framecast.examples.recipes;

import dev.framecast.camera.CameraGroup;
import dev.framecast.netty.MjpegServer;
import java.io.IOException;
import java.nio.file.Path;

/** Cameras over https, and HTTP/2 with it. */
public final class OverTls {
  private OverTls() {}

  // tag::tls[]
  /** On all addresses of this machine where the host is 0.0.0.0. */
  static MjpegServer start(
      CameraGroup cameras, String host, int port, Path certificate, Path privateKey)
      throws IOException {
    return MjpegServer.builder(cameras)
        .host(host)
        .port(port)
        .allowHost("cams.example.org") // the name in the certificate
        .tls(certificate, privateKey) // PEM files, looked at every five seconds
        .start();
  }
  // end::tls[]
}
