package dev.framecast.examples.faults;

import static dev.framecast.examples.faults.Plan.failed;
import static dev.framecast.examples.faults.Plan.none;
import static dev.framecast.examples.faults.Plan.stalled;
import static dev.framecast.source.SourceException.Kind.BROKEN;
import static dev.framecast.source.SourceException.Kind.ENDED;
import static dev.framecast.source.SourceException.Kind.UNAUTHORIZED;
import static dev.framecast.source.SourceException.Kind.UNREACHABLE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.framecast.examples.faults.Plan.Step;
import dev.framecast.examples.faults.Plan.Told;
import dev.framecast.source.FrameSource;
import dev.framecast.source.http.HttpMjpegSource;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/** Motion JPEG over HTTP. */
final class HttpRig implements Rig {
  private static final String ANNOUNCED = "multipart/x-mixed-replace; boundary=cam";
  private static final String OURS =
      "the sessions are framecast's own: what happens to them is above";
  private static final int HOUR = 3_600;

  private final HttpCamera camera = new HttpCamera();
  private final Relay relay;
  private final HostsFile hosts;
  private final String host;

  HttpRig(String name, HostsFile hosts) throws IOException {
    this.hosts = hosts;
    this.host = name.toLowerCase(Locale.ROOT) + ".test";
    relay = new Relay(camera.port(), "HTTP/1.1 200 OK\r\n");
    hosts.put(host, "127.0.0.1");
  }

  @Override
  public FrameSource source() {
    return HttpMjpegSource.builder("http://" + host + ":" + relay.port() + "/video.mjpg")
        .credentials(HttpCamera.USER, "secret")
        .build();
  }

