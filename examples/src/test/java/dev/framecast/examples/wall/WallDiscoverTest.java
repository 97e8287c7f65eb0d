package dev.framecast.examples.wall;

import static dev.framecast.discovery.testcamera.OnvifLogin.PASSWORD;
import static dev.framecast.discovery.testcamera.OnvifLogin.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.discovery.testcamera.OnvifCamera;
import dev.framecast.discovery.testcamera.OnvifLogin;
import dev.framecast.discovery.testcamera.OnvifScript;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Login;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.sink.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Probes go out on the loopback interface alone. Other tests on this machine may hear them. */
@Timeout(60)
@SuppressWarnings("try") // cameras that are there, and not asked by the test itself
class WallDiscoverTest {
  private static final Clip CLIP = Clip.h264(640, 360, 25, Matrix.BT709, Painter.BALL);

  @TempDir Path folder;

  /** Of this run, so that cameras of others are told apart. */
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  private String discover(String... more) throws Exception {
    String lo = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
    String[] arguments = Arrays.copyOf(more, more.length + 2);
    arguments[more.length] = "--discover";
    arguments[more.length + 1] = "--discover-on=" + lo;
    PrintStream usual = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(Wall.execute(arguments)).isZero();
    } finally {
      System.setOut(usual);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatCannotBeWrittenIsNoSuccess() throws Exception {
    String lo = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
    PrintStream usual = System.out;
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int each) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    System.setOut(new PrintStream(full, true, StandardCharsets.UTF_8));
    try {
      assertThat(Wall.execute("--discover", "--discover-on=" + lo)).isEqualTo(1);
    } finally {
      System.setOut(usual);
    }
  }

  private OnvifScript script(String name) {
    OnvifScript script = new OnvifScript();
    script.uuid = "urn:uuid:" + run + name;
    script.scopes = "onvif://www.onvif.org/name/" + name + "%20" + run;
    return script;
  }

  /** The lines of this run's cameras, as somebody would paste them. */
  private Map<String, CameraFile.Entry> pasted(String printed) {
    List<String> lines =
        printed.lines().filter(line -> line.matches("[a-z]+-" + run + "[.=].*")).toList();
    String text = String.join("\n", lines).replace("USER:PASSWORD", USER + ":s%3Ce%3E%26cret");
    return CameraFile.parse(text.getBytes(StandardCharsets.UTF_8), Set.of());
  }

  private Path passwordFile() throws Exception {
    Path file = folder.resolve("password");
    Files.writeString(file, PASSWORD + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static int width(Camera camera, Rendition rendition) throws Exception {
    try (Subscription subscription = camera.subscribe(rendition, 0);
        Frame frame = subscription.next(Duration.ofSeconds(20))) {
      assertThat(frame).isNotNull();
      return frame.width();
    }
  }

  @Test
  void aCameraWithAPasswordAnEmptyAnswerAndAWrongAddressIsPrintedAsLinesThatWork()
      throws Exception {
    OnvifScript door = script("door");
    door.login = OnvifLogin.TOKEN;
    door.skew = Duration.ofHours(9);
    door.media2Works = false;
    door.answers.put("GetSnapshotUri", OnvifScript.http(200, "", ""));
    try (TestCamera streams = new TestCamera(CLIP, "127.0.0.7");
        OnvifCamera camera = new OnvifCamera("127.0.0.7", OnvifCamera.PORT, door);
        Cameras cameras = new Cameras()) {
      streams.require(new Login(USER, PASSWORD, true));
      door.xaddrs = "http://10.255.0.1:" + camera.port() + "/onvif/device_service";
      door.main = "rtsp://10.255.0.1:" + streams.port() + "/main?channel=1&subtype=0";
      door.sub = "rtsp://10.255.0.1:" + streams.port() + "/sub?channel=1&subtype=1";

      String printed = discover("--discover-login=" + USER + ":" + passwordFile());

      assertThat(printed).contains("USER:PASSWORD@127.0.0.7").doesNotContain(PASSWORD);
      Map<String, CameraFile.Entry> pasted = pasted(printed);
      assertThat(pasted.keySet()).containsExactly("door-" + run);
      CameraFile.Entry entry = pasted.get("door-" + run);
      assertThat(entry.options().name()).isEqualTo("door " + run);
      Camera added = cameras.add(entry.id(), entry.source(), entry.options());
      assertThat(width(added, Rendition.SOURCE)).isEqualTo(640);
      assertThat(played(streams, "/main")).isTrue();
      try (Subscription tile = added.subscribe(Rendition.jpeg(160, 80), 0)) {
        Await.until("the sub-stream plays", () -> played(streams, "/sub"));
        assertThat(width(added, Rendition.jpeg(160, 80))).isEqualTo(160);
      }
    }
  }

  private static boolean played(TestCamera camera, String path) {
    return camera.requests().stream()
        .anyMatch(request -> request.startsWith("PLAY ") && request.contains(path));
  }

  @Test
  void whatFailsIsToldOfBesideWhatDoesNot() throws Exception {
    OnvifScript empty = script("empty");
    empty.answers.put("GetProfiles", OnvifScript.http(200, "", ""));
    OnvifScript locked = script("locked");
    locked.login = OnvifLogin.DIGEST;
    OnvifScript good = script("good");
    good.times = 2;
    try (OnvifCamera one = new OnvifCamera("127.0.0.4", OnvifCamera.PORT, empty);
        OnvifCamera two = new OnvifCamera("127.0.0.5", OnvifCamera.PORT, locked);
        OnvifCamera three = new OnvifCamera("127.0.0.6", OnvifCamera.PORT, good)) {
      String printed = discover();

      assertThat(printed)
          .contains("# 127.0.0.4 \"empty " + run + "\": answers with nothing")
          .contains("# 127.0.0.5 \"locked " + run + "\": wants a login; give one with --discover-l")
          .containsOnlyOnce("\ngood-" + run + "=rtsp://127.0.0.6:554/main#subStream=rtsp://127.0.");
      assertThat(pasted(printed).keySet()).containsExactly("good-" + run);
    }
  }
}
