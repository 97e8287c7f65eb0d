package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import javax.imageio.ImageIO;

/** One picture of a camera for Swing, JavaFX or a detector: a {@link BufferedImage}. */
public final class PictureAsImage {
  private PictureAsImage() {}

  /** Prints the size of a picture of the first webcam, or of the address given. */
  public static void main(String[] args) throws Exception {
    try (Cameras cameras = new Cameras()) {
      BufferedImage image = of(cameras.add("desk", args.length > 0 ? args[0] : "webcam:0"));
      System.out.println(image.getWidth() + "x" + image.getHeight());
    }
  }

  /** Opens the camera if it is not open. */
  // tag::image[]
  static BufferedImage of(Camera camera) throws Exception {
    Duration wait = Duration.ofSeconds(10);
    try (Frame frame = camera.snapshot(Rendition.SOURCE, Duration.ZERO, wait).get()) {
      byte[] jpeg = new byte[frame.size()];
      frame.bytes().get(jpeg);
      return ImageIO.read(new ByteArrayInputStream(jpeg));
    }
  }
  // end::image[]
}
