package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.JpegPayloader;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class LiveCameraTest {
  private static final Clip H264 = Clip.h264(320, 240, 25, Matrix.BT601, Painter.BALL);

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "TCP", "UDP"})
  void h264IsShownLive(RtspSource.Transport transport) throws Exception {
    try (TestCamera camera = new TestCamera(H264);
        FrameSession session =
            RtspSource.builder(camera.uri()).transport(transport).build().open()) {
      long before = System.nanoTime();
      for (int i = 0; i < 30; i++) {
        BufferedImage image = Shots.image(Shots.next(session, Rendition.SOURCE));
        assertThat(image.getWidth()).isEqualTo(320);
        assertThat(image.getHeight()).isEqualTo(240);
      }
      assertThat(session.info().codec()).isEqualTo("h264");
      assertThat(session.info().width()).isEqualTo(320);
      assertThat(session.info().decoded()).isGreaterThanOrEqualTo(30);
      assertThat(System.nanoTime() - before).isGreaterThan(800_000_000L);
    }
  }

  @Test
  void aRenditionIsScaledAndNeverEnlarged() throws Exception {
    try (TestCamera camera = new TestCamera(H264);
        FrameSession session = RtspSource.of(camera.uri()).open()) {
      BufferedImage small = Shots.image(Shots.next(session, Rendition.jpeg(160, 0)));
      BufferedImage odd = Shots.image(Shots.present(session, Rendition.jpeg(101, 0)));
      BufferedImage large = Shots.image(Shots.present(session, Rendition.jpeg(1000, 0)));
      assertThat(small.getWidth()).isEqualTo(160);
      assertThat(small.getHeight()).isEqualTo(120);
      assertThat(odd.getWidth()).isEqualTo(101);
      assertThat(odd.getHeight()).isEqualTo(76);
      assertThat(large.getWidth()).isEqualTo(320);
    }
  }

  @Test
  void moreQualityMakesMoreBytes() throws Exception {
    try (TestCamera camera = new TestCamera(H264);
        FrameSession session = RtspSource.of(camera.uri()).open()) {
      int before = Shots.next(session, Rendition.jpeg(0, 10)).length;
      for (int quality : new int[] {30, 50, 70, 80, 90, 100}) {
        int bytes = Shots.present(session, Rendition.jpeg(0, quality)).length;
        assertThat(bytes).as("quality " + quality).isGreaterThan(before);
        before = bytes;
      }
    }
  }

  @Test
  void mjpegIsPassedThroughByteForByte() throws Exception {
    Clip clip = Clip.mjpeg(320, 240, 1, Painter.BALL);
    try (TestCamera camera = new TestCamera(clip);
        FrameSession session = RtspSource.of(camera.uri()).open()) {
      byte[] sent = JpegPayloader.scan(clip.pictures().get(0));
      FrameSlot slot = new FrameSlot();
      for (int i = 0; i < 10; i++) {
        assertThat(session.advance()).isTrue();
        slot.clear();
        session.writeJpeg(Rendition.SOURCE, slot);
        byte[] jpeg = new byte[slot.length()];
        slot.bytes().get(jpeg);
        assertThat(slot.isPassedThrough()).isTrue();
        assertThat(JpegPayloader.scan(jpeg)).isEqualTo(sent);
        assertThat(Shots.image(jpeg).getWidth()).isEqualTo(320);
      }
      assertThat(session.info().codec()).isEqualTo("mjpeg");
      assertThat(session.info().decoded()).as("only the first, as a check").isEqualTo(1);
    }
  }

  @Test
  void mjpegIsEncodedAnewForThoseWhoWantLess() throws Exception {
    try (TestCamera camera = new TestCamera(Clip.mjpeg(320, 240, 5, Painter.BALL));
        FrameSession session = RtspSource.of(camera.uri()).open()) {
      assertThat(session.advance()).isTrue();
      FrameSlot slot = new FrameSlot();
      session.writeJpeg(Rendition.jpeg(160, 0), slot);
      assertThat(slot.isPassedThrough()).isFalse();
      assertThat(Shots.image(Shots.present(session, Rendition.jpeg(160, 0))).getWidth())
          .isEqualTo(160);
    }
  }

  @Test
  void aChangeOfSizeInMidstreamIsFollowed() throws Exception {
    Clip larger = Clip.h264(640, 480, 25, Matrix.BT601, Painter.BALL);
    try (TestCamera camera = new TestCamera(H264);
        FrameSession session = RtspSource.of(camera.uri()).open()) {
      assertThat(Shots.image(Shots.next(session, Rendition.SOURCE)).getWidth()).isEqualTo(320);
      camera.play(larger);
      int width = 320;
      for (int i = 0; i < 50 && width == 320; i++) {
        width = Shots.image(Shots.next(session, Rendition.SOURCE)).getWidth();
      }
      assertThat(width).isEqualTo(640);
      assertThat(session.info().width()).isEqualTo(640);
    }
  }

  @Test
  void whoJoinsBetweenKeyFramesSeesNothingBroken() throws Exception {
    // Six seconds a key frame would take to come, but for the change of clips below.
    Clip tail = Clip.h264(320, 240, 150, Matrix.BT601, Painter.BARS).from(1);
    try (TestCamera camera = new TestCamera(tail);
        FrameSession session = RtspSource.of(camera.uri()).open()) {
      Future<?> change = camera.later(Duration.ofSeconds(1), () -> camera.play(H264));
      Shots.next(session, Rendition.SOURCE);
      assertThat(session.info().dropped()).isPositive();
      assertThat(change).isDone();
    }
  }

  @Test
  void aSlowConsumerIsShownTheNewestPicture() throws Exception {
    try (TestCamera camera = new TestCamera(H264);
        FrameSession session = RtspSource.of(camera.uri()).open()) {
      for (int i = 0; i < 5; i++) {
        assertThat(session.advance()).isTrue();
      }
      long decoded = session.info().decoded();
      // Busy for a second: some 25 pictures queue up.
      camera.later(Duration.ofSeconds(1), () -> {}).get();
      assertThat(session.advance()).isTrue();
      assertThat(session.info().decoded() - decoded).isGreaterThan(15);
    }
  }

  @Test
  void eachPictureIsStampedWithItsArrival() throws Exception {
    try (TestCamera camera = new TestCamera(H264);
        FrameSession session = RtspSource.of(camera.uri()).open()) {
      long before = System.nanoTime();
      assertThat(session.advance()).isTrue();
      long after = System.nanoTime();
      FrameSlot slot = new FrameSlot();
      session.writeJpeg(Rendition.SOURCE, slot);
      assertThat(slot.capturedNanos()).isBetween(before, after);
    }
  }
}
