package dev.framecast.webcam;

import dev.framecast.source.SessionInfo;
import java.io.IOException;

/** An open camera. One thread's. */
interface Capture {

  /** How a camera is opened. */
  @FunctionalInterface
  interface Opener {

    /** Opens it; may block for seconds, and nothing can end that. */
    Capture open() throws IOException;
  }

  /** What the camera really gives; by its pictures, once there are some. */
  SessionInfo info();

  /**
   * Waits for the camera's next picture. Nothing can end that but the camera, or OpenCV's own time
   * limit of ten seconds.
   *
   * @throws IOException when there will be no more
   */
  void read(Picture into) throws IOException;

  /** Lets go of the camera. */
  void release();
}
