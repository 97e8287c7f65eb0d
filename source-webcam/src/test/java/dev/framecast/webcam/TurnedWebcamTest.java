package dev.framecast.webcam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Flip;
import dev.framecast.camera.Rotation;
import dev.framecast.camera.Subscription;
import dev.framecast.encode.ImageIoEncoder;
import dev.framecast.encode.PixelWriter;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webcams whose pictures are rotated and mirrored, seen by the colours of the corners. */
@Timeout(60)
class TurnedWebcamTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int WIDTH = ScriptedWebcam.WIDTH;
  private static final int HEIGHT = ScriptedWebcam.HEIGHT;

  @TempDir private Path folder;

  /** Sends the same JPEG 25 times a second. */
  private static final class Still implements ScriptedWebcam.Driver {
    private final byte[] jpeg;

    Still(byte[] jpeg) {
      this.jpeg = jpeg;
    }

    @Override
    public void open() {}

    @Override
    public byte @Nullable [] read() {
      LockSupport.parkNanos(40_000_000L);
      return jpeg;
    }

    @Override
    public long takenAt() {
      return System.nanoTime();
    }

    @Override
    public void release() {}
  }

  /** Red and green above, blue and white below. */
  private static byte[] corners() throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
    for (int i = 0; i < colours.length; i++) {
      g.setColor(colours[i]);
      g.fillRect(i % 2 * WIDTH / 2, i / 2 * HEIGHT / 2, WIDTH / 2, HEIGHT / 2);
    }
    g.dispose();
    FrameSlot slot = new FrameSlot();
    try (ImageIoEncoder encoder = new ImageIoEncoder()) {
      encoder.encode(image, Rendition.SOURCE, slot);
    }
    return Jpegs.bytes(slot.bytes());
  }

  private static String seen(Frame frame) throws IOException {
    BufferedImage image =
        frame.format().isRaw()
            ? PixelWriter.image(frame)
            : ImageIO.read(new ByteArrayInputStream(Jpegs.bytes(frame.bytes())));
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

  @ParameterizedTest
  @CsvSource({
    "NONE, NONE, RGBW",
    "RIGHT, NONE, BRWG",
    "HALF, NONE, WBGR",
    "LEFT, NONE, GWRB",
    "NONE, HORIZONTAL, GRWB",
    "NONE, VERTICAL, BWRG",
    "RIGHT, HORIZONTAL, RBGW",
    "LEFT, HORIZONTAL, WGBR"
  })
  void eachRotationAndFlipShowsTheCornersWhereTheyBelong(
      Rotation rotation, Flip flip, String corners) throws Exception {
    CameraOptions options = CameraOptions.builder().rotate(rotation).flip(flip).build();
    ScriptedWebcam webcam = new ScriptedWebcam("turned", folder, new Still(corners()));
    try (Cameras cameras = new Cameras()) {
      Camera camera = cameras.add("desk", webcam, options);
      int width = options.turn().transposes() ? HEIGHT : WIDTH;
      assertSeen(camera, Rendition.SOURCE, width, corners);
      assertThat(camera.status().encoded()).as("without loss").isZero();
      assertSeen(camera, Rendition.jpeg(width / 2, 0), width / 2, corners);
      assertSeen(camera, Rendition.bgr24(0), width, corners);
      assertThat(camera.status().width()).isEqualTo(width);
      camera.replaceOptions(options.toBuilder().crop(Crop.of("50,0,50,50")).build());
      String one = corners.substring(1, 2).repeat(4);
      assertSeen(camera, Rendition.bgr24(0), width / 2, one);
      assertSeen(camera, Rendition.jpeg(width / 4, 0), width / 4, one);
    }
  }

  @ParameterizedTest
  @CsvSource({"SOURCE", "SMALL", "PIXELS"})
  void whatExifSaysIsHeededInEachRenditionAlsoWhereThereIsNoOther(String name) throws Exception {
    Rendition rendition =
        switch (name) {
          case "SMALL" -> Rendition.jpeg(HEIGHT / 2, 0);
          case "PIXELS" -> Rendition.bgr24(HEIGHT / 2);
          default -> Rendition.SOURCE;
        };
    byte[] lies = Jpegs.lyingOnItsLeft(corners());
    CameraOptions options = CameraOptions.builder().rotate(Rotation.AUTO).build();
    ScriptedWebcam webcam = new ScriptedWebcam("lying", folder, new Still(lies));
    try (Cameras cameras = new Cameras()) {
      Camera camera = cameras.add("desk", webcam, options);
      int width = rendition.width() == 0 ? HEIGHT : rendition.width();
      assertSeen(camera, rendition, width, "GWRB");
    }
  }

  /**
   * The next live frame of that width, behind the slate of a camera that takes its time, and the
   * last frame before its options were others.
   */
  private static Frame live(Subscription viewer, int width) throws InterruptedException {
    Frame frame = viewer.next(LONG);
    while (frame != null && !(frame.live() && frame.width() == width)) {
      frame.close();
      frame = viewer.next(LONG);
    }
    assertThat(frame).isNotNull();
    return frame;
  }

  private static void assertSeen(Camera camera, Rendition rendition, int width, String corners)
      throws Exception {
    try (Subscription viewer = camera.subscribe(rendition, 0);
        Frame frame = live(viewer, width)) {
      assertThat(seen(frame)).as("%s", rendition).isEqualTo(corners);
    }
  }
}
