package dev.framecast.webcam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.encode.RawPicture;
import dev.framecast.encode.RawPicture.Layout;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Turn;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SessionContext;
import dev.framecast.webcam.encode.OpenCvRenditionEncoder;
import dev.framecast.webcam.encode.RawPixels;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pixels of webcams' pictures are what the JPEG of these shows. */
@Timeout(30)
class RawPixelsTest {
  private static final List<Color> COLOURS =
      List.of(
          Color.RED,
          Color.GREEN,
          Color.BLUE,
          Color.WHITE,
          Color.BLACK,
          Color.ORANGE,
          new Color(40, 90, 60),
          new Color(200, 180, 220));

  private static final Offset<Integer> THREE = Offset.offset(3);

  private final AtomicLong decoded = new AtomicLong();

  /** One colour all over; YUV of limited-range BT.601. */
  private static RawPicture picture(Layout layout, int width, int height, Color colour) {
    double luma =
        (0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue()) / 255;
    int y = (int) Math.round(16 + 219 * luma);
    int u = (int) Math.round(128 + 112 * (colour.getBlue() / 255.0 - luma) / (1 - 0.114));
    int v = (int) Math.round(128 + 112 * (colour.getRed() / 255.0 - luma) / (1 - 0.299));
    ByteBuffer pixels = ByteBuffer.allocateDirect(layout.bytes(width, height));
    int[] bgr = {colour.getBlue(), colour.getGreen(), colour.getRed()};
    for (int i = 0; i < pixels.capacity(); i++) {
      int value =
          switch (layout) {
            case YUYV -> i % 2 == 0 ? y : i % 4 == 1 ? u : v;
            case NV12 -> i < width * height ? y : i % 2 == 0 ? u : v;
            case BGR -> bgr[i % 3];
          };
      pixels.put(i, (byte) value);
    }
    return new RawPicture(layout, width, height, pixels);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void coloursAreThoseOfTheJpegInEveryLayoutAndSize(Layout layout) throws IOException {
    try (RawPixels pixels = new RawPixels(decoded);
        OpenCvRenditionEncoder encoder = new OpenCvRenditionEncoder()) {
      for (Color colour : COLOURS) {
        for (int width : new int[] {0, 160, 161}) {
          RawPicture picture = picture(layout, 320, 240, colour);
          FrameSlot jpeg = new FrameSlot();
          FrameSlot bgr = new FrameSlot();
          FrameSlot gray = new FrameSlot();
          encoder.encode(picture, Rendition.jpeg(width, 100), jpeg);
          pixels.next();
          pixels.write(picture, Rendition.bgr24(width), bgr);
          pixels.write(picture, Rendition.gray8(width), gray);
          assertShown(Jpegs.decode(jpeg), bgr, gray);
        }
      }
    }
    assertThat(decoded).as("no JPEG was decoded").hasValue(0);
  }

  private static void assertShown(BufferedImage shown, FrameSlot bgr, FrameSlot gray) {
    int width = shown.getWidth();
    int height = shown.getHeight();
    assertThat(bgr.width()).isEqualTo(width).isEqualTo(gray.width());
    assertThat(bgr.height()).isEqualTo(height).isEqualTo(gray.height());
    assertThat(bgr.length()).isEqualTo(FrameFormat.BGR24.bytes(width, height));
    assertThat(gray.length()).isEqualTo(FrameFormat.GRAY8.bytes(width, height));
    int pixel = height / 2 * width + width / 2;
    Color seen = new Color(shown.getRGB(width / 2, height / 2));
    assertThat(bgr.bytes().get(3 * pixel) & 0xFF).isCloseTo(seen.getBlue(), THREE);
    assertThat(bgr.bytes().get(3 * pixel + 1) & 0xFF).isCloseTo(seen.getGreen(), THREE);
    assertThat(bgr.bytes().get(3 * pixel + 2) & 0xFF).isCloseTo(seen.getRed(), THREE);
    long luma =
        Math.round(0.299 * seen.getRed() + 0.587 * seen.getGreen() + 0.114 * seen.getBlue());
    assertThat(gray.bytes().get(pixel) & 0xFF).isCloseTo((int) luma, THREE);
  }

  @Test
  void aJpegIsDecodedOnceAPictureForAllWhoWantPixels() throws IOException {
    FakeCapture camera = new FakeCapture();
    try (FrameSession session =
        new WebcamSession(
            "cam",
            () -> new DeviceReader("webcam-test", camera),
            new AtomicReference<>(),
            SessionContext.NONE)) {
      for (int i = 1; i <= COLOURS.size(); i++) {
        camera.send(Jpegs.of(COLOURS.get(i - 1), 64, 48));
        assertThat(session.advance()).isTrue();
        FrameSlot jpeg = new FrameSlot();
        FrameSlot bgr = new FrameSlot();
        FrameSlot gray = new FrameSlot();
        FrameSlot small = new FrameSlot();
        session.writeJpeg(Rendition.SOURCE, jpeg);
        assertThat(session.writeRaw(Rendition.bgr24(0), bgr)).isTrue();
        assertThat(session.writeRaw(Rendition.gray8(0), gray)).isTrue();
        assertThat(session.writeRaw(Rendition.gray8(31), small)).isTrue();
        assertThat(jpeg.isPassedThrough()).isTrue();
        assertThat(bgr.isStamped()).isTrue();
        assertShown(Jpegs.decode(jpeg), bgr, gray);
        assertThat(small.length()).isEqualTo(31 * 23);
        assertThat(session.info().decoded()).isEqualTo(i);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 5", "641, 361", "3840, 2160"})
  void anySizeIsWritten(int width, int height) {
    FrameSlot slot = new FrameSlot();
    try (RawPixels pixels = new RawPixels(decoded)) {
      pixels.write(picture(Layout.BGR, width, height, Color.WHITE), Rendition.gray8(0), slot);
    }
    assertThat(slot.length()).isEqualTo(width * height);
    assertThat(slot.bytes().get(slot.length() - 1)).isEqualTo((byte) 255);
  }

  /** A picture of which no two corners are alike: red and green above, blue and white below. */
  private static RawPicture corners(int width, int height) {
    Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
    ByteBuffer pixels = ByteBuffer.allocateDirect(Layout.BGR.bytes(width, height));
    for (int i = 0; i < width * height; i++) {
      int below = i / width < height / 2 ? 0 : 2;
      Color colour = colours[below + (i % width < width / 2 ? 0 : 1)];
      pixels.put((byte) colour.getBlue()).put((byte) colour.getGreen());
      pixels.put((byte) colour.getRed());
    }
    return new RawPicture(Layout.BGR, width, height, pixels);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, RGBW",
    "RIGHT, BRWG",
    "HALF, WBGR",
    "LEFT, GWRB",
    "FLIPPED, GRWB",
    "UPSIDE_DOWN, BWRG",
    "TRANSPOSED, RBGW",
    "TRANSVERSED, WGBR"
  })
  void picturesAreTurnedAsTheSlotSays(Turn turn, String corners) throws IOException {
    try (RawPixels pixels = new RawPixels(decoded);
        OpenCvRenditionEncoder encoder = new OpenCvRenditionEncoder()) {
      for (int width : new int[] {0, 160}) {
        FrameSlot jpeg = new FrameSlot();
        FrameSlot bgr = new FrameSlot();
        FrameSlot gray = new FrameSlot();
        for (FrameSlot slot : List.of(jpeg, bgr, gray)) {
          slot.turn(turn, false);
        }
        encoder.encode(corners(320, 240), Rendition.jpeg(width, 100), jpeg);
        pixels.next();
        pixels.write(corners(320, 240), Rendition.bgr24(width), bgr);
        pixels.write(corners(320, 240), Rendition.gray8(width), gray);
        BufferedImage shown = Jpegs.decode(jpeg);
        assertThat(shown.getWidth())
            .isEqualTo((width == 0 ? 320 : 160) * (turn.transposes() ? 3 : 4) / 4);
        assertThat(seen(shown)).isEqualTo(corners);
        assertThat(jpeg.isTurned() && bgr.isTurned() && gray.isTurned()).isTrue();
        assertThat(seen(image(bgr, 3))).isEqualTo(corners);
        assertThat(gray.width()).isEqualTo(shown.getWidth());
        assertThat(gray(image(gray, 1))).isEqualTo(gray(shown));
      }
    }
  }

  private static BufferedImage image(FrameSlot slot, int bytes) {
    BufferedImage image =
        new BufferedImage(slot.width(), slot.height(), BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < slot.width() * slot.height(); i++) {
      int blue = slot.bytes().get(bytes * i) & 0xFF;
      int green = slot.bytes().get(bytes * i + bytes / 2) & 0xFF;
      int red = slot.bytes().get(bytes * i + bytes - 1) & 0xFF;
      image.setRGB(i % slot.width(), i / slot.width(), red << 16 | green << 8 | blue);
    }
    return image;
  }

  /** The brightness of the corners, in steps that tell the colours apart. */
  private static String gray(BufferedImage shown) {
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      int x = (1 + i % 2 * 2) * shown.getWidth() / 4;
      int y = (1 + i / 2 * 2) * shown.getHeight() / 4;
      Color colour = new Color(shown.getRGB(x, y));
      double gray = 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
      seen.append(Math.round(gray / 40)).append(' ');
    }
    return seen.toString();
  }

  private static String seen(BufferedImage shown) {
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      int x = (1 + i % 2 * 2) * shown.getWidth() / 4;
      int y = (1 + i / 2 * 2) * shown.getHeight() / 4;
      Color colour = new Color(shown.getRGB(x, y));
      boolean red = colour.getRed() > 128;
      seen.append(red && colour.getBlue() > 128 ? 'W' : red ? 'R' : ' ');
      if (!red) {
        seen.setCharAt(i, colour.getGreen() > 128 ? 'G' : 'B');
      }
    }
    return seen.toString();
  }
}
