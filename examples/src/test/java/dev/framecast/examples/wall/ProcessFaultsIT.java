package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.examples.faults.CameraServer;
import dev.framecast.examples.faults.ChildJvm;
import dev.framecast.examples.recipes.JpegAMinute;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./wall} where its machine, or a camera's, has no time, memory, disk or descriptors. */
@Tag("real")
@Timeout(120)
class ProcessFaultsIT {
  private static final String HEALTHY = "well=test:320x240@15";
  private static final int NARROW = 160;

  @TempDir Path folder;

  @Test
  void camerasOfAStoppedServerAreToldAndComeBackWhenItGoesOn() throws Exception {
    try (CameraServer server = new CameraServer("http", "rtsp", "rtsp");
        WallProcess wall =
            new WallProcess(
                "http=" + server.address(0),
                "tcp=" + server.address(1) + "#transport=tcp",
                "udp=" + server.address(2) + "#transport=udp",
                HEALTHY);
        Watcher http = new Watcher(wall, "http", NARROW);
        Watcher tcp = new Watcher(wall, "tcp", NARROW);
        Watcher udp = new Watcher(wall, "udp", NARROW);
        Watcher well = new Watcher(wall, "well", NARROW)) {
      List<Watcher> all = List.of(http, tcp, udp);
      for (Watcher each : all) {
        each.awaitLive(20);
      }
      well.awaitLive(5);
      well.restart();
      long stopped = System.nanoTime();
      server.signal("STOP");
      List<String> ids = List.of("http", "tcp", "udp");
      for (String id : ids) {
        await(id + " stalls", () -> wall.status(id).contains("\"state\":\"STALLED\""));
      }
      print("kill -STOP, all have stalled", stopped);
      for (String id : ids) {
        await(id + " is given up", () -> WallProcess.number(wall.status(id), "failures") > 0);
        print("kill -STOP, " + id + " is given up", stopped);
        assertThat(wall.status(id)).containsPattern("no (picture|video|answer) ");
      }
      assertThat(well.fps()).isGreaterThan(10);
      for (Watcher each : all) {
        each.awaitSlates(2);
        each.restart();
      }
      long begun = System.nanoTime();
      server.signal("CONT");
      for (Watcher each : all) {
        each.awaitLive(3);
        print("kill -CONT, live again", begun);
      }
      assertThat(millis(begun)).isLessThan(3_500);
      assertThat(http.broken() + tcp.broken() + udp.broken()).isZero();
    }
  }

  @Test
  void moreViewersThanDescriptorsAreRefusedToldOfOnceAndServedWhenOthersLeave() throws Exception {
    Path errors = folder.resolve("errors.txt");
    try (CameraServer server = new CameraServer("http", "rtsp");
        WallProcess wall =
            new WallProcess(
                limited("ulimit -n 256", errors),
                "http=" + server.address(0),
                "rtsp=" + server.address(1),
                HEALTHY);
        Crowd crowd = new Crowd()) {
      String path = "/cameras/well/stream.mjpg?width=160";
      try (Watcher good = new Watcher(wall, "well", NARROW);
          Watcher http = new Watcher(wall, "http", NARROW)) {
        good.awaitLive(5);
        http.awaitLive(5);
        for (int i = 0; i < 400; i++) {
          crowd.join(wall, path);
        }
        await("many are served", () -> crowd.served(20_000) > 100);
        good.restart();
        good.awaitLive(45); // three seconds, for those who are there
        System.out.printf(
            Locale.ROOT,
            "256 descriptors: of %d viewers %d are served, %d were cut off; the first has %.1f fps%n",
            crowd.size(),
            crowd.served(20_000),
            crowd.ended(),
            good.fps());
        server.signal("STOP"); // a camera that has to connect anew, while there is no descriptor
        http.awaitSlates(8);
        server.signal("CONT");
        assertThat(crowd.served(20_000)).isLessThan(256);
        assertThat(good.fps()).isGreaterThan(10);
      }
      long left = System.nanoTime();
      crowd.leave();
      for (String id : List.of("well", "http", "rtsp")) {
        try (Watcher next = new Watcher(wall, id, NARROW)) {
          next.awaitLive(5);
          print("256 descriptors, live for a new viewer of " + id, left);
        }
      }
      assertThat(millis(left)).isLessThan(8_000);
      System.out.println(wall.status("http"));
    }
    String said = Files.readString(errors);
    System.out.println(said);
    assertThat(said.lines().filter(line -> line.contains("open files"))).hasSizeBetween(1, 3);
  }

