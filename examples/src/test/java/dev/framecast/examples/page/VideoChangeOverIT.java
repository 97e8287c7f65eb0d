package dev.framecast.examples.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.examples.wall.RtspServerProcess;
import dev.framecast.rtsp.RtspSource;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What is sent again when a viewer of video asks for something else. */
@Tag("real")
@Tag("cameras")
class VideoChangeOverIT {
  private static final int CAMERAS = 4;

  @TempDir Path folder;

  private RtspServerProcess camera(int width, int height, int kbit) throws Exception {
    String rate = "--bitrate " + kbit;
    NumberedVideo video =
        NumberedVideo.make(folder.resolve("video.mp4"), "h264", width, height, 150, rate);
    return new RtspServerProcess(0, "--file", video.file().toString());
  }

  private static void add(PageStage stage, RtspServerProcess camera) {
    for (int i = 1; i <= CAMERAS; i++) {
      stage.cameras.add("cam" + i, RtspSource.of(camera.uri("/file")));
    }
  }

  /** A stream of all cameras' video, part by part. */
  private static final class Viewer implements AutoCloseable {
    private final DataInputStream in;

    /** The newest unit of each camera, as EPOCH.SEQUENCE. */
    final Map<String, String> seen = new LinkedHashMap<>();

    Viewer(PageStage stage, String after) throws Exception {
      String ids =
          IntStream.rangeClosed(1, CAMERAS)
              .mapToObj(i -> "cam" + i)
              .collect(Collectors.joining(","));
      URI address = stage.address("/streams.mjpg?form=video&ids=" + ids + after);
      HttpResponse<InputStream> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(address).build(),
                  HttpResponse.BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isEqualTo(200);
      in = new DataInputStream(response.body());
    }

    /** The next part's headers; its body is passed over. */
    Map<String, String> next() throws IOException {
      Map<String, String> headers = new LinkedHashMap<>();
      for (String line = line(); !line.isEmpty() || headers.isEmpty(); line = line()) {
        int colon = line.indexOf(": ");
        if (colon > 0) {
          headers.put(line.substring(0, colon), line.substring(colon + 2));
        }
      }
      in.skipNBytes(Integer.parseInt(headers.get("Content-Length")));
      String number = headers.get("X-Framecast-Epoch") + "." + headers.get("X-Framecast-Sequence");
      seen.put(headers.get("X-Framecast-Camera"), number);
      return headers;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        assertThat(next).as("the stream goes on").isNotNegative();
        line.append((char) next);
      }
      return new String(line.toString().getBytes(ISO_8859_1), ISO_8859_1).strip();
    }

    void read(Duration time) throws IOException {
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end || seen.size() < CAMERAS) {
        next();
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static long sequence(String seen) {
    return Long.parseLong(seen.substring(seen.indexOf('.') + 1));
  }

  /** What a new stream began with. */
  private record Beginning(long bytesAgain, int camerasThatWentOn) {}

  /** Reads a new stream until each camera has gone on. */
  private static Beginning begin(PageStage stage, Map<String, String> before, String after)
      throws Exception {
    long bytes = 0;
    Map<String, Long> first = new LinkedHashMap<>();
    try (Viewer viewer = new Viewer(stage, after)) {
      while (first.size() < CAMERAS) {
        Map<String, String> part = viewer.next();
        String id = part.get("X-Framecast-Camera");
        long sequence = Long.parseLong(part.get("X-Framecast-Sequence"));
        if (sequence <= sequence(before.get(id))) {
          bytes += Long.parseLong(part.get("Content-Length"));
        } else {
          first.putIfAbsent(id, sequence);
        }
      }
    }
    long wentOn =
        first.entrySet().stream()
            .filter(one -> one.getValue() == sequence(before.get(one.getKey())) + 1)
            .count();
    return new Beginning(bytes, (int) wentOn);
  }

  @Test
  void whoSaysWhatIsThereIsSentNothingTwice() throws Exception {
    try (RtspServerProcess camera = camera(1920, 1080, 4000);
        PageStage stage = new PageStage()) {
      add(stage, camera);
      long saved = 0;
      int wentOn = 0;
      int rounds = 8;
      try (Viewer viewer = new Viewer(stage, "")) {
        viewer.read(Duration.ofSeconds(3));
        for (int i = 0; i < rounds; i++) {
          viewer.read(Duration.ofMillis(730));
          Map<String, String> before = Map.copyOf(viewer.seen);
          String after =
              IntStream.rangeClosed(1, CAMERAS)
                  .mapToObj(number -> before.get("cam" + number))
                  .collect(Collectors.joining(",", "&after=", ""));
          Beginning going = begin(stage, before, after);
          assertThat(going.bytesAgain()).isZero();
          wentOn += going.camerasThatWentOn();
          saved += begin(stage, before, "").bytesAgain();
        }
      }
      System.out.printf(
          "a change-over of %d cameras of 1080p25, 4 Mbit/s: %d KB are not sent again, and %d of %d"
              + " cameras go on with the next unit%n",
          CAMERAS, saved / rounds / 1000, wentOn, rounds * CAMERAS);
      assertThat(saved).isPositive();
      // Where the machine is busy for half a second at the end of a group, it is the next key
      // frame.
      assertThat(wentOn).isGreaterThan(rounds * CAMERAS / 2);
    }
  }

  @Test
  void thePageGoesOnWhereItWasAndNothingIsDecodedTwice() throws Exception {
    try (RtspServerProcess camera = camera(640, 360, 500);
        PaintedPictures painted = new PaintedPictures();
        PageStage stage = new PageStage()) {
      add(stage, camera);
      DecoderCounts.begin(stage.browser);
      stage.open("/");
      stage.await("decoders", () -> DecoderCounts.count(stage.browser, "decoders") == CAMERAS);
      stage.pass(Duration.ofSeconds(2));
      double made = DecoderCounts.count(stage.browser, "made");
      painted.watch(stage.browser, "li.tile[data-camera=cam4]");
      double given = DecoderCounts.count(stage.browser, "given");
      double begin = stage.browser.number("return performance.now()");
      stage.browser.press(Keys.TAB);
      stage.browser.press(Keys.HOME);
      for (int i = 0; i < 6; i++) {
        stage.browser.press(Keys.SPACE);
        stage.pass(Duration.ofMillis(1300));
      }
      double seconds = (stage.browser.number("return performance.now()") - begin) / 1000;
      List<PaintedPictures.Painted> all = painted.of("cam4");
      double units = DecoderCounts.count(stage.browser, "given") - given;
      System.out.printf(
          "six change-overs in %.1f s: %.0f units decoded (%.0f would be all), %.0f decoders made,"
              + " longest without a newer picture of another camera %.0f ms%n",
          seconds,
          units,
          seconds * 25 * CAMERAS,
          DecoderCounts.count(stage.browser, "made") - made,
          PaintedPictures.longestGap(all));
      assertThat(PaintedPictures.longestGap(all)).isLessThan(700);
      assertThat(all).isSortedAccordingTo((a, b) -> Long.compare(a.sequence(), b.sequence()));
      assertThat(DecoderCounts.count(stage.browser, "made") - made).isLessThanOrEqualTo(3);
      assertThat(stage.browser.complaints()).isEmpty();
    }
  }
}
