package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.mjpeg.MjpegReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./wall} on a machine that seems to have webcams. */
@Tag("real")
@Tag("cameras")
@Timeout(180)
class WallWebcamsIT {
  private static final String BOUNDARY = "multipart/x-mixed-replace; boundary=framecast";

  @TempDir Path folder;

  @Test
  void a1080pWebcamIsPassedThroughByteForByteAndCheaply() throws Exception {
    WebcamMachine machine = new WebcamMachine(folder, 1);
    try (WallProcess wall = machine.wall("desk=webcam:0#size=1920x1080");
        InputStream in = wall.watch("/cameras/desk/stream.mjpg")) {
      MjpegReader stream = new MjpegReader(in, BOUNDARY);
      for (int i = 0; i < 240; i++) {
        live(stream); // until both JVMs are warm
      }
      CaptureThreads threads = new CaptureThreads(wall.pid(), "webcam-0", "framecast-desk-");
      double before = threads.seconds();
      long begin = System.nanoTime();
      List<Long> ages = new ArrayList<>();
      List<WebcamStamp> stamps = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        live(stream);
        long now = System.nanoTime();
        WebcamStamp stamp = WebcamStamp.of(stream.jpeg());
        ages.add(now - stamp.nanos());
        stamps.add(stamp);
      }
      double elapsed = (System.nanoTime() - begin) / 1e9;
      double cpu = 100 * (threads.seconds() - before) / elapsed;
      Collections.sort(ages);
      double age = ages.get(150) / 1e6;
      System.out.printf(
          Locale.ROOT,
          "1080p: %.1f fps, capture %.2f %% of a core, age at the viewer %.2f ms (p99 %.2f)%n",
          300 / elapsed,
          cpu,
          age,
          ages.get(297) / 1e6);
      for (int i = 0; i < stamps.size(); i++) {
        WebcamStamp stamp = stamps.get(i);
        assertThat(stamp.sequence()).isEqualTo(stamps.get(0).sequence() + i);
        assertThat(stamp.unstamped())
            .isEqualTo(ByteBuffer.wrap(WebcamMachine.picture("1920x1080", stamp.sequence())));
      }
      assertThat(300 / elapsed).isBetween(29.0, 31.0);
      // 1.4 to 1.7 % and less than 3 ms on a quiet machine. What is asserted must hold on shared
      // virtual ones too, where a thread that wakes 30 times a second finds cold caches: there a
      // copy of 180 KB took 2 ms instead of 0.01, and this 4 to 8 % and 4 to 7 ms. One picture
      // decoded and encoded anew is 30 % and more; one that waits for the next is 33 ms late.
      assertThat(cpu).isLessThanOrEqualTo(15.0);
      assertThat(age).as("median age, already at a viewer").isLessThanOrEqualTo(15.0);
      String status = wall.status("desk");
      assertThat(status)
          .contains("\"format\":\"mjpeg\",\"width\":1920,\"height\":1080")
          .contains("\"promisedFps\":30.00")
          .contains("\"decoded\":0,\"encoded\":0,");
    }
  }

  @Test
  void oneOfFourIsUnpluggedAndPluggedInAgain() throws Exception {
    WebcamMachine machine = new WebcamMachine(folder, 4);
    try (WallProcess wall =
            machine.wall("a=webcam:0", "b=webcam:1", "c=webcam:2", "d=webcam:/dev/video3");
        Watcher a = new Watcher(wall, "a");
        Watcher b = new Watcher(wall, "b");
        Watcher c = new Watcher(wall, "c");
        Watcher d = new Watcher(wall, "d")) {
      List<Watcher> others = List.of(a, b, d);
      for (Watcher watcher : List.of(a, b, c, d)) {
        watcher.awaitLive(60);
      }
      for (int round = 0; round < 3; round++) {
        others.forEach(Watcher::restart);
        machine.faults("unplug:2");
        await(wall, "c", s -> s.contains("\"state\":\"BACKOFF\"") && s.contains("unplug"));
        // A slate a second: long enough to come to the longest wait between two attempts.
        c.awaitSlates(4);
        c.restart();
        long begin = System.nanoTime();
        machine.faults("");
        c.awaitLive(1);
        double back = (System.nanoTime() - begin) / 1e9;
        List<Double> rates = others.stream().map(Watcher::fps).toList();
        System.out.printf(
            Locale.ROOT,
            "replugged: live after %.2f s; the others meanwhile: %.1f %.1f %.1f fps%n",
            back,
            rates.get(0),
            rates.get(1),
            rates.get(2));
        assertThat(back).isLessThan(2);
        assertThat(rates).allSatisfy(rate -> assertThat(rate).isBetween(29.0, 31.0));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"corrupt=7, 0", "errflag=5, 0", "nodht, 0", "corrupt=7 nodht, 320"})
  void aFaultyCameraNeverShowsABrokenPicture(String faults, int width) throws Exception {
    WebcamMachine machine = new WebcamMachine(folder, 1);
    machine.faults(faults);
    try (WallProcess wall = machine.wall("desk=webcam:0");
        Watcher desk = new Watcher(wall, "desk", width)) {
      desk.awaitLive(150);
      String status = wall.status("desk");
      long dropped = WallProcess.number(status, "dropped");
      long captured = WallProcess.number(status, "captured");
      System.out.println(faults + ": captured " + captured + ", dropped " + dropped);
      assertThat(desk.broken()).isZero();
      if (faults.startsWith("corrupt")) {
        assertThat(dropped).isBetween((captured + dropped) / 7 - 2, (captured + dropped) / 7 + 2);
      }
      assertThat(WallProcess.number(status, "connects")).isEqualTo(1);
    }
  }

  @Test
  void aStalledCameraIsNotShownAsLiveAndComesBackByItself() throws Exception {
    WebcamMachine machine = new WebcamMachine(folder, 1);
    try (WallProcess wall = machine.wall("desk=webcam:0");
        Watcher desk = new Watcher(wall, "desk")) {
      desk.awaitLive(30);
      for (int slates : new int[] {2, 8, 14}) { // stalled; given up and taken over; opened anew
        machine.faults("stall");
        await(wall, "desk", s -> s.contains("\"state\":\"STALLED\""));
        desk.awaitSlates(slates);
        desk.restart();
        long begin = System.nanoTime();
        machine.faults("");
        desk.awaitLive(30);
        System.out.printf(
            Locale.ROOT,
            "stalled for about %d s: 30 live frames %.2f s after its end%n",
            slates + 1,
            (System.nanoTime() - begin) / 1e9);
      }
      assertThat(desk.broken()).isZero();
      assertThat(desk.oldestLiveMillis()).isLessThan(1_000);
      machine.faults("stall");
      await(wall, "desk", s -> s.contains("\"state\":\"STALLED\""));
      long begin = System.nanoTime();
      assertThat(wall.stop()).isIn(0, 143);
      assertThat((System.nanoTime() - begin) / 1e9).as("seconds to end").isLessThan(2);
    }
  }

  @Test
  void aCameraThatAnotherProgramHasIsBusyUntilThatEnds() throws Exception {
    WebcamMachine machine = new WebcamMachine(folder, 1);
    try (WallProcess second = machine.wall("desk=webcam:0")) {
      try (WallProcess first = machine.wall("desk=webcam:0");
          Watcher watcher = new Watcher(first, "desk")) {
        watcher.awaitLive(1);
        try (Watcher late = new Watcher(second, "desk")) {
          await( // between two tries it is CONNECTING for a moment, with the same words
              second,
              "desk",
              s -> s.contains("in use by another program") && s.contains("\"state\":\"BACKOFF\""));
          first.stop();
          late.awaitLive(1);
        }
      }
    }
  }

  @Test
  void theListNamesSizesAndFormats() throws Exception {
    WebcamMachine machine = new WebcamMachine(folder, 2);
    assertThat(machine.run(List.of(WallProcess.script(), "--list-webcams")).lines())
        .contains("webcam:0  /dev/video0", "webcam:1  /dev/video1")
        .contains("    1920x1080  30 fps  mjpeg", "    640x480  30 fps  yuyv")
        .contains("exit code 0");
  }

  @Test
  void aProcessWithTooManyFilesGetsAnErrorAndLives() throws Exception {
    WebcamMachine machine = new WebcamMachine(folder, 1);
    String output =
        machine.run(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CrowdedProcess.class.getName()));
    assertThat(output.lines())
        .anyMatch(line -> line.startsWith("crowded: webcam \"/dev/video0\": this process has 1"))
        .contains("roomy: true", "exit code 0");
  }

  private static void live(MjpegReader stream) throws IOException {
    for (int slates = 0; slates < 10; slates++) {
      assertThat(stream.next()).isTrue();
      if ("true".equals(stream.header("X-Framecast-Live"))) {
        return;
      }
    }
    throw new AssertionError("ten slates in a row");
  }

  private static void await(WallProcess wall, String id, Predicate<String> condition)
      throws Exception {
    long deadline = System.nanoTime() + 20_000_000_000L;
    String status;
    do {
      status = wall.status(id);
      assertThat(System.nanoTime()).as(status).isLessThan(deadline);
    } while (!condition.test(status));
  }
}
