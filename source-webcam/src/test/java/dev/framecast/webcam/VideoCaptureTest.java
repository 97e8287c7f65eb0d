package dev.framecast.webcam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SourceException;
import dev.framecast.webcam.device.Device;
import dev.framecast.webcam.encode.OpenCvLibrary;
import dev.framecast.webcam.encode.OpenCvRenditionEncoder;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.videoio.VideoCapture;
import org.opencv.videoio.Videoio;

/** OpenCV's real {@code VideoCapture}, on a file, for want of a camera. */
@Timeout(30)
class VideoCaptureTest {
  private static final List<Color> COLOURS = List.of(Color.RED, Color.WHITE, Color.BLUE);

  @TempDir Path folder;
  private Path avi;

  @BeforeEach
  void makeAnAvi() throws IOException {
    avi = folder.resolve("three.avi");
    AviWriter.write(
        avi,
        320,
        240,
        25,
        List.of(
            Jpegs.of(COLOURS.get(0), 320, 240),
            Jpegs.of(COLOURS.get(1), 320, 240),
            Jpegs.of(COLOURS.get(2), 320, 240)));
  }

  private Capture open() {
    OpenCvLibrary.load();
    VideoCapture capture = new VideoCapture(avi.toString(), Videoio.CAP_OPENCV_MJPEG);
    assertThat(capture.isOpened()).isTrue();
    return OpenCvCapture.of(capture, new Device(-1, avi, ""));
  }

  @Test
  void everyPictureComesWithItsColoursAndThenTheLoss() throws IOException {
    Capture capture = open();
    FrameSlot slot = new FrameSlot();
    try (Picture picture = new Picture();
        OpenCvRenditionEncoder maker = new OpenCvRenditionEncoder()) {
      for (Color colour : COLOURS) {
        capture.read(picture);
        slot.clear();
        maker.encode(picture.asRaw(), Rendition.jpeg(0, 95), slot);
        BufferedImage image = Jpegs.decode(slot);
        assertThat(image.getWidth()).isEqualTo(320);
        assertThat(Jpegs.difference(image, colour)).as("%s", colour).isLessThan(6);
      }
      assertThatThrownBy(() -> capture.read(picture))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("lost");
    } finally {
      capture.release();
    }
  }

  @Test
  void aSessionTellsTheSizeAndMakesRenditionsOfIt() throws IOException {
    try (FrameSession session =
        new WebcamSession(
            "file",
            () -> new DeviceReader("webcam-file", this::open),
            new AtomicReference<>(),
            SessionContext.NONE)) {
      assertThat(session.advance()).isTrue();
      FrameSlot slot = new FrameSlot();
      session.writeJpeg(Rendition.SOURCE, slot);
      assertThat(Jpegs.decode(slot).getHeight()).isEqualTo(240);
      slot.clear();
      session.writeJpeg(Rendition.jpeg(160, 50), slot);
      assertThat(Jpegs.decode(slot).getHeight()).isEqualTo(120);
      assertThat(slot.isPassedThrough()).isFalse();
      assertThat(session.info().codec()).isEqualTo("mjpeg");
      assertThat(session.info().width()).isEqualTo(320);
      assertThat(session.info().fps()).isEqualTo(25);
    }
  }
}
