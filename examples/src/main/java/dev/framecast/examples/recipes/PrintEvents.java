package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraListener;
import dev.framecast.frame.Registration;
import dev.framecast.netty.MjpegServer;
import dev.framecast.source.SourceException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Prints when a camera is live, when it stalls, and why it failed. */
public final class PrintEvents {
  private PrintEvents() {}

  /** Serves a camera that is not there (put in your own), and prints what becomes of it. */
  public static void main(String[] args) throws Exception {
    ExecutorService printing = Executors.newSingleThreadExecutor();
    try (Cameras cameras = new Cameras();
        MjpegServer server = MjpegServer.start(cameras, 8080)) {
      Registration printer = print(cameras, System.out, printing);
      cameras.add("door", "rtsp://192.168.0.10/stream1");
      server.awaitClose();
      printer.close();
    } finally {
      printing.shutdown();
    }
  }

  // tag::events[]
  static Registration print(Cameras cameras, PrintStream out, Executor executor) {
    CameraListener printer =
        new CameraListener() {
          @Override
          public void live(Camera camera) {
            out.println(camera.name() + " is live");
          }

          @Override
          public void stalled(Camera camera, String problem) {
            out.println(camera.name() + " has stalled: " + problem);
          }

          @Override
          public void failed(
              Camera camera, SourceException.Kind kind, String problem, Duration nextTry) {
            out.printf(
                "%s has failed: %s; tried again in %d ms%n",
                camera.name(), problem, nextTry.toMillis());
          }
        };
    return cameras.addListener(printer, executor); // of one camera: camera.addListener
  }
  // end::events[]
}
