package dev.framecast.examples.faults;

import static dev.framecast.examples.faults.Plan.failed;
import static dev.framecast.examples.faults.Plan.none;
import static dev.framecast.examples.faults.Plan.stalled;
import static dev.framecast.source.SourceException.Kind.BROKEN;
import static dev.framecast.source.SourceException.Kind.ENDED;
import static dev.framecast.source.SourceException.Kind.UNAUTHORIZED;
import static dev.framecast.source.SourceException.Kind.UNREACHABLE;

import dev.framecast.examples.faults.Plan.Step;
import dev.framecast.examples.faults.Plan.Told;
import dev.framecast.rtsp.RtspSource;
import dev.framecast.rtsp.RtspSource.Transport;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Login;
import dev.framecast.rtsp.testcamera.Script;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSource;
import java.io.IOException;
import java.util.Locale;
import java.util.Random;

/** H.264 over RTSP. */
final class RtspRig implements Rig {
  private static final String USER = "admin";
  private static final String OURS =
      "the sessions are framecast's own: what happens to them is above";
  private static final String NO_PARTS = "RTP has no parts and no boundaries";
  private static final int HOUR = 3_600 * 90_000;

  private final TestCamera camera = new TestCamera(Clips.usual());
  private final Script script = new Script();
  private final HostsFile hosts;
  private final String host;
  private final boolean udp;
  private final Relay relay;
  private boolean cameraClock;

  RtspRig(String name, HostsFile hosts, boolean udp) throws IOException {
    this.hosts = hosts;
    this.host = name.toLowerCase(Locale.ROOT) + ".test";
    this.udp = udp;
    camera.with(script);
    relay = new Relay(camera.port(), "RTSP/1.0 200 OK\r\n");
    hosts.put(host, "127.0.0.1");
  }

  @Override
  public FrameSource source() {
    return RtspSource.builder("rtsp://" + host + ":" + relay.port() + "/stream")
        .credentials(USER, "secret")
        .transport(udp ? Transport.UDP : Transport.TCP)
        .cameraClock(cameraClock)
        .build();
  }

