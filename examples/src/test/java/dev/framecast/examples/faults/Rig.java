package dev.framecast.examples.faults;

import dev.framecast.source.FrameSource;
import java.io.IOException;

/** A scripted camera that can be made to have each of the faults, and a source that reads it. */
interface Rig extends AutoCloseable {
  /** The sources, a column of the matrix each. */
  enum Column {
    RTSP_TCP("RTSP over TCP"),
    RTSP_UDP("RTSP over UDP"),
    HTTP("HTTP MJPEG"),
    WEBCAM("webcam"),
    CUSTOM("custom source");

    final String title;

    Column(String title) {
      this.title = title;
    }

    /**
     * A new camera.
     *
     * @param name by which its threads are known
     */
    Rig rig(String name, HostsFile hosts) throws IOException {
      return switch (this) {
        case RTSP_TCP -> new RtspRig(name, hosts, false);
        case RTSP_UDP -> new RtspRig(name, hosts, true);
        case HTTP -> new HttpRig(name, hosts);
        case WEBCAM -> new WebcamRig(name);
        case CUSTOM -> new CustomRig();
      };
    }
  }

  /** What reads the camera; of a plan that was made before. */
  FrameSource source();

  Plan plan(Fault fault);

  /** The port to which the source connects; 0 for none. */
  int port();

  @Override
  void close() throws IOException;
}
