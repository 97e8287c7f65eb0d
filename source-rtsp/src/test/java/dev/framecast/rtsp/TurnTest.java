package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Flip;
import dev.framecast.camera.Rotation;
import dev.framecast.camera.Subscription;
import dev.framecast.camera.TimeStamp;
import dev.framecast.draw.Stamped;
import dev.framecast.encode.PixelWriter;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Exif;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.jpeg.Turn;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Mp4Film;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.TestCamera;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Network cameras whose pictures are rotated and mirrored, seen by the colours of the corners. */
@Timeout(60)
class TurnTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private static final Painter CORNERS =
      (canvas, width, height, index) -> {
        Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
        for (int i = 0; i < colours.length; i++) {
          canvas.setColor(colours[i]);
          canvas.fillRect(i % 2 * width / 2, i / 2 * height / 2, width / 2, height / 2);
        }
      };

  @TempDir private Path folder;

  private static final Clip H264 = Clip.h264(640, 384, 25, Matrix.BT709, CORNERS);
  private static final Clip MJPEG = Clip.mjpeg(640, 384, 25, CORNERS);

  /** What is seen above at the left and at the right, then below. */
  private static String corners(Frame frame) throws IOException {
    int width = frame.width();
    int height = frame.height();
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      seen.append(name(colour(frame, (1 + i % 2 * 2) * width / 4, (1 + i / 2 * 2) * height / 4)));
    }
    return seen.toString();
  }

  private static Color colour(Frame frame, int x, int y) throws IOException {
    ByteBuffer bytes = frame.bytes();
    int at = y * frame.width() + x;
    if (frame.format() == FrameFormat.BGR24) {
      return new Color(
          bytes.get(3 * at + 2) & 0xFF, bytes.get(3 * at + 1) & 0xFF, bytes.get(3 * at) & 0xFF);
    }
    if (frame.format() == FrameFormat.GRAY8) {
      int gray = bytes.get(at) & 0xFF;
      return gray < 50
          ? Color.BLUE
          : gray < 110 ? Color.RED : gray < 200 ? Color.GREEN : Color.WHITE;
    }
    byte[] jpeg = new byte[bytes.remaining()];
    bytes.get(jpeg);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertThat(image.getWidth()).isEqualTo(frame.width());
    return new Color(image.getRGB(x, y));
  }

  private static char name(Color colour) {
    boolean red = colour.getRed() > 128;
    boolean green = colour.getGreen() > 128;
    boolean blue = colour.getBlue() > 128;
    return red && green && blue ? 'W' : red ? 'R' : green ? 'G' : blue ? 'B' : '?';
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
    for (Clip clip : new Clip[] {H264, MJPEG}) {
      try (TestCamera device = new TestCamera(clip);
          Cameras cameras = new Cameras()) {
        Camera camera = cameras.add("door", RtspSource.of(device.uri()), options);
        boolean upright = options.turn().transposes();
        int width = upright ? 384 : 640;
        int small = upright ? 96 : 160;
        assertSeen(camera, Rendition.SOURCE, width, corners);
        assertSeen(camera, Rendition.jpeg(small, 0), small, corners);
        assertSeen(camera, Rendition.bgr24(0), width, corners);
        assertSeen(camera, Rendition.gray8(small), small, corners);
        assertThat(camera.status().width()).isEqualTo(width);
        assertThat(camera.status().height()).isEqualTo(upright ? 640 : 384);
        // A quarter of it, at the right above.
        camera.replaceOptions(options.toBuilder().crop(Crop.of("50,0,50,50")).build());
        String one = corners.substring(1, 2).repeat(4);
        assertSeen(camera, Rendition.SOURCE, width / 2, one);
        assertSeen(camera, Rendition.jpeg(small, 0), small, one);
        assertSeen(camera, Rendition.bgr24(0), width / 2, one);
        assertSeen(camera, Rendition.gray8(small), small, one);
        assertThat(camera.status().width()).isEqualTo(width / 2);
      }
    }
  }

  @Test
  void theTimeStampIsInEachRendition() throws Exception {
    TimeStamp stamp = TimeStamp.of("Door 7");
    CameraOptions options = CameraOptions.builder().timeStamp(stamp).build();
    for (Clip clip : new Clip[] {H264, MJPEG}) {
      try (TestCamera device = new TestCamera(clip);
          Cameras cameras = new Cameras()) {
        Camera camera = cameras.add("door", RtspSource.of(device.uri()), options);
        for (Rendition rendition :
            new Rendition[] {
              Rendition.SOURCE, Rendition.jpeg(320, 0), Rendition.bgr24(0), Rendition.gray8(320)
            }) {
          int width = rendition.width() == 0 ? 640 : rendition.width();
          try (Subscription viewer = camera.subscribe(rendition, 0);
              Frame frame = live(viewer, width)) {
            BufferedImage seen =
                Jpegs.rgb(
                    frame.format().isRaw()
                        ? PixelWriter.image(frame)
                        : Jpegs.decode(frame.bytes()));
            assertThat(Stamped.difference(seen, stamp, 0))
                .as("%s of %s", rendition, clip)
                .isLessThan(10);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"SOURCE", "SMALL", "PIXELS", "GREY"})
  void whatExifSaysIsHeededInEachRenditionAlsoWhereThereIsNoOther(String name) throws Exception {
    Rendition rendition =
        switch (name) {
          case "SMALL" -> Rendition.jpeg(96, 0);
          case "PIXELS" -> Rendition.bgr24(96);
          case "GREY" -> Rendition.gray8(0);
          default -> Rendition.SOURCE;
        };
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] picture : MJPEG.pictures()) {
      all.writeBytes(Jpegs.withApp1(picture, Jpegs.exif(8, false)));
    }
    Path file = Files.write(folder.resolve("lying.mjpeg"), all.toByteArray());
    CameraOptions options = CameraOptions.builder().rotate(Rotation.AUTO).build();
    try (Cameras cameras = new Cameras()) {
      Camera camera =
          cameras.add("door", RtspSource.builder(file.toString()).loop(true).build(), options);
      assertSeen(camera, rendition, rendition.width() == 0 ? 384 : 96, "GWRB");
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
      assertThat(corners(frame)).as("%s", rendition).isEqualTo(corners);
      if (!frame.format().isRaw()) { // else browsers turn it again
        assertThat(Exif.turn(frame.bytes())).as("Exif of %s", rendition).isEqualTo(Turn.NONE);
      }
    }
  }

  /** Each picture with the SEI message that it is to be shown turned by 90 degrees to the left. */
  private static Clip saysThatItLies(Clip clip) {
    byte[] message = {0, 0, 0, 1, 6, 47, 3, 0x08, 0, 0x09, (byte) 0x80};
    List<byte[]> pictures = new ArrayList<>();
    for (byte[] picture : clip.pictures()) {
      int slice = 0;
      while (picture[slice] != 0
          || picture[slice + 1] != 0
          || picture[slice + 2] != 1
          || (picture[slice + 3] & 31) % 4 != 1) { // 1 and 5 are slices
        slice++;
      }
      slice -= slice > 0 && picture[slice - 1] == 0 ? 1 : 0;
      byte[] with = Arrays.copyOf(picture, picture.length + message.length);
      System.arraycopy(message, 0, with, slice, message.length);
      System.arraycopy(picture, slice, with, slice + message.length, picture.length - slice);
      pictures.add(with);
    }
    return new Clip(clip.media(), pictures, clip.fps(), clip.payloader());
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO, NONE, GWRB, 384",
    "AUTO, HORIZONTAL, WGBR, 384",
    "NONE, NONE, RGBW, 640",
    "HALF, NONE, WBGR, 640"
  })
  void howACameraSaysThatItsVideoLiesIsHeededWhereThatIsWanted(
      Rotation rotation, Flip flip, String corners, int width) throws Exception {
    CameraOptions options = CameraOptions.builder().rotate(rotation).flip(flip).build();
    try (TestCamera device = new TestCamera(saysThatItLies(H264));
        Cameras cameras = new Cameras()) {
      Camera camera = cameras.add("door", RtspSource.of(device.uri()), options);
      assertSeen(camera, Rendition.SOURCE, width, corners);
      assertSeen(camera, Rendition.jpeg(96, 0), 96, corners);
      assertSeen(camera, Rendition.bgr24(0), width, corners);
      assertSeen(camera, Rendition.gray8(96), 96, corners);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0 1 -1 0, BRWG, 384", // as a telephone writes it that is held upright
    "-1 0 0 -1, WBGR, 640",
    "0 -1 1 0, GWRB, 384",
    "-1 0 0 1, GRWB, 640",
    "0 0 0 0, RGBW, 640"
  })
  void howAFileSaysThatItsVideoLiesIsHeeded(String rotation, String corners, int width)
      throws Exception {
    int[] one = Arrays.stream(rotation.split(" ")).mapToInt(Integer::parseInt).toArray();
    int[] matrix = {one[0] << 16, one[1] << 16, 0, one[2] << 16, one[3] << 16, 0, 0, 0, 1 << 30};
    Path file = folder.resolve("film.mp4");
    Mp4Film.write(file, H264.pictures(), 640, 384, new int[] {0, 1}, matrix);
    CameraOptions options = CameraOptions.builder().rotate(Rotation.AUTO).build();
    try (Cameras cameras = new Cameras()) {
      RtspSource film = RtspSource.builder(file.toString()).loop(true).build();
      Camera camera = cameras.add("film", film, options);
      assertSeen(camera, Rendition.SOURCE, width, corners);
      assertSeen(camera, Rendition.jpeg(96, 0), 96, corners);
      assertSeen(camera, Rendition.gray8(0), width, corners);
    }
  }

  @Test
  void theVideoOfACameraThatIsTurnedEndsAndThatOfOthersDoesNot() throws Exception {
    try (TestCamera device = new TestCamera(H264);
        Cameras cameras = new Cameras()) {
      Camera camera = cameras.add("door", RtspSource.of(device.uri()));
      try (Subscription video = camera.subscribe(Rendition.VIDEO, 0)) {
        try (Frame frame = video.next(LONG)) {
          assertThat(frame.format()).isEqualTo(FrameFormat.H264);
        }
        camera.replaceOptions(CameraOptions.builder().flip(Flip.HORIZONTAL).build());
        Frame next = video.next(LONG);
        while (next != null) {
          next.close();
          next = video.next(LONG);
        }
        assertThat(video.frames().isEnded()).isTrue();
      }
      assertSeen(camera, Rendition.SOURCE, 640, "GRWB");
    }
  }
}
