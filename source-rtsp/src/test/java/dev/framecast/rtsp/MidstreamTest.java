package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.Script;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that jump, or are wrong. */
@Timeout(30)
class MidstreamTest {
  private static final Clip H264 = Clip.h264(320, 240, 25, Matrix.BT601, Painter.BALL).at(50);
  private static final int HOUR = 3_600 * 90_000;

  @ParameterizedTest
  @ValueSource(ints = {HOUR, -HOUR, Integer.MAX_VALUE, 100_000})
  void timeStampsThatJumpForthAndBackNeitherFreezeNorSkipNorAge(int ticks) throws Exception {
    Script script = new Script().jump(picture -> picture / 20 % 2 == 0 ? 0 : ticks);
    isShownInTime(script, 75);
  }

  @ParameterizedTest
  @ValueSource(ints = {-90_000, Integer.MAX_VALUE - 90_000})
  void timeStampsThatWrapAreNoJump(int start) throws Exception {
    isShownInTime(new Script().jump(picture -> start), 75);
  }

  private static void isShownInTime(Script script, int pictures) throws Exception {
    try (TestCamera camera = new TestCamera(H264).with(script);
        FrameSession session = RtspSource.of(camera.uri()).open()) {
      assertThat(session.advance()).isTrue();
      long begun = System.nanoTime();
      for (int i = 0; i < pictures; i++) {
        assertThat(session.advance()).isTrue();
        assertThat(age(session)).isBetween(0.0, 0.6);
      }
      assertThat((System.nanoTime() - begun) / 1e9).isCloseTo(pictures / 50.0, within(1.0));
      assertThat(camera.connections()).isOne();
    }
  }

  private static double age(FrameSession session) throws Exception {
    FrameSlot slot = new FrameSlot();
    session.writeJpeg(Rendition.jpeg(160, 50), slot);
    return (System.nanoTime() - slot.capturedNanos()) / 1e9;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -3_600, 3_600, -1e9, 60})
  void aCameraClockThatIsWrongDoesNotBreakAges(double ahead) throws Exception {
    try (TestCamera camera = new TestCamera(H264).with(new Script().clockAhead(ahead));
        FrameSession session = RtspSource.builder(camera.uri()).cameraClock(true).build().open()) {
      for (int i = 0; i < 30; i++) {
        assertThat(session.advance()).isTrue();
        assertThat(age(session)).isBetween(0.0, 0.6);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-3_600, 3_600})
  void aCameraClockThatIsSetInMidstreamAndBackDoesNotBreakAges(double ahead) throws Exception {
    Script script = new Script().clockAhead(0);
    try (TestCamera camera = new TestCamera(H264).with(script);
        FrameSession session = RtspSource.builder(camera.uri()).cameraClock(true).build().open()) {
      for (double now : new double[] {0, ahead, 0}) {
        script.clockAhead(now);
        for (int i = 0; i < 15; i++) {
          assertThat(session.advance()).isTrue();
          assertThat(age(session)).as("%s s ahead, picture %s", now, i).isBetween(0.0, 0.6);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-2})
  void aCameraClockTellsHowLongAPictureWasOnItsWay(double ahead) throws Exception {
    try (TestCamera camera = new TestCamera(H264).with(new Script().clockAhead(ahead));
        FrameSession session = RtspSource.builder(camera.uri()).cameraClock(true).build().open()) {
      for (int i = 0; i < 10; i++) {
        assertThat(session.advance()).isTrue();
      }
      assertThat(age(session)).isCloseTo(2, within(0.5));
    }
  }

  @Test
  void anotherTypeOfPacketsEndsTheSessionSoThatItBeginsAnew() throws Exception {
    Script script =
        new Script()
            .media(video -> video.replace("AVP 96", "AVP 96 98") + "a=rtpmap:98 H265/90000\r\n");
    try (TestCamera camera = new TestCamera(H264).with(script);
        FrameSession session = RtspSource.of(camera.uri()).open()) {
      assertThat(session.advance()).isTrue();
      script.type(98);
      SourceException error =
          catchThrowableOfType(SourceException.class, () -> Shots.drain(session));
      assertThat(error.kind()).isEqualTo(Kind.ENDED);
      assertThat(error).hasMessageContaining("another stream now (H265)");
    }
  }

  @Test
  void aStreamThatIsCodedInAnotherWayAllOfASuddenEndsTheSession() throws Exception {
    byte[] other = new byte[2_000];
    Arrays.fill(other, (byte) 0x26);
    Clip coded = new Clip(H264.media(), List.of(other), 25, picture -> List.of(picture));
    try (TestCamera camera = new TestCamera(H264);
        FrameSession session =
            RtspSource.builder(camera.uri()).timeout(Duration.ofSeconds(1)).build().open()) {
      assertThat(session.advance()).isTrue();
      camera.play(coded);
      SourceException error =
          catchThrowableOfType(SourceException.class, () -> Shots.drain(session));
      assertThat(error.kind()).isIn(Kind.BROKEN, Kind.UNREACHABLE);
    }
  }
}
