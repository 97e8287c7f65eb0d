package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pixels of network cameras' pictures. */
@Timeout(30)
class RawFramesTest {
  private static final int FIELDS = 8;

  /** Fields of colours that H.264 and JPEGs can say; wide enough to have edges in few places. */
  private static final Painter COLOURS =
      (canvas, width, height, index) -> {
        for (int i = 0; i < FIELDS * FIELDS; i++) {
          canvas.setColor(Color.getHSBColor(i / 64f, 1 - i % 3 / 3f, 1 - i % 5 / 5f));
          int w = width / FIELDS;
          int h = height / FIELDS;
          canvas.fillRect(i % FIELDS * w, i / FIELDS * h, w + FIELDS, h + FIELDS);
        }
      };

  @ParameterizedTest
  @CsvSource({
    "BT709, 640, 480, 0",
    "BT601, 640, 480, 0",
    "BT709, 1280, 720, 0",
    "BT709, 640, 480, 320",
    "BT601, 640, 480, 321"
  })
  void coloursOfH264AreThoseOfTheJpeg(Matrix matrix, int width, int height, int wanted)
      throws Exception {
    assertColours(Clip.h264(width, height, 5, matrix, COLOURS), wanted);
  }

  @ParameterizedTest
  @CsvSource({"640, 480, 0", "640, 480, 320", "640, 480, 321", "320, 240, 1000"})
  void coloursOfMjpegAreThoseOfTheJpeg(int width, int height, int wanted) throws Exception {
    assertColours(Clip.mjpeg(width, height, 5, COLOURS), wanted);
  }

  private static void assertColours(Clip clip, int wanted) throws Exception {
    FrameSlot bgr = new FrameSlot();
    FrameSlot gray = new FrameSlot();
    try (TestCamera camera = new TestCamera(clip);
        FrameSession session = RtspSource.of(camera.uri()).open()) {
      BufferedImage shown = Shots.image(Shots.next(session, Rendition.jpeg(wanted, 100)));
      assertThat(session.writeRaw(Rendition.bgr24(wanted), bgr)).isTrue();
      assertThat(session.writeRaw(Rendition.gray8(wanted), gray)).isTrue();
      int width = shown.getWidth();
      int height = shown.getHeight();
      assertThat(new int[] {bgr.width(), bgr.height(), bgr.length()})
          .containsExactly(width, height, 3 * width * height);
      assertThat(new int[] {gray.width(), gray.height(), gray.length()})
          .containsExactly(width, height, width * height);
      for (int i = 0; i < FIELDS * FIELDS; i++) {
        int x = (2 * (i % FIELDS) + 1) * width / (2 * FIELDS);
        int y = (2 * (i / FIELDS) + 1) * height / (2 * FIELDS);
        assertColour(new Color(shown.getRGB(x, y)), bgr, gray, y * width + x, "field " + i);
      }
    }
  }

  private static void assertColour(
      Color shown, FrameSlot bgr, FrameSlot gray, int pixel, String where) {
    int luma =
        (int)
            Math.round(0.299 * shown.getRed() + 0.587 * shown.getGreen() + 0.114 * shown.getBlue());
    assertClose(gray, pixel, luma, where + " grey");
    assertClose(bgr, 3 * pixel, shown.getBlue(), where + " blue");
    assertClose(bgr, 3 * pixel + 1, shown.getGreen(), where + " green");
    assertClose(bgr, 3 * pixel + 2, shown.getRed(), where + " red");
  }

  private static void assertClose(FrameSlot slot, int index, int expected, String what) {
    assertThat(slot.bytes().get(index) & 0xFF).as(what).isBetween(expected - 3, expected + 3);
  }

  @Test
  void aJpegThatIsHandedOnIsDecodedOnceForAllWhoWantPixels() throws Exception {
    try (TestCamera camera = new TestCamera(Clip.mjpeg(320, 240, 5, Painter.BALL));
        FrameSession session = RtspSource.of(camera.uri()).open()) {
      for (int i = 1; i <= 5; i++) {
        assertThat(session.advance()).isTrue();
        FrameSlot jpeg = new FrameSlot();
        session.writeJpeg(Rendition.SOURCE, jpeg);
        assertThat(jpeg.isPassedThrough()).isTrue();
        for (Rendition rendition :
            new Rendition[] {
              Rendition.bgr24(0), Rendition.gray8(0), Rendition.bgr24(100), Rendition.jpeg(100, 0)
            }) {
          FrameSlot slot = new FrameSlot();
          if (rendition.format().isRaw()) {
            session.writeRaw(rendition, slot);
            assertThat(slot.isStamped()).isTrue();
            assertThat(slot.isPassedThrough()).isFalse();
          } else {
            session.writeJpeg(rendition, slot);
          }
        }
        assertThat(session.info().decoded()).isEqualTo(i);
      }
    }
  }

  @Test
  void aChangeOfSizeInMidstreamIsFollowed() throws Exception {
    Clip larger = Clip.h264(640, 480, 25, Matrix.BT601, Painter.BALL);
    FrameSlot slot = new FrameSlot();
    try (TestCamera camera = new TestCamera(Clip.h264(320, 240, 25, Matrix.BT601, Painter.BALL));
        FrameSession session = RtspSource.of(camera.uri()).open()) {
      assertThat(session.advance()).isTrue();
      session.writeRaw(Rendition.bgr24(0), slot);
      assertThat(slot.width()).isEqualTo(320);
      camera.play(larger);
      for (int i = 0; i < 50 && slot.width() == 320; i++) {
        assertThat(session.advance()).isTrue();
        slot.clear();
        session.writeRaw(Rendition.bgr24(0), slot);
      }
      assertThat(slot.width()).isEqualTo(640);
      assertThat(slot.length()).isEqualTo(640 * 480 * 3);
    }
  }
}
