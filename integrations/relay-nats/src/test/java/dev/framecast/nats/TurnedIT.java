package dev.framecast.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Rotation;
import dev.framecast.camera.Subscription;
import dev.framecast.encode.JpegScaler;
import dev.framecast.encode.PixelWriter;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionInfo;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rotated and cut cameras, seen by the colours of the corners on other nodes. */
@Tag("real")
@Timeout(60)
class TurnedIT {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 192;

  /** Of the rotated picture, the lower half. */
  private static final CameraOptions OPTIONS =
      CameraOptions.builder().rotate(Rotation.RIGHT).crop(Crop.of("0,50,100,50")).build();

  @TempDir Path folder;

  private NatsServer server;
  private NatsLink near;
  private NatsLink far;
  private final Cameras cameras = new Cameras();
  private final Cameras others = new Cameras();

  @BeforeEach
  void start() throws Exception {
    server = new NatsServer(folder);
    near = NatsLink.open(server.url());
    far = NatsLink.open(server.url());
  }

  @AfterEach
  void end() {
    others.close();
    cameras.close();
    far.close();
    near.close();
    server.close();
  }

  /** Red and green above, blue and white below, by the word of the session decoded from H.264. */
  private static final class Corners implements FrameSource {
    final AtomicInteger opened = new AtomicInteger();
    private final byte[] jpeg;

    Corners() throws IOException {
      BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D g = image.createGraphics();
      Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
      for (int i = 0; i < colours.length; i++) {
        g.setColor(colours[i]);
        g.fillRect(i % 2 * WIDTH / 2, i / 2 * HEIGHT / 2, WIDTH / 2, HEIGHT / 2);
      }
      g.dispose();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "jpg", out);
      jpeg = out.toByteArray();
    }

    @Override
    public FrameSession open() {
      opened.incrementAndGet();
      return new FrameSession() {
        private final JpegScaler scaler = new JpegScaler();
        private volatile boolean cancelled;

        @Override
        public boolean advance() {
          LockSupport.parkNanos(50_000_000);
          return !cancelled;
        }

        @Override
        public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
          if (rendition.width() == 0) {
            slot.passThrough(ByteBuffer.wrap(jpeg));
          } else {
            scaler.scale(ByteBuffer.wrap(jpeg), rendition, slot);
          }
        }

        @Override
        public SessionInfo info() {
          return SessionInfo.builder().codec("h264").size(WIDTH, HEIGHT).fps(20).build();
        }

        @Override
        public void cancel() {
          cancelled = true;
        }

        @Override
        public void close() {
          scaler.close();
        }
      };
    }
  }

  private static String corners(Frame frame) {
    BufferedImage image;
    if (frame.format().isRaw()) {
      image = PixelWriter.image(frame);
    } else {
      byte[] jpeg = new byte[frame.size()];
      frame.bytes().get(jpeg);
      try {
        image = ImageIO.read(new ByteArrayInputStream(jpeg));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      int x = (1 + i % 2 * 2) * image.getWidth() / 4;
      int y = (1 + i / 2 * 2) * image.getHeight() / 4;
      Color colour = new Color(image.getRGB(x, y));
      boolean red = colour.getRed() > 128;
      boolean green = colour.getGreen() > 128;
      seen.append(red && green ? 'W' : red ? 'R' : green ? 'G' : 'B');
    }
    return seen.toString();
  }

  /** White at the left and green at the right: what is right of the picture as it comes. */
  private static void assertSeen(Camera camera, Rendition rendition, int width, int height) {
    try (Subscription viewer = camera.subscribe(rendition, 0)) {
      Await.until(
          "a picture of that size", // the first one may be of another, while the shape is a guess
          () -> {
            try (Frame frame = viewer.frames().acquireNext(viewer.startAfter())) {
              if (frame == null || !frame.live()) {
                return false;
              }
              assertThat(corners(frame)).as("%s of %s", rendition, camera).isEqualTo("WGWG");
              return frame.width() == width && frame.height() == height;
            }
          });
    }
    assertThat(camera.status().width()).isEqualTo(HEIGHT);
    assertThat(camera.status().height()).isEqualTo(WIDTH / 2);
  }

  @Test
  void aCameraThatTwoNodesHaveIsTurnedByTheOneThatCapturesIt() throws Exception {
    NatsPublisher first = NatsPublisher.start(near, "here", cameras);
    Corners captured = new Corners();
    Camera own = cameras.add("door", first.shared("door", captured), OPTIONS);
    assertSeen(own, Rendition.SOURCE, HEIGHT, WIDTH / 2);
    NatsPublisher second = NatsPublisher.start(far, "here", others);
    String before = second.node();
    Corners spare = new Corners();
    Camera shared = others.add("door", second.shared("door", spare), OPTIONS);
    Await.until("it has a name", () -> !second.node().equals(before));
    try (Subscription wide = shared.subscribe()) {
      Await.until("live", () -> wide.frames().sequence() > 0);
      assertSeen(shared, Rendition.SOURCE, HEIGHT, WIDTH / 2);
      assertSeen(shared, Rendition.jpeg(96, 0), 96, 80);
      assertSeen(shared, Rendition.bgr24(96), 96, 80);
      assertSeen(own, Rendition.jpeg(96, 0), 96, 80);
      assertThat(spare.opened).as("connections of the other one").hasValue(0);
      first.close();
      Await.until("captures it itself", () -> spare.opened.get() > 0);
    }
    assertSeen(shared, Rendition.jpeg(96, 0), 96, 80);
  }

  @Test
  void aReaderTurnsByItsOwnOptionsWhatComesAsItIs() throws Exception {
    NatsPublisher.start(near, "here", cameras);
    cameras.add("door", new Corners());
    Camera copy = others.add("door", new NatsSource(far, "here", "door"), OPTIONS);
    assertSeen(copy, Rendition.jpeg(96, 0), 96, 80);
    assertSeen(copy, Rendition.SOURCE, HEIGHT, WIDTH / 2);
  }

  @Test
  void otherNodesAreToldThatATurnedCameraHasNoVideo() throws Exception {
    NatsPublisher.start(near, "here", cameras);
    Camera own = cameras.add("door", new Corners(), OPTIONS);
    Camera copy = others.add("door", new NatsSource(far, "here", "door"));
    assertSeen(copy, Rendition.SOURCE, HEIGHT, WIDTH / 2);
    try (Subscription viewer = copy.subscribe()) {
      Await.until("told", () -> copy.status().session().codec().equals("mjpeg"));
      assertThat(own.status().session().codec()).isEqualTo("h264");
      assertThat(viewer.rendition()).isEqualTo(Rendition.SOURCE);
    }
  }
}
