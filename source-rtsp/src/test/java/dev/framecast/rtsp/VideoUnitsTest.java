package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.AccessUnits;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.Script;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The camera's own video, handed on unit by unit. */
@Timeout(30)
class VideoUnitsTest {
  private static final int LOST = 10;
  private static final Clip H264 = Clip.h264(320, 240, 25, Matrix.BT601, Painter.NUMBERED).at(50);

  private final VideoWatcher watcher = new VideoWatcher();

  private static FrameSlot next(FrameSession session) throws IOException {
    assertThat(session.advance()).isTrue();
    return present(session);
  }

  private static FrameSlot present(FrameSession session) throws IOException {
    FrameSlot slot = new FrameSlot();
    assertThat(session.writeVideo(slot)).isTrue();
    return slot;
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void eachUnitIsHandedOnFromAKeyFrameOnAndNothingIsDecoded(RtspSource.Transport transport)
      throws Exception {
    try (TestCamera camera = new TestCamera(H264);
        FrameSession session =
            RtspSource.builder(camera.uri()).transport(transport).build().open(watcher)) {
      FrameSlot first = next(session);
      assertThat(first.isKey()).isTrue();
      assertThat(first.video().format()).isEqualTo(FrameFormat.H264);
      assertThat(first.video().codec()).startsWith("avc1.42");
      assertThat(first.video().width()).isEqualTo(320);
      assertThat(first.video().isReordered()).isFalse();
      long presented = first.presentedMicros();
      for (int i = 1; i < 60; i++) {
        FrameSlot slot = next(session);
        assertThat(slot.isKey()).isEqualTo(i % 25 == 0);
        assertThat(slot.video()).isSameAs(first.video());
        assertThat(slot.presentedMicros() - presented).isEqualTo(20_000);
        presented = slot.presentedMicros();
        assertThat(Math.abs(presented - slot.capturedMicros())).isLessThan(500_000);
      }
      assertThat(session.info().decoded()).isZero();
      assertThat(session.info().codec()).isEqualTo("h264");
      assertThat(session.info().width()).isEqualTo(320);
      assertThat(watcher.waits).isEmpty();
      assertThat(watcher.drops).isEmpty();
    }
  }

  @Test
  void theBytesAreTheCamerasOwnButForParameterSetsThatRuleOutReordering() throws Exception {
    try (TestCamera camera = new TestCamera(H264);
        FrameSession session = RtspSource.of(camera.uri()).open(watcher)) {
      FrameSlot key = next(session);
      assertThat(key.bytes().slice(0, key.video().parameterSets().remaining()))
          .isEqualTo(key.video().parameterSets());
      for (int i = 1; i < 25; i++) {
        assertThat(next(session).bytes()).isEqualTo(ByteBuffer.wrap(H264.pictures().get(i)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "always", "first"})
  void markersThatAreWrongHarmNothing(String marks) throws Exception {
    Script script =
        new Script()
            .marker(
                (packet, count) ->
                    marks.equals("always") || (marks.equals("first") && packet == 0));
    isHandedOnWhole(script, RtspSource.Transport.TCP);
  }

  @Test
  void datagramsThatOvertakeEachOtherHarmNothing() throws Exception {
    isHandedOnWhole(new Script().swapped(), RtspSource.Transport.UDP);
  }

  private void isHandedOnWhole(Script script, RtspSource.Transport transport) throws Exception {
    try (TestCamera camera = new TestCamera(H264).with(script);
        FrameSession session =
            RtspSource.builder(camera.uri()).transport(transport).build().open(watcher)) {
      for (int i = 0; i < 60; i++) {
        FrameSlot unit = next(session);
        assertThat(unit.isKey()).isEqualTo(i % 25 == 0);
        if (!unit.isKey()) {
          assertThat(unit.bytes()).isEqualTo(ByteBuffer.wrap(H264.pictures().get(i % 25)));
        }
      }
      assertThat(watcher.drops).isEmpty();
    }
  }

  @Test
  void thePictureOfAUnitHasTheSameTimeOfCapture() throws Exception {
    watcher.pictures = true;
    try (TestCamera camera = new TestCamera(H264);
        FrameSession session = RtspSource.of(camera.uri()).open(watcher)) {
      int pictures = 0;
      for (int i = 0; i < 50; i++) {
        FrameSlot unit = next(session);
        FrameSlot jpeg = new FrameSlot();
        session.writeJpeg(Rendition.SOURCE, jpeg);
        if (jpeg.length() > 0) {
          pictures++;
          assertThat(jpeg.capturedNanos()).isEqualTo(unit.capturedNanos());
        }
      }
      assertThat(pictures).isGreaterThan(10);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void aLossEndsTheGroupOfPictures(RtspSource.Transport transport) throws Exception {
    try (TestCamera camera = new TestCamera(H264);
        FrameSession session =
            RtspSource.builder(camera.uri()).transport(transport).build().open(watcher)) {
      camera.lose((picture, packet) -> picture == LOST && packet == 1);
      List<Integer> groups = new ArrayList<>();
      int length = 0;
      while (groups.size() < 3) {
        if (next(session).isKey() && length > 0) {
          groups.add(length);
          length = 0;
        }
        length++;
      }
      assertThat(groups).containsOnly(LOST);
      assertThat(watcher.drops).isNotEmpty();
    }
  }

  @Test
  void aRecoveryPointBehindALostPictureIsNotHandedOn() throws Exception {
    int lost = 4; // right before one
    try (TestCamera camera =
            new TestCamera(Clip.h264(AccessUnits.read("intra-refresh.h264")).at(50));
        FrameSession session = RtspSource.of(camera.uri()).open(watcher)) {
      camera.lose((picture, packet) -> picture == lost);
      List<Integer> groups = new ArrayList<>();
      int length = 0;
      while (groups.size() < 3) {
        if (next(session).isKey() && length > 0) {
          groups.add(length);
          length = 0;
        }
        length++;
      }
      assertThat(groups).endsWith(lost, lost);
    }
  }

  @Test
  void whoBeginsToWatchTheVideoInBetweenIsGivenAKeyFrameFirst() throws Exception {
    watcher.video = false;
    watcher.pictures = true;
    try (TestCamera camera = new TestCamera(H264);
        FrameSession session = RtspSource.of(camera.uri()).open(watcher)) {
      Shots.next(session, Rendition.SOURCE);
      Shots.next(session, Rendition.SOURCE);
      assertThat(present(session).length()).isZero();
      watcher.video = true;
      FrameSlot unit = next(session);
      int pictures = 0;
      while (unit.length() == 0) {
        pictures++;
        unit = next(session);
      }
      assertThat(unit.isKey()).isTrue();
      assertThat(pictures).isBetween(1, 25);
    }
  }

  @Test
  void picturesBeginAtAKeyFrameAgainWhenSomebodyWantsThem() throws Exception {
    try (TestCamera camera = new TestCamera(H264);
        FrameSession session = RtspSource.of(camera.uri()).open(watcher)) {
      for (int i = 0; i < 5; i++) {
        next(session);
      }
      watcher.pictures = true;
      while (true) {
        FrameSlot unit = next(session);
        FrameSlot jpeg = new FrameSlot();
        session.writeJpeg(Rendition.SOURCE, jpeg);
        if (jpeg.length() > 0) {
          assertThat(unit.isKey()).isTrue();
          break;
        }
      }
      assertThat(watcher.waits).isEmpty();
    }
  }

  @Test
  void aChangeOfSizeBeginsWithAKeyFrameOfAnotherFormat() throws Exception {
    Clip larger = Clip.h264(640, 480, 25, Matrix.BT601, Painter.BALL);
    try (TestCamera camera = new TestCamera(H264);
        FrameSession session = RtspSource.of(camera.uri()).open(watcher)) {
      assertThat(next(session).video().width()).isEqualTo(320);
      camera.play(larger);
      FrameSlot unit = next(session);
      while (unit.video().width() == 320) {
        unit = next(session);
      }
      assertThat(unit.isKey()).isTrue();
      assertThat(unit.video().width()).isEqualTo(640);
      assertThat(session.info().width()).isEqualTo(640);
    }
  }

  @Test
  void motionJpegIsNoVideoThatIsHandedOn() throws Exception {
    try (TestCamera camera = new TestCamera(Clip.mjpeg(320, 240, 5, Painter.BALL));
        FrameSession session = RtspSource.of(camera.uri()).open(watcher)) {
      assertThat(session.advance()).isTrue();
      assertThat(session.writeVideo(new FrameSlot())).isFalse();
    }
  }
}