  @Override
  public Plan plan(Fault fault) {
    return switch (fault) {
      case REFUSED -> Plan.of(relay::refuse, this::listen, failed(UNREACHABLE, "cannot connect"));
      case SILENT ->
          Plan.of(hold(), pass(), failed(UNREACHABLE, "no answer for 5000 ms").within(7));
      case STALL ->
          Plan.of(
              () -> {
                camera.stall();
                relay.become(Relay.Mode.HOLD);
              },
              () -> {
                camera.resume();
                relay.become(Relay.Mode.PASS);
              },
              stalled("the camera stopped sending"),
              failed(UNREACHABLE, "no video for 5000 ms").within(7));
      case DRIP ->
          Plan.of(
              () -> {
                relay.become(Relay.Mode.DRIP);
                camera.lose((picture, packet) -> udp && (picture % 25 != 0 || packet > 0));
              },
              () -> {
                relay.become(Relay.Mode.PASS);
                camera.lose((picture, packet) -> false);
              },
              stalled(""),
              failed(UNREACHABLE, "").within(8));
      case RESET ->
          Plan.of(
              relay::reset, () -> {}, stalled("the camera stopped sending").optional(), lost(true));
      case CLOSED ->
          Plan.of(
              relay::hangUp,
              () -> {},
              stalled("the camera stopped sending").optional(),
              lost(false));
      case OFF ->
          Plan.of(
              relay::refuse,
              this::listen,
              stalled("the camera stopped sending").optional(),
              lost(true),
              failed(UNREACHABLE, "cannot connect").within(5));
      case WRONG_LOGIN -> Plan.of(login("other"), login("secret"), denied());
      case CHANGED_LOGIN ->
          Plan.of(
              () -> {
                login("other").run();
                relay.hangUp();
              },
              login("secret"),
              stalled("the camera stopped sending").optional(),
              lost(false),
              denied().within(5));
      case GARBAGE ->
          udp
              ? payload(Clips.garbage(), stalled("a packet was refused by the decoder"))
              : Plan.of(
                  () -> relay.become(Relay.Mode.GARBAGE),
                  pass(),
                  stalled(""),
                  failed(UNREACHABLE, "no video for 5000 ms").within(7));
      case CUT -> payload(Clips.cut(), stalled("waiting for a key frame"));
      case EMPTY ->
          payload(
              Clips.empty(),
              stalled("the camera stopped sending"),
              failed(UNREACHABLE, "").within(8));
      case ENDLESS_HEADER ->
          Plan.of(endless(), pass(), failed(BROKEN, "a head of more than 65536 bytes"));
      case ENDLESS_PART ->
          Plan.of(relay::flood, pass(), failed(BROKEN, "a head of more than 65536 bytes"));
      case BOUNDARY_WRONG, BOUNDARY_UNNAMED, BOUNDARY_MISSING, BOUNDARY_CHANGING -> none(NO_PARTS);
      case SIZE -> payload(Clips.other()).showing(Clips.OTHER_WIDTH);
      case CODEC ->
          payload(
                  Clips.mjpeg(),
                  stalled("the camera stopped sending").optional(),
                  failed(ENDED, "another stream now"))
              .showing(Clips.MJPEG_WIDTH);
      case RATE -> payload(Clips.slow());
      case CLOCK_AHEAD -> clock(3_600);
      case CLOCK_BACK -> clock(-3_600);
      case STAMPS_AHEAD -> stamps(picture -> picture / 20 % 2 * HOUR);
      case STAMPS_BACK -> stamps(picture -> -picture / 20 % 2 * HOUR);
      case STAMPS_WRAP -> stamps(picture -> -3 * 90_000);
      case LOSS -> {
        Random random = new Random(1);
        yield Plan.of(
            () -> camera.lose((picture, packet) -> random.nextInt(100) == 0),
            () -> camera.lose((picture, packet) -> false),
            stalled("waiting for a key frame").optional());
      }
      case DNS_FAILURE ->
          Plan.of(
              () -> {
                hosts.remove(host);
                relay.reset();
              },
              () -> hosts.put(host, "127.0.0.1"),
              stalled("the camera stopped sending").optional(),
              lost(true),
              failed(UNREACHABLE, "no such host").within(5));
      case DNS_CHANGE ->
          Plan.of(
              () -> {
                relay.refuse();
                relay.listen("127.0.0.9");
              },
              () -> hosts.put(host, "127.0.0.9"),
              stalled("the camera stopped sending").optional(),
              lost(true),
              failed(UNREACHABLE, "cannot connect").within(5));
      case THROWS_OPEN,
          THROWS_ADVANCE,
          THROWS_WRITE,
          THROWS_INFO,
          THROWS_CANCEL,
          THROWS_CLOSE,
          HANGS_OPEN,
          HANGS_ADVANCE,
          HANGS_WRITE,
          HANGS_INFO,
          HANGS_CANCEL,
          HANGS_CLOSE ->
          none(OURS);
    };
  }

  /** Over UDP a camera may end the connection and go on sending, so that takes a while. */
  private Told lost(boolean reset) {
    return reset && !udp
        ? failed(UNREACHABLE, "the connection broke")
        : failed(ENDED, "the camera ended the stream");
  }

  private static Told denied() {
    return failed(UNAUTHORIZED, "user or password is wrong");
  }

  private Step login(String password) {
    return () -> camera.require(new Login(USER, password, false));
  }

  private Step hold() {
    return () -> relay.become(Relay.Mode.HOLD);
  }

  private Step endless() {
    return () -> relay.become(Relay.Mode.ENDLESS);
  }

  private Step pass() {
    return () -> relay.become(Relay.Mode.PASS);
  }

  private void listen() throws IOException {
    relay.listen("127.0.0.1");
  }

  private Plan payload(Clip clip, Told... told) {
    return Plan.of(() -> camera.play(clip), () -> camera.play(Clips.usual()), told);
  }

  private Plan clock(double seconds) {
    cameraClock = true;
    script.clockAhead(0);
    return Plan.of(() -> script.clockAhead(seconds), () -> script.clockAhead(0));
  }

  private Plan stamps(Script.Jump jump) {
    return Plan.of(() -> script.jump(jump), () -> script.jump(picture -> 0));
  }

  @Override
  public int port() {
    return relay.port();
  }

  @Override
  public void close() throws IOException {
    relay.close();
    camera.close();
  }
}