  @Test
  void aHundredViewersOfEightCamerasAreServedWithAHeapOf64Megabytes() throws Exception {
    Path errors = folder.resolve("errors.txt");
    ProcessBuilder small = new ProcessBuilder().redirectError(errors.toFile());
    small.environment().put("JDK_JAVA_OPTIONS", "-Xmx64m");
    try (CameraServer server = new CameraServer("http", "http", "rtsp", "rtsp");
        WallProcess wall =
            new WallProcess(
                small,
                "cam0=" + server.address(0),
                "cam1=" + server.address(1),
                "cam2=" + server.address(2),
                "cam3=" + server.address(3),
                "cam4=test:640x360@15",
                "cam5=test:640x360@15",
                "cam6=test:1280x720@10",
                "cam7=test:1920x1080@5");
        Crowd crowd = new Crowd()) {
      for (int i = 0; i < 100; i++) {
        crowd.join(wall, "/cameras/cam" + i % 8 + "/stream.mjpg");
      }
      await("all are served", () -> crowd.served(20_000) == 100);
      for (int round = 0; round < 3; round++) {
        crowd.restart();
        await("all go on being served", () -> crowd.served(100_000) == 100);
      }
      for (int i = 0; i < 8; i++) {
        assertThat(wall.status("cam" + i)).contains("\"state\":\"LIVE\"");
      }
      System.out.printf(
          "64 MB: 100 viewers of 8 cameras are served, %d were cut off; %s%n",
          crowd.ended(), resident(wall));
      assertThat(crowd.ended()).isZero();
    }
    assertThat(Files.readString(errors)).doesNotContain("OutOfMemory");
  }

  @Test
  void aLogThatCannotBeWrittenStopsNoCamera() throws Exception {
    ProcessBuilder full = new ProcessBuilder().redirectError(new File("/dev/full"));
    try (CameraServer server = new CameraServer("http");
        WallProcess wall =
            new WallProcess(
                full, "http=" + server.address(0), "gone=http://127.0.0.1:1/", HEALTHY);
        Watcher http = new Watcher(wall, "http", NARROW);
        Watcher gone = new Watcher(wall, "gone", NARROW)) {
      http.awaitLive(5);
      gone.awaitSlates(2);
      server.signal("STOP");
      await("it is given up", () -> wall.status("http").contains("\"state\":\"BACKOFF\""));
      server.signal("CONT");
      http.restart();
      long begun = System.nanoTime();
      http.awaitLive(3);
      print("a log on a full disk, live again", begun);
      assertThat(wall.stop()).isIn(0, 143);
    }
  }

  @Test
  void aPictureForWhichThereIsNoRoomIsAnErrorAndTheNextOneIsWritten() throws Exception {
    List<String> options = List.of("-XX:-UsePerfData"); // a file that would be too large itself
    List<String> command =
        ChildJvm.command(JpegAMinute.class.getName(), options, folder.toString());
    Path errors = folder.resolve("errors.txt");
    ProcessBuilder full = limited("ulimit -f 8", errors);
    full.command().addAll(command);
    Process process = full.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(errors).content().contains("java.io.IOException: File too large");
    assertThat(pictures(10_000)).isZero();
    Process next =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      await("a whole picture is written", () -> pictures(10_000) == 1);
    } finally {
      next.destroyForcibly();
    }
  }

  /** How many of them are larger than that. */
  private long pictures(long bytes) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jpg") && file.toFile().length() > bytes)
          .count();
    }
  }

  private static ProcessBuilder limited(String limit, Path errors) {
    List<String> shell = List.of("bash", "-c", limit + " && exec \"$0\" \"$@\"");
    return new ProcessBuilder(new ArrayList<>(shell)).redirectError(errors.toFile());
  }

  private static String resident(WallProcess wall) throws Exception {
    try (var lines = Files.lines(Path.of("/proc", "" + wall.pid(), "status"))) {
      return lines.filter(line -> line.startsWith("VmRSS")).findFirst().orElse("").strip();
    }
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
    }
  }

  private static long millis(long since) {
    return (System.nanoTime() - since) / 1_000_000;
  }

  private static void print(String what, long since) {
    System.out.println(what + " after " + millis(since) + " ms");
  }
}
