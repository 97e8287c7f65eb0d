package dev.framecast.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JpegsOverTcpTest {
  private ServerSocket device;
  private JpegsOverTcp source;

  @BeforeEach
  void listen() throws IOException {
    device = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    source = new JpegsOverTcp(device.getInetAddress().getHostAddress(), device.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    device.close();
  }

  private static byte[] jpeg(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }

  /** Sends a picture again and again, until the other side has gone. */
  private CompletableFuture<Void> sending(byte[] picture) {
    return CompletableFuture.runAsync(
        () -> {
          try (Socket viewer = device.accept();
              DataOutputStream out = new DataOutputStream(viewer.getOutputStream())) {
            while (true) {
              out.writeInt(picture.length);
              out.write(picture);
            }
          } catch (IOException e) {
            // That is how it ends.
          }
        });
  }

  @Test
  void itsPicturesAreHandedOnAndMadeSmallerWhileSomebodyWatches() throws Exception {
    CompletableFuture<Void> ended = sending(jpeg(640, 360));
    CameraOptions atOnce = CameraOptions.builder().linger(Duration.ZERO).build();
    try (Cameras cameras = new Cameras()) {
      Camera camera = cameras.add("device", source, atOnce);
      try (Subscription large = camera.subscribe();
          Subscription small = camera.subscribe(Rendition.jpeg(160, 0), 0);
          Frame whole = GuideRecipesTest.live(large);
          Frame part = GuideRecipesTest.live(small)) {
        assertThat(whole.width()).isEqualTo(640);
        assertThat(part.width()).isEqualTo(160);
        assertThat(camera.status().passedThrough()).isPositive();
      }
      ended.get(20, TimeUnit.SECONDS); // nobody watches: the connection is closed
    }
  }

  @Test
  void whatIsNoPictureIsTold() throws Exception {
    try (FrameSession session = source.open()) {
      CompletableFuture<Void> sent = once(-1);
      assertThatThrownBy(session::advance).hasMessage("a JPEG of -1 bytes: must be 1 to 16777216");
      sent.get(20, TimeUnit.SECONDS);
    }
    try (FrameSession session = source.open()) {
      CompletableFuture<Void> sent = once(100);
      assertThatThrownBy(session::advance).hasMessage("the device has ended the stream");
      sent.get(20, TimeUnit.SECONDS);
    }
  }

  /** Says how long a picture will be, and goes. */
  private CompletableFuture<Void> once(int length) {
    return CompletableFuture.runAsync(
        () -> {
          try (Socket viewer = device.accept();
              DataOutputStream out = new DataOutputStream(viewer.getOutputStream())) {
            out.writeInt(length);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void aSessionThatWaitsForItsDeviceCanBeCancelled() throws Exception {
    FrameSession session = source.open();
    CompletableFuture<String> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return session.advance() ? "a picture" : "an end";
              } catch (IOException e) {
                return "an exception";
              }
            });
    try (Socket silent = device.accept()) {
      session.cancel();
      assertThat(waiting.get(20, TimeUnit.SECONDS)).isIn("an end", "an exception");
      assertThat(silent.getInputStream().read()).as("its end of the connection").isEqualTo(-1);
    }
    session.close();
  }
}
