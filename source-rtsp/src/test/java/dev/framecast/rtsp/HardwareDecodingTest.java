package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.hardware.FakeDevices;
import dev.framecast.rtsp.hardware.HardwareDecoding;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices that decode: those of this machine, if it has any, and others that are made up. */
@Timeout(60)
class HardwareDecodingTest {
  private static final Logger LOG = Logger.getLogger(HardwareDecoding.class.getName());
  private static final Clip CLIP = Clip.h264(320, 240, 12, Matrix.BT601, Painter.BALL).at(50);

  @TempDir Path folder;

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Watched viewers = new Watched();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          if (line.getLevel().intValue() >= Level.INFO.intValue()) {
            said.add(MessageFormat.format(line.getMessage(), line.getParameters()));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOG.addHandler(handler);
  }

  @AfterEach
  void listenNoMore() {
    LOG.removeHandler(handler);
  }

  private static RtspSource with(TestCamera camera, FakeDevices devices) {
    return RtspSource.builder(camera.uri())
        .hwaccel(RtspSource.Hwaccel.AUTO)
        .devices(devices)
        .build();
  }

  private static void watch(FrameSession session, int pictures) throws Exception {
    for (int i = 0; i < pictures; i++) {
      assertThat(Shots.image(Shots.next(session, Rendition.SOURCE)).getWidth()).isEqualTo(320);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverIsWantedOfThisMachineThePictureComesAndTheLogSaysOnceWhoDecodes(
      RtspSource.Hwaccel hwaccel) throws Exception {
    try (TestCamera camera = new TestCamera(CLIP)) {
      RtspSource source = RtspSource.builder(camera.uri()).hwaccel(hwaccel).build();
      for (int i = 0; i < 2; i++) {
        try (FrameSession session = source.open()) {
          watch(session, 6);
        }
      }
      assertThat(camera.connections()).isEqualTo(2);
    }
    System.out.println(hwaccel + ": " + said);
    assertThat(said).hasSize(hwaccel == RtspSource.Hwaccel.OFF ? 0 : 1);
  }

  @Test
  void aDevicesPicturesAreShown() throws Exception {
    FakeDevices devices = new FakeDevices("vulkan", "made-up", "vaapi");
    try (TestCamera camera = new TestCamera(CLIP);
        FrameSession session = with(camera, devices).open()) {
      watch(session, 40);
      assertThat(session.info().dropped()).isZero();
    }
    assertThat(devices.copied.get()).isGreaterThanOrEqualTo(40);
    assertThat(devices.opened).hasValue(1);
    assertThat(devices.closed).hasValue(1);
    assertThat(said).singleElement().asString().endsWith("h264 is decoded by vaapi");
  }

  @Test
  void aDeviceThatFailsIsReplacedFromTheNextKeyFrameOn() throws Exception {
    FakeDevices devices = new FakeDevices("vaapi").failsAt(6);
    try (TestCamera camera = new TestCamera(CLIP)) {
      RtspSource source = with(camera, devices);
      for (int i = 0; i < 3; i++) {
        Heard heard = new Heard();
        try (FrameSession session = source.open(heard)) {
          watch(session, 5);
          long begun = System.nanoTime();
          watch(session, 1);
          assertThat((System.nanoTime() - begun) / 1e9).as("a key frame each 0.24 s").isLessThan(2);
          watch(session, 30);
          assertThat(session.info().dropped()).isLessThanOrEqualTo(12);
        }
        assertThat(heard.drops).containsExactly("the device that decodes failed");
        assertThat(devices.closed).hasValue(i + 1);
      }
      assertThat(camera.connections()).isEqualTo(3);
    }
    assertThat(devices.opened).hasValue(3);
    assertThat(said).hasSize(2);
    assertThat(said.get(1)).contains("by the processor in spite of hwaccel=auto: vaapi failed: ");
  }

  @Test
  void coloursAreTheSameBeforeADeviceFailsAndAfterwards() throws Exception {
    FakeDevices devices = new FakeDevices("vaapi").failsAt(4);
    Clip bars = Clip.h264(640, 480, 5, Matrix.BT709, Painter.BARS);
    try (TestCamera camera = new TestCamera(bars);
        FrameSession session = with(camera, devices).open()) {
      for (int i = 0; i < 12; i++) {
        BufferedImage image = Shots.image(Shots.next(session, Rendition.jpeg(0, 95)));
        Color red = new Color(image.getRGB(640 / 6, 240));
        Color white = new Color(image.getRGB(640 / 2, 240));
        assertThat(red.getRed()).isGreaterThan(250);
        assertThat(red.getGreen() + red.getBlue()).isLessThan(10);
        assertThat(white.getRed() + white.getGreen() + white.getBlue()).isGreaterThan(755);
      }
    }
    assertThat(devices.copied).hasValue(3);
  }

  @Test
  void aFilmThatBeginsAnewTriesTheDeviceAnewAndSaysNoMore() throws Exception {
    FakeDevices devices = new FakeDevices("vaapi").failsAt(3);
    ByteArrayOutputStream film = new ByteArrayOutputStream();
    for (byte[] picture : CLIP.pictures()) {
      film.write(picture);
    }
    Path file = Files.write(folder.resolve("film.h264"), film.toByteArray());
    RtspSource source =
        RtspSource.builder(file.toString())
            .loop(true)
            .hwaccel(RtspSource.Hwaccel.VAAPI)
            .devices(devices)
            .build();
    try (FrameSession session = source.open()) {
      watch(session, 6); // two of each round
    }
    assertThat(devices.opened.get()).isGreaterThanOrEqualTo(3);
    assertThat(devices.closed).hasValue(devices.opened.get());
    assertThat(said).hasSize(2);
  }

  @Test
  void aStreamThatTheDeviceDoesNotTakeIsDecodedByTheProcessor() throws Exception {
    FakeDevices devices = new FakeDevices("vaapi").withoutStreams();
    try (TestCamera camera = new TestCamera(CLIP);
        FrameSession session = with(camera, devices).open()) {
      watch(session, 20);
      assertThat(session.info().dropped()).isZero();
    }
    assertThat(devices.closed).hasValue(1);
    assertThat(said).singleElement().asString().endsWith("vaapi does not take this stream");
  }

  @Test
  void aDecoderThatRefusesAllWithItsDeviceIsReplaced() throws Exception {
    FakeDevices devices = new FakeDevices("vaapi").refuses();
    try (TestCamera camera = new TestCamera(CLIP);
        FrameSession session = with(camera, devices).open()) {
      watch(session, 20);
      assertThat(camera.connections()).isOne();
    }
    assertThat(devices.opened).hasValue(1);
    assertThat(devices.closed).hasValue(1);
    assertThat(said).hasSize(1);
  }

  @Test
  void keyFramesAloneAreDecodedByADeviceToo() throws Exception {
    FakeDevices devices = new FakeDevices("vaapi");
    viewers.fps = 2;
    try (TestCamera camera = new TestCamera(CLIP);
        FrameSession session = with(camera, devices).open(viewers)) {
      Shots.until(session, () -> session.info().keyFrameFps() > 0);
      int before = devices.copied.get();
      watch(session, 4);
      assertThat(devices.copied.get() - before).isEqualTo(4);
      viewers.fps = 0;
      Shots.until(session, () -> session.info().keyFrameFps() == 0);
      watch(session, 30);
      assertThat(session.info().dropped()).isZero();
    }
  }

  @Test
  void closingTwiceAndBeforeTheFirstPictureFreesADeviceOnce() throws Exception {
    FakeDevices devices = new FakeDevices("vaapi");
    try (TestCamera camera = new TestCamera(CLIP)) {
      FrameSession session = with(camera, devices).open();
      session.close();
      assertThat(devices.opened).hasValue(0);
      session = with(camera, devices).open();
      assertThat(session.advance()).isTrue();
      session.close();
      session.close();
    }
    assertThat(devices.opened).hasValue(1);
    assertThat(devices.closed).hasValue(1);
  }
}