  @Override
  public Plan plan(Fault fault) {
    return switch (fault) {
      case REFUSED ->
          Plan.of(relay::refuse, this::listen, failed(UNREACHABLE, "nobody answers there"));
      case SILENT ->
          Plan.of(hold(), pass(), failed(UNREACHABLE, "no answer within 5000 ms").within(7));
      case STALL ->
          Plan.of(
              hold(),
              pass(),
              stalled("the camera stopped sending"),
              failed(UNREACHABLE, "the camera stopped sending: no picture for 6.0 s").within(8));
      case DRIP ->
          Plan.of(
              () -> relay.become(Relay.Mode.DRIP),
              pass(),
              stalled("the camera stopped sending"),
              failed(UNREACHABLE, "the camera stopped sending: no picture for 6.0 s").within(8));
      case RESET -> Plan.of(relay::reset, () -> {}, failed(UNREACHABLE, "the connection broke"));
      case CLOSED -> Plan.of(relay::hangUp, () -> {}, failed(ENDED, "the stream has ended"));
      case OFF ->
          Plan.of(
              relay::refuse,
              this::listen,
              failed(UNREACHABLE, "the connection broke"),
              failed(UNREACHABLE, "nobody answers there"));
      case WRONG_LOGIN -> Plan.of(login("other"), login("secret"), denied());
      case CHANGED_LOGIN ->
          Plan.of(
              () -> {
                camera.password = "other";
                relay.hangUp();
              },
              login("secret"),
              failed(ENDED, "the stream has ended"),
              denied());
      case GARBAGE ->
          Plan.of(
              () -> relay.become(Relay.Mode.GARBAGE),
              pass(),
              stalled(""),
              failed(UNREACHABLE, "no picture for 6.0 s").within(8));
      case CUT ->
          parts(
              number -> part("", Pictures.cutJpeg()),
              stalled("a second picture begins inside of the first: it was cut"),
              failed(BROKEN, "50 parts in a row are unusable"));
      case EMPTY ->
          parts(
              number -> part("", new byte[0]),
              stalled(""),
              failed(UNREACHABLE, "no picture for 6.0 s").within(8));
      case ENDLESS_HEADER ->
          Plan.of(
              () -> relay.become(Relay.Mode.ENDLESS),
              pass(),
              failed(UNREACHABLE, "the answer is no proper HTTP"));
      case ENDLESS_PART -> endlessPart();
      case BOUNDARY_WRONG -> parts(number -> HttpCamera.part("mac", "", Pictures.jpeg()));
      case BOUNDARY_UNNAMED ->
          Plan.of(
              () -> camera.contentType = "multipart/x-mixed-replace",
              () -> camera.contentType = ANNOUNCED);
      case BOUNDARY_MISSING -> parts(number -> HttpCamera.part("", "", Pictures.jpeg()));
      case BOUNDARY_CHANGING ->
          parts(number -> HttpCamera.part("cam" + number, "", Pictures.jpeg()));
      case SIZE -> parts(number -> part("", Pictures.otherJpeg())).showing(Pictures.OTHER_WIDTH);
      case CODEC ->
          parts(
              number -> part("", Pictures.png()),
              stalled("not a JPEG"),
              failed(BROKEN, "50 parts in a row are unusable"));
      case RATE -> Plan.of(() -> camera.fps = 2, () -> camera.fps = 25);
      case CLOCK_AHEAD -> parts(number -> part(dated(HOUR), Pictures.jpeg()));
      case CLOCK_BACK -> parts(number -> part(dated(-HOUR), Pictures.jpeg()));
      case STAMPS_AHEAD -> parts(number -> part(dated(number / 20 % 2 * HOUR), Pictures.jpeg()));
      case STAMPS_BACK -> parts(number -> part(dated(-number / 20 % 2 * HOUR), Pictures.jpeg()));
      case STAMPS_WRAP -> none("parts have no time of 32 bits");
      case LOSS -> none("TCP loses nothing");
      case DNS_FAILURE ->
          Plan.of(
              () -> {
                hosts.remove(host);
                relay.reset();
              },
              () -> hosts.put(host, "127.0.0.1"),
              failed(UNREACHABLE, "the connection broke"),
              failed(UNREACHABLE, "there is no host of that name"));
      case DNS_CHANGE ->
          Plan.of(
              () -> {
                relay.refuse();
                relay.listen("127.0.0.9");
              },
              () -> hosts.put(host, "127.0.0.9"),
              failed(UNREACHABLE, "the connection broke"),
              failed(UNREACHABLE, "nobody answers there"));
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

  private static Told denied() {
    return failed(UNAUTHORIZED, "the camera refuses the login");
  }

  private Step login(String password) {
    return () -> camera.password = password;
  }

  private Step hold() {
    return () -> relay.become(Relay.Mode.HOLD);
  }

  private Step pass() {
    return () -> relay.become(Relay.Mode.PASS);
  }

  private void listen() throws IOException {
    relay.listen("127.0.0.1");
  }

  private Plan parts(IntFunction<byte[]> parts, Told... told) {
    return Plan.of(
        () -> camera.parts = parts, () -> camera.parts = n -> part("", Pictures.jpeg()), told);
  }

  private static byte[] part(String headers, byte[] picture) {
    return HttpCamera.part("cam", headers, picture);
  }

  private static String dated(int seconds) {
    Instant time = Instant.now().plusSeconds(seconds);
    return "X-Timestamp: " + time.toEpochMilli() / 1e3 + "\r\nDate: " + time + "\r\n";
  }

  /** Begins a part, and goes on with its headers for ever. */
  private Plan endlessPart() {
    byte[] line = ("X-More: " + "x".repeat(1_000) + "\r\n").getBytes(US_ASCII);
    byte[] begin = "--cam\r\nContent-Type: image/jpeg\r\n".getBytes(US_ASCII);
    AtomicBoolean first = new AtomicBoolean(true);
    return parts(
        number -> first.getAndSet(false) || number == 0 ? begin : line,
        stalled("").optional(),
        failed(BROKEN, "a part has more than 16384 bytes of headers"));
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
