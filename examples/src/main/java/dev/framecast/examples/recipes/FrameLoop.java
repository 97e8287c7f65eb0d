package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import java.time.Duration;
import java.util.function.Consumer;
import nu.pattern.OpenCV;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** What a loop around a grabber does, in a thread of one's own: each picture as pixels. */
public final class FrameLoop {
  private FrameLoop() {}

  /** Prints the size of each picture of the test pattern, or of the address given. */
  public static void main(String[] args) throws Exception {
    OpenCV.loadLocally();
    try (Cameras cameras = new Cameras()) {
      Camera camera = cameras.add("seen", args.length > 0 ? args[0] : "test:1280x720@10");
      run(camera, pixels -> System.out.println(pixels.size()));
    }
  }

  /** Returns when the camera is closed. */
  // tag::loop[]
  static void run(Camera camera, Consumer<Mat> vision) throws InterruptedException {
    try (Subscription pictures = camera.subscribe(Rendition.bgr24(640), 5)) { // 5 a second
      while (pictures.isOpen()) {
        try (Frame frame = pictures.next(Duration.ofSeconds(5))) { // the newest
          if (frame != null && frame.live()) { // the camera is there
            vision.accept(new Mat(frame.height(), frame.width(), CvType.CV_8UC3, frame.bytes()));
          }
        }
      }
    }
  }
  // end::loop[]
}
