package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.netty.MjpegServer;
import dev.framecast.rtsp.RtspSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.DoubleConsumer;
import nu.pattern.OpenCV;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Sees that something moves in front of a camera that is on a page as well: one connection, and no
 * JPEG is made for it.
 */
public final class MotionDetection {
  private MotionDetection() {}

  /** Serves a camera that is not there (put in your own), and says when something moves. */
  public static void main(String[] args) throws Exception {
    OpenCV.loadLocally();
    ExecutorService vision = Executors.newSingleThreadExecutor();
    try (Cameras cameras = new Cameras();
        MjpegServer server = MjpegServer.start(cameras, 8080)) {
      Camera door = cameras.add("door", RtspSource.of("rtsp://192.168.0.10/stream1"));
      Subscription seen =
          watch(door, vision, moved -> System.out.printf("%.0f %% moved%n", 100 * moved));
      server.awaitClose();
      seen.close();
    } finally {
      vision.shutdown();
    }
  }

  // tag::motion[]
  static Subscription watch(Camera camera, ExecutorService vision, DoubleConsumer onMotion) {
    Mat before = new Mat();
    Mat now = new Mat();
    Mat changed = new Mat();
    Subscription frames = camera.subscribe(Rendition.gray8(320), 5); // pixels, five times a second
    frames.onFrame(
        vision,
        frame -> {
          if (!frame.live()) {
            before.release(); // a slate: what comes after it has not moved
            return;
          }
          Imgproc.GaussianBlur(pixels(frame), now, new Size(9, 9), 0);
          if (before.size().equals(now.size())) {
            Core.absdiff(before, now, changed);
            Imgproc.threshold(changed, changed, 20, 255, Imgproc.THRESH_BINARY);
            double moved = (double) Core.countNonZero(changed) / changed.total();
            if (moved > 0.01) {
              onMotion.accept(moved);
            }
          }
          now.copyTo(before);
        });
    return frames;
  }

  /** The frame's own memory, without a copy: of use until the frame is closed. */
  static Mat pixels(Frame frame) {
    return new Mat(frame.height(), frame.width(), CvType.CV_8UC1, frame.bytes());
  }
  // end::motion[]
}
