package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against a real RTSP server (GStreamer's), which the system property {@code framecast.cameras}
 * names the folder of: H.265, which no free encoder of ours makes, and the peculiarities of others.
 */
@Tag("real")
@Tag("cameras")
@Timeout(60)
class RealCameraTest {
  private Process server;
  private String uri;

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.destroy();
      assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "h264, TCP, h264, 640",
    "h264, UDP, h264, 640",
    "h265, TCP, hevc, 640",
    "h265, UDP, hevc, 640",
    "mjpeg, TCP, mjpeg, 640",
    "mjpeg-422, TCP, mjpeg, 640",
    "h264-hi, TCP, h264, 1920"
  })
  void picturesCome(String path, RtspSource.Transport transport, String format, int width)
      throws Exception {
    start();
    long before = System.nanoTime();
    RtspSource source = RtspSource.builder(uri + path).transport(transport).build();
    try (FrameSession session = source.open()) {
      Shots.next(session, Rendition.SOURCE);
      long first = (System.nanoTime() - before) / 1_000_000;
      System.out.println(path + " over " + transport + ": first picture after " + first + " ms");
      for (int i = 0; i < 25; i++) {
        BufferedImage image = Shots.image(Shots.next(session, Rendition.SOURCE));
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(Shots.image(Shots.present(session, Rendition.jpeg(320, 0))).getWidth())
            .isEqualTo(320);
      }
      assertThat(session.info().codec()).isEqualTo(format);
      assertThat(session.info().width()).isEqualTo(width);
      assertThat(session.info().fps()).isEqualTo(25);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mjpeg", "mjpeg-422", "mjpeg-hi"})
  void jpegsArePassedThroughWhole(String path) throws Exception {
    start();
    try (FrameSession session = RtspSource.of(uri + path).open()) {
      FrameSlot slot = new FrameSlot();
      for (int i = 0; i < 25; i++) {
        assertThat(session.advance()).isTrue();
        slot.clear();
        session.writeJpeg(Rendition.SOURCE, slot);
        assertThat(slot.isPassedThrough()).isTrue();
        assertThat(slot.bytes().getShort(0)).isEqualTo((short) 0xffd8);
        assertThat(slot.bytes().getShort(slot.length() - 2)).isEqualTo((short) 0xffd9);
      }
      assertThat(session.info().decoded()).isEqualTo(1);
      assertThat(session.info().dropped()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "digest", "both"})
  void loginsAreAnswered(String scheme) throws Exception {
    start("--auth", "viewer:s3cret", "--auth-scheme", scheme);
    try (FrameSession session =
        RtspSource.builder(uri + "h264").credentials("viewer", "s3cret").build().open()) {
      assertThat(session.advance()).isTrue();
    }
    SourceException error =
        Shots.failure(RtspSource.builder(uri + "h264").credentials("viewer", "wr0ng").build());
    assertThat(error.kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(error).hasMessageNotContaining("wr0ng");
  }

  @Test
  void aPathThatIsNotThereIsNoVideo() throws Exception {
    start();
    assertThat(Shots.failure(RtspSource.of(uri + "none")).kind()).isEqualTo(Kind.NO_VIDEO);
  }

  @Test
  void aTransportThatIsRefusedIsUnsupportedWhereItWasAskedForAndElseAnotherIsTaken()
      throws Exception {
    start("--udp-only");
    // GStreamer's server is busy for a moment (503) with a mount of which it has refused a track.
    RtspSource overTcp =
        RtspSource.builder(uri + "h265").transport(RtspSource.Transport.TCP).build();
    assertThat(Shots.failure(overTcp).kind()).isEqualTo(Kind.UNSUPPORTED);
    try (FrameSession session = RtspSource.of(uri + "h264").open()) {
      assertThat(session.advance()).isTrue();
    }
  }

  @Test
  void aStallEndsInATimeout() throws Exception {
    start("--stall-after", "2");
    SourceException error =
        Shots.failure(RtspSource.builder(uri + "h264").timeout(Duration.ofMillis(1_500)).build());
    assertThat(error.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(error).hasMessageContaining("no video for 1500 ms");
  }

  @Test
  void aDroppedConnectionEnds() throws Exception {
    start("--drop-after", "3");
    assertThat(Shots.failure(RtspSource.of(uri + "h264")).kind())
        .isIn(Kind.ENDED, Kind.UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264", "h265", "mjpeg"})
  void aChangeOfSizeIsFollowed(String path) throws Exception {
    start("--size-change-after", "2");
    try (FrameSession session = RtspSource.of(uri + path).open()) {
      int width = 640;
      for (int i = 0; i < 200 && width == 640; i++) {
        width = Shots.image(Shots.next(session, Rendition.SOURCE)).getWidth();
      }
      assertThat(width).isEqualTo(320);
    }
  }

  private void start(String... options) throws IOException {
    String folder = System.getProperty("framecast.cameras");
    assertThat(folder).as("-Dframecast.cameras=<folder of rtsp-camera>").isNotNull();
    List<String> command = new ArrayList<>(List.of(folder + "/rtsp-camera", "--port", "0"));
    command.addAll(List.of(options));
    assertThat(new File(command.get(0))).exists();
    server = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader lines = server.inputReader(StandardCharsets.UTF_8);
    String ready = lines.readLine();
    assertThat(ready).as("what rtsp-camera says").startsWith("ready rtsp://");
    uri = ready.substring("ready ".length(), ready.lastIndexOf('/') + 1);
  }
}
