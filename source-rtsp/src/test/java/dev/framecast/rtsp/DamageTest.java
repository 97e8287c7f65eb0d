package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.AccessUnits;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is predicted from lost data is not shown. */
@Timeout(60)
class DamageTest {
  private static final int LOST = 10;
  private static final Clip NUMBERED =
      Clip.h264(320, 240, 25, Matrix.BT601, Painter.NUMBERED).at(50);

  @TempDir Path folder;

  private final Heard heard = new Heard();

  @ParameterizedTest
  @CsvSource({
    "TCP, false",
    "UDP, false",
    "TCP, true",
    "UDP, true",
  })
  void afterALostPacketNothingIsShownUntilTheNextKeyFrame(
      RtspSource.Transport transport, boolean whole) throws Exception {
    try (TestCamera camera = new TestCamera(NUMBERED);
        FrameSession session =
            RtspSource.builder(camera.uri()).transport(transport).build().open(heard)) {
      // From the middle of a picture, where no start code is missing, or all of it.
      camera.lose((picture, packet) -> picture == LOST && (whole || packet == 3));
      List<Integer> shown = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        shown.add(Painter.number(Shots.image(Shots.next(session, Rendition.SOURCE))));
      }
      assertThat(shown).allMatch(number -> number < LOST).contains(0, LOST - 2);
      assertThat(heard.drops).isNotEmpty();
      assertThat(camera.connections()).isOne();
    }
  }

  @Test
  void aKeyFrameThatIsNotWholeOpensNothing() throws Exception {
    try (TestCamera camera = new TestCamera(NUMBERED);
        FrameSession session = RtspSource.builder(camera.uri()).build().open(heard)) {
      boolean[] lossy = {true};
      camera.lose((picture, packet) -> lossy[0] && picture == 0 && packet == 3);
      Future<?> end = camera.later(Duration.ofMillis(1_200), () -> lossy[0] = false);
      assertThat(Painter.number(Shots.image(Shots.next(session, Rendition.SOURCE)))).isZero();
      assertThat(end).isDone();
      assertThat(heard.waits).contains("a key frame");
      assertThat(session.info().dropped()).isGreaterThan(25);
    }
  }

  @Test
  void aPictureThatIsMissingFromAFileEndsWhatIsShown() throws Exception {
    List<byte[]> pictures = new ArrayList<>(NUMBERED.pictures());
    pictures.remove(LOST);
    assertThat(shownOf("a.h264", pictures)).isBetween(1, LOST);
  }

  @Test
  void theSameInH265() throws Exception {
    List<byte[]> pictures;
    try (InputStream in = getClass().getResourceAsStream("bitstream/low-delay.h265")) {
      assertThat(in).isNotNull();
      pictures = AccessUnits.h265(in.readAllBytes());
    }
    pictures.remove(5);
    // Two groups of 12 pictures: five are left of the first.
    assertThat(shownOf("a.h265", pictures)).isBetween(12, 17);
  }

  @Test
  void mpeg4IsNotShownBeforeItsFirstKeyFrame() throws Exception {
    List<byte[]> pictures = Clip.mpeg4(320, 240, 25, Painter.BALL);
    byte[] key = pictures.get(0);
    int header = 0;
    while (key[header] != 0 || key[header + 1] != 0 || (key[header + 3] & 255) != 0xb6) {
      header++;
    }
    byte[] headers = Arrays.copyOf(key, header);
    pictures.set(0, headers);
    assertThat(shownOf("tail.m4v", pictures)).isZero();
    pictures.set(0, key);
    assertThat(shownOf("whole.m4v", pictures)).isGreaterThan(15);
  }

  private int shownOf(String name, List<byte[]> pictures) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (byte[] picture : pictures) {
      stream.write(picture);
    }
    Path file = Files.write(folder.resolve(name), stream.toByteArray());
    int shown = 0;
    try (FrameSession session = RtspSource.of(file.toString()).open(heard)) {
      while (session.advance()) {
        shown++;
      }
    }
    return shown;
  }

  @Test
  void aStreamWithoutKeyFramesIsShownAfterTheWait() throws Exception {
    try (TestCamera camera =
            new TestCamera(Clip.h264(320, 240, 150, Matrix.BT601, Painter.BARS).from(1));
        FrameSession session =
            RtspSource.builder(camera.uri())
                .keyFrameWait(Duration.ofMillis(1_500))
                .build()
                .open(heard)) {
      long before = System.nanoTime();
      assertThat(session.advance()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(1_400), Duration.ofMillis(4_500));
      assertThat(heard.waits).hasSizeBetween(1, 3).containsOnly("a key frame");
      assertThat(camera.connections()).isOne();
    }
  }

  @Test
  void aPictureOfMorePixelsThanAllowedIsRefused() throws Exception {
    try (TestCamera camera = new TestCamera(NUMBERED);
        FrameSession session = RtspSource.of(camera.uri()).open(new Heard(320 * 240 - 1))) {
      assertThatThrownBy(session::advance).hasMessageContaining("76799 pixels");
    }
  }
}
