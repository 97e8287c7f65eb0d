package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MJPEG of which only small pictures are wanted is decoded at a half, a quarter, an eighth. */
@Timeout(30)
class HalvedJpegTest {
  private final Watched viewers = new Watched();

  private BufferedImage next(FrameSession session, int width) throws IOException {
    viewers.width = width;
    return Shots.image(Shots.next(session, Rendition.jpeg(width, 90)));
  }

  /** The mean difference of two pictures of one size, in steps of 255. */
  private static double difference(BufferedImage a, BufferedImage b) {
    long sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        int p = a.getRGB(x, y);
        int q = b.getRGB(x, y);
        for (int shift = 0; shift < 24; shift += 8) {
          sum += Math.abs(((p >> shift) & 255) - ((q >> shift) & 255));
        }
      }
    }
    return sum / 3.0 / a.getWidth() / a.getHeight();
  }

  @Test
  void thePictureIsTheSameAsWithoutIt() throws Exception {
    try (TestCamera camera = new TestCamera(Clip.mjpeg(640, 480, 1, Painter.BALL));
        FrameSession whole = RtspSource.of(camera.uri()).open();
        FrameSession halved = RtspSource.of(camera.uri()).open(viewers)) {
      for (int width : new int[] {640, 321, 320, 200, 160, 100, 80, 40, 640}) {
        BufferedImage wanted = Shots.image(Shots.next(whole, Rendition.jpeg(width, 90)));
        BufferedImage got = next(halved, width);
        assertThat(got.getWidth()).isEqualTo(width);
        assertThat(got.getHeight()).isEqualTo(wanted.getHeight());
        assertThat(difference(got, wanted)).as("at " + width).isLessThan(4);
      }
    }
  }

  @Test
  void whoeverComesWhenAPictureHasBeenDecodedSmallerHasThatPictureInFull() throws Exception {
    try (TestCamera camera = new TestCamera(Clip.mjpeg(640, 480, 5, Painter.BALL));
        FrameSession session = RtspSource.of(camera.uri()).open(viewers)) {
      viewers.width = 80;
      assertThat(session.advance()).isTrue(); // the first is decoded at once, to see that it can be
      assertThat(Shots.image(Shots.present(session, Rendition.jpeg(80, 90))).getWidth())
          .isEqualTo(80);
      for (int width : new int[] {320, 480}) {
        viewers.width = width;
        BufferedImage image = Shots.image(Shots.present(session, Rendition.jpeg(width, 90)));
        assertThat(image.getWidth()).isEqualTo(width);
      }
      viewers.width = 0;
      FrameSlot slot = new FrameSlot();
      assertThat(session.writeRaw(Rendition.bgr24(0), slot)).isTrue();
      assertThat(slot.width()).isEqualTo(640);
    }
  }

  @Test
  void whoeverWantsTheWholePictureHasItAtOnce() throws Exception {
    try (TestCamera camera = new TestCamera(Clip.mjpeg(640, 480, 5, Painter.BALL));
        FrameSession session = RtspSource.of(camera.uri()).open(viewers)) {
      assertThat(next(session, 80).getWidth()).isEqualTo(80);
      viewers.width = 0;
      assertThat(session.advance()).isTrue();
      FrameSlot slot = new FrameSlot();
      assertThat(session.writeRaw(Rendition.bgr24(0), slot)).isTrue();
      assertThat(slot.width()).isEqualTo(640);
      assertThat(slot.length()).isEqualTo(FrameFormat.BGR24.bytes(640, 480));
    }
  }
}
