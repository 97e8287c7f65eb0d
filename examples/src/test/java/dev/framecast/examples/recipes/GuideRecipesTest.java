package dev.framecast.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.netty.MjpegServer;
import dev.framecast.netty.TestCertificate;
import dev.framecast.source.image.ImageSource;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.image.BufferedImage;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The recipes that the guides show. */
@Timeout(60)
class GuideRecipesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The next live frame. */
  static Frame live(Subscription pictures) throws InterruptedException {
    while (true) {
      Frame frame = pictures.next(PATIENCE);
      assertThat(frame).as("a frame in time").isNotNull();
      if (frame.live()) {
        return frame;
      }
      frame.close();
    }
  }

  @Test
  void aCameraOfTwoStreamsHasTheSmallerOneFetchedWhereThatIsEnough() throws Exception {
    try (Cameras cameras = new Cameras()) {
      Camera yard = TwoStreams.add(cameras, "test:1280x720@20", "test:320x240@20");
      try (Subscription small = yard.subscribe(Rendition.jpeg(320, 0), 0);
          Frame frame = live(small)) {
        assertThat(frame.height()).as("of the sub-stream's shape").isEqualTo(240);
      }
      try (Subscription large = yard.subscribe()) {
        int width = 320;
        while (width == 320) { // the sub-stream, until the main stream has a picture
          try (Frame frame = live(large)) {
            width = frame.width();
          }
        }
        assertThat(width).isEqualTo(1280);
      }
    }
  }

  @Test
  void aCameraOnItsSideIsSeenUpright() throws Exception {
    try (Cameras cameras = new Cameras()) {
      Camera corridor = TurnedCamera.add(cameras, "test:640x352@20", "test:320x240@20");
      try (Subscription small = corridor.subscribe(Rendition.jpeg(176, 0), 0);
          Frame frame = live(small)) {
        assertThat(frame.width()).isEqualTo(176);
        assertThat(frame.height()).isEqualTo(320);
      }
      assertThat(corridor.status().width()).isEqualTo(352);
    }
  }

  @Test
  void aModelIsGivenRedThenGreenThenBlue() throws Exception {
    BlockingQueue<float[]> seen = new LinkedBlockingQueue<>();
    ExecutorService inference = Executors.newSingleThreadExecutor();
    try (Cameras cameras = new Cameras();
        Subscription pixels =
            cameras
                .add("orange", ImageSource.of(20, GuideRecipesTest::orange))
                .subscribe(Rendition.bgr24(0), 0)) {
      pixels.publisher(inference).subscribe(new FramesForAModel.ForAModel(seen::add));
      for (int i = 0; i < 3; i++) {
        float[] planes = seen.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(planes).hasSize(3 * 32 * 16);
        assertThat(new float[] {planes[0], planes[32 * 16], planes[2 * 32 * 16]})
            .usingComparatorWithPrecision(0.01f)
            .containsExactly(1, 200 / 255f, 0);
      }
    } finally {
      inference.shutdown();
    }
  }

  private static BufferedImage orange() {
    BufferedImage image = new BufferedImage(32, 16, BufferedImage.TYPE_3BYTE_BGR);
    Graphics g = image.getGraphics();
    g.setColor(new Color(255, 200, 0));
    g.fillRect(0, 0, 32, 16);
    g.dispose();
    return image;
  }

  @Test
  void httpsIsServedWithACertificateFromFiles(@TempDir Path folder) throws Exception {
    TestCertificate made = TestCertificate.create();
    Path certificate = folder.resolve("cert.pem");
    Path key = folder.resolve("key.pem");
    made.write(certificate, key);
    try (Cameras cameras = new Cameras();
        MjpegServer server = OverTls.start(cameras, "127.0.0.1", 0, certificate, key)) {
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .sslContext(trusting(made))
              .build()
              .send(
                  HttpRequest.newBuilder(server.uri().resolve("cameras")).build(),
                  BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }
  }

  private static SSLContext trusting(TestCertificate made) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", made.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext client = SSLContext.getInstance("TLS");
    client.init(null, trust.getTrustManagers(), null);
    return client;
  }

  @Test
  void optionsOfOnesOwnAreTheCameras() {
    try (Cameras cameras = new Cameras()) {
      Camera door = OwnOptions.add(cameras, "test:1280x720@10");
      assertThat(door.name()).isEqualTo("Front door");
      assertThat(door.options().ladder().snap(500, 70)).isEqualTo(Rendition.jpeg(640, 80));
      assertThatThrownBy(() -> OwnOptions.add(cameras, "test:1280x720@10"))
          .hasMessage("camera id \"door\": there is one already");
    }
  }
}
