package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A camera with two key frames a second, whose viewers want a picture a second at first. */
@Timeout(30)
class KeyFramesAloneTest {
  private static final Clip KEYS_TWICE_A_SECOND =
      Clip.h264(320, 240, 25, Matrix.BT601, Painter.BALL).at(50);

  private final Watched viewers = new Watched();

  @Test
  void onlyTheseAreDecodedUntilSomebodyWantsMore() throws Exception {
    viewers.fps = 1;
    try (TestCamera camera = new TestCamera(KEYS_TWICE_A_SECOND);
        FrameSession session = RtspSource.of(camera.uri()).open(viewers)) {
      while (session.info().keyFrameFps() == 0) {
        assertThat(session.advance()).isTrue();
      }
      assertThat(session.info().keyFrameFps()).isCloseTo(2, within(0.4));
      long before = session.info().decoded();
      long begun = System.nanoTime();
      for (int i = 0; i < 3; i++) {
        assertThat(Shots.image(Shots.next(session, Rendition.SOURCE)).getWidth()).isEqualTo(320);
      }
      assertThat(session.info().decoded() - before).isEqualTo(3);
      assertThat((System.nanoTime() - begun) / 1e9).isCloseTo(1.5, within(1.2));
      viewers.fps = 0;
      while (session.info().keyFrameFps() > 0) {
        assertThat(session.advance()).isTrue();
      }
      before = session.info().decoded();
      begun = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        assertThat(Shots.image(Shots.next(session, Rendition.SOURCE)).getWidth()).isEqualTo(320);
      }
      assertThat(session.info().decoded() - before).isGreaterThanOrEqualTo(50);
      assertThat((System.nanoTime() - begun) / 1e9).isLessThan(4);
      assertThat(session.info().dropped()).isZero();
    }
  }
}
