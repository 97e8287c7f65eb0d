package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Mp4Film;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files, and streams over HTTP. */
@Timeout(30)
class RecordingTest {
  @TempDir Path folder;

  @Test
  void aFileIsShownAtItsOwnPaceAndEnds() throws Exception {
    Path file = file("a.h264", Clip.h264(320, 240, 30, Matrix.BT601, Painter.BALL).pictures());
    long before = System.nanoTime();
    int shown = 0;
    try (FrameSession session = RtspSource.of(file.toString()).open()) {
      while (session.advance()) {
        assertThat(Shots.image(Shots.present(session, Rendition.SOURCE)).getWidth()).isEqualTo(320);
        shown++;
      }
      assertThat(session.advance()).isFalse();
    }
    assertThat(shown).isBetween(25, 30);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(1_050), Duration.ofMillis(3_000));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 720", "64, 45, 1024", "16, 15, 768", "1, 1, 720", "1, 9, 720", "1, 2, 360"})
  void theShapeThatAFileSaysIsTheShapeThatIsShown(int across, int down, int width)
      throws Exception {
    List<byte[]> pictures = Clip.h264(720, 576, 5, Matrix.BT601, Painter.BALL).pictures();
    Path file = folder.resolve("a.mp4");
    Mp4Film.write(file, pictures, 720, 576, new int[] {across, down});
    try (FrameSession session = RtspSource.of(file.toString()).open()) {
      BufferedImage image = Shots.image(Shots.next(session, Rendition.SOURCE));
      assertThat(image.getWidth()).isEqualTo(width);
      assertThat(image.getHeight()).isEqualTo(576);
      assertThat(session.info().width()).isEqualTo(width);
    }
  }

  @Test
  void aFileThatIsToLoopBeginsAnewWithoutAnEnd() throws Exception {
    Path file = file("a.h264", Clip.h264(320, 240, 10, Matrix.BT601, Painter.BALL).pictures());
    long before = System.nanoTime();
    try (FrameSession session = RtspSource.builder(file.toString()).loop(true).build().open()) {
      for (int i = 0; i < 25; i++) {
        assertThat(Shots.image(Shots.next(session, Rendition.SOURCE)).getWidth()).isEqualTo(320);
      }
      session.cancel();
      assertThatThrownBy(session::advance).hasMessageContaining("cancelled");
    }
    // At FFmpeg's 25 pictures a second; some may have been skipped, but none hurried.
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void aFileOfWhichNothingIsShownDoesNotLoop() throws Exception {
    Path file =
        file("a.h264", Clip.h264(320, 240, 10, Matrix.BT601, Painter.BALL).from(1).pictures());
    try (FrameSession session = RtspSource.builder(file.toString()).loop(true).build().open()) {
      assertThat(session.advance()).isFalse();
    } catch (SourceException e) {
      assertThat(e.kind()).isIn(Kind.BROKEN, Kind.NO_VIDEO);
    }
  }

  @Test
  void aFileThatPausesForItsPaceIsCancelled() throws Exception {
    Path file = file("a.mjpeg", Clip.mjpeg(320, 240, 100, Painter.BALL).pictures());
    ExecutorService capture = Executors.newSingleThreadExecutor();
    try (FrameSession session = RtspSource.of(file.toUri().toString()).open()) {
      assertThat(session.advance()).isTrue();
      Future<Boolean> end =
          capture.submit(
              () -> {
                Shots.drain(session);
                return true;
              });
      session.cancel();
      assertThatThrownBy(end::get).hasMessageContaining("cancelled");
    } finally {
      capture.shutdown();
    }
  }

  @Test
  void aFileThatIsNotThereIsNoVideo() {
    assertThat(Shots.failure(RtspSource.of(folder.resolve("none.mp4").toString())).kind())
        .isEqualTo(Kind.NO_VIDEO);
  }

  @Test
  void aTextIsBroken() throws Exception {
    Path file = Files.writeString(folder.resolve("text.mp4"), "not a video".repeat(100));
    assertThat(Shots.failure(RtspSource.of(file.toString())).kind()).isEqualTo(Kind.BROKEN);
  }

  @Test
  void mjpegOverHttpIsPassedThroughByteForByte() throws Exception {
    byte[] jpeg = Clip.jpeg(320, 240, 1, Painter.BALL);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange
              .getResponseHeaders()
              .add("Content-Type", "multipart/x-mixed-replace;boundary=part");
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 50; i++) {
              String head = "--part\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length;
              out.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
              out.write(jpeg);
              out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
          }
        });
    server.start();
    String uri = "http://127.0.0.1:" + server.getAddress().getPort() + "/video";
    try (FrameSession session = RtspSource.of(uri).open()) {
      for (int i = 0; i < 10; i++) {
        assertThat(Shots.next(session, Rendition.SOURCE)).isEqualTo(jpeg);
      }
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aPageThatIsNotThereIsNoVideo() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    String uri = "http://127.0.0.1:" + server.getAddress().getPort() + "/video";
    assertThat(Shots.failure(RtspSource.of(uri)).kind()).isEqualTo(Kind.NO_VIDEO);
    server.stop(0);
  }

  private Path file(String name, List<byte[]> pictures) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (byte[] picture : pictures) {
      stream.write(picture);
    }
    return Files.write(folder.resolve(name), stream.toByteArray());
  }
}
