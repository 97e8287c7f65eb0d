package dev.framecast.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.source.image.ImageSource;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import nu.pattern.OpenCV;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** The code of docs/coming-from.md. */
class ComingFromTest {
  @Test
  void aLoopSeesPixelsInColourUntilTheCameraIsClosed() throws Exception {
    OpenCV.loadLocally();
    CountDownLatch three = new CountDownLatch(3);
    AtomicReference<Mat> last = new AtomicReference<>();
    try (Cameras cameras = new Cameras()) {
      Camera camera = cameras.add("orange", ImageSource.of(20, ComingFromTest::orange));
      CompletableFuture<Void> loop =
          CompletableFuture.runAsync(
              () -> {
                try {
                  FrameLoop.run(
                      camera,
                      pixels -> {
                        last.set(pixels.clone());
                        three.countDown();
                      });
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
      cameras.remove("orange");
      loop.get(10, TimeUnit.SECONDS);
    }
    assertThat(last.get().type()).isEqualTo(CvType.CV_8UC3);
    assertThat(last.get().cols()).isEqualTo(640);
    assertThat(last.get().get(100, 100)).as("blue, green, red").containsExactly(0, 200, 255);
  }

  @Test
  void aPictureIsAnImage() throws Exception {
    try (Cameras cameras = new Cameras()) {
      BufferedImage image =
          PictureAsImage.of(cameras.add("orange", ImageSource.of(20, ComingFromTest::orange)));
      assertThat(image.getWidth()).isEqualTo(1280);
      assertThat(new Color(image.getRGB(100, 100)).getBlue()).as("of orange").isLessThan(10);
    }
  }

  private static BufferedImage orange() {
    BufferedImage image = new BufferedImage(1280, 720, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.ORANGE); // 255, 200, 0
    g.fillRect(0, 0, 1280, 720);
    g.dispose();
    return image;
  }
}
