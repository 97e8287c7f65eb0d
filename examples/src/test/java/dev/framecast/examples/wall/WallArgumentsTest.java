package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.access.PasswordHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class WallArgumentsTest {
  /**
   * A password's own, of 600,000 rounds, takes a second where there is the quick compiler alone.
   */
  private static final String QUICK_HASH = PasswordHash.of("top", 1_000).toString();

  private final PrintStream usual = System.err;

  @AfterEach
  void giveBackTheErrorStream() {
    System.setErr(usual);
  }

  private record Outcome(int code, String error) {}

  private static Outcome run(String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return new Outcome(Wall.execute(arguments), bytes.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port=x | --port: must be a whole number",
        "--port=70000 | --port: must be 0 (any free one) to 65535",
        "--nonsense | --nonsense: no such option",
        "--port | --port: needs a value, PORT",
        "--port=1 --port=2 | --port: given twice",
        "--demo-faults=maybe | --demo-faults: takes no value",
        "--tls-cert=cert.pem | --tls-cert: needs --tls-key",
        "--tls-key=key.pem | --tls-key: needs --tls-cert",
        "--tls-key --tls-cert=cert.pem | --tls-key: needs a value, FILE",
        "--host= | --host: must be an address or a name of this machine",
        "--demo-faults --camera=a=test:320x180@5 | without --camera",
        "--camera=rtsp://127.0.0.1/a | ID=ADDRESS",
        "--camera=door | ID=ADDRESS",
        "--camera=a=test:320x180@5 --camera=door | --camera number 2: must be ID=ADDRESS",
        "--camera=door=rtsp://u:a/b@h/a | @ is %40, / is %2F",
        "--camera=door=http://h:0/a | --camera door: an http address must be http://host[:port]/path or https://",
        "--camera=door=ftp://127.0.0.1/a | must begin with one of",
        "--camera=door=test:big | --camera door: a test address must be test:WIDTHxHEIGHT@FPS",
        "--camera=door=scene:moon | --camera door: a scene address must be scene:NAME",
        "--camera=door=webcam: | an index, a path or a name",
        "--camera=door=webcam:0#size=big | size\": must be WIDTHxHEIGHT, such as 1280x720",
        "--camera=door=webcam:0#format=h264 | mjpeg, yuyv, nv12",
        "--camera=door=webcam:0#light=3 | must be one of size, fps, format, property.NUMBER",
        "--camera=door=webcam:0?size=1x1 | settings follow a #",
        "--camera=door=rtsp://h/a#transprot=udp | setting \"transprot\": must be one of transport,",
        "--user=ann | --user number 1: must be NAME:PASSWORD-FILE",
        "--user=ann: | --user number 1: must be NAME:PASSWORD-FILE",
        "--user=:x | --user number 1: must be NAME:PASSWORD-FILE",
        "--demo-faults --cameras=x | without --camera, --cameras and --nats",
        "--publish | --publish: needs --nats",
        "--site=berlin | --site: needs --nats",
        "--nats-nkey=/no/such/file | --nats-nkey: needs --nats",
        "--nats=nats://a:secret@[b | --nats: NATS servers: must be addresses such as",
        "--nats= | --nats: NATS servers: must be addresses such as",
        "--nats=nats://127.0.0.1:99999 | --nats: NATS servers: must be addresses such as",
        "--nats=nats://127.0.0.1:1 --site= | --site: site \"\": must be 1 to 64 letters",
        "--nats=nats://127.0.0.1:1 --site=a.b | --site: site \"a.b\": must be 1 to 64 letters",
        "--nats=nats://127.0.0.1:1 --nats-user=ann | --nats-user: must be NAME:PASSWORD-FILE",
        "--discover-on=lo | --discover-on: is for --discover",
        "--discover-login=viewer:/dev/null | --discover-login: is for --discover",
        "--discover --discover-login=viewer | --discover-login: must be NAME:PASSWORD-FILE",
        "--discover-insecure | --discover-insecure: is for --discover and --discover-page",
        "--discover --discover-page | --discover-page: must be without --discover",
        "--discover --discover-on | --discover-on: needs a value, INTERFACE",
        "--camera=front door=test:320x180@5 | letters, digits, '.', '_' or '-'",
        "--camera=a=test:320x180@5 --camera=a=test:320x180@5 | there is one already",
      })
  void badArgumentsGetOneLineAndExitCodeTwo(String arguments, String named) {
    Outcome outcome = run(arguments.split(" (?=--)"));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.error().lines()).hasSize(1).first().asString().contains(named);
  }

  /** While a machine starts there may be no names yet, and not each file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--host=no.such.host.invalid | --host: must be an address or a name of this machine",
        "--user=ann:/no/such/file | --user number 1: its file must be a small one",
        "--access-token-file=/no/such/file | --access-token-file: its file must be a small one",
        "--nats=nats://127.0.0.1:1 --nats-user=ann:/no/such/file | --nats-user: its file must be",
        "--nats=nats://127.0.0.1:1 --nats-credentials=/no/such/file | --nats-credentials: NATS",
        "--discover --discover-login=viewer:/no/such/file | --discover-login: its file must be a small",
        "--discover-page --discover-login=viewer:/no/such/file | --discover-login: its file must be",
        "--user=ann:/dev/null | --user number 1: its file must be a small one",
        "--nats=nats://127.0.0.1:1 --nats-trust=/dev/null | --nats-trust: NATS trust",
        "--cameras=/no/such/file | --cameras: must be a file that can be read",
        "--cameras=/dev/null | --cameras: must be a file that can be read",
      })
  void whatMayPassByItselfGetsOneLineAndExitCodeOne(String arguments, String named) {
    Outcome outcome = run(arguments.split(" (?=--)"));
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.error().lines()).hasSize(1).first().asString().contains(named);
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://user:secret@127.0.0.1/a",
    "x=ftp://user:secret@127.0.0.1/a",
    "x=rtsp://user:secret@127.0.0.1:notaport/a",
    "x=http://user:secret@:99999999/a",
    "x=rtsp://user:2024/secret@127.0.0.1/a",
    "x=http://user:pa/secret@127.0.0.1/a",
    "x=rtsp://user:my secret@127.0.0.1/a",
    "x=rtsp://user:a'secret@127.0.0.1/a",
    "x=rtsp:user:secret@127.0.0.1/a",
    "user:secret@127.0.0.1/a",
    "x=ftp://127.0.0.1/a?p=secret",
    "x=ftp://127.0.0.1/user=admin_password=secret_channel=1",
  })
  void aPasswordIsNeverRepeatedWhereverItStands(String camera) {
    for (String[] arguments :
        new String[][] {
          {"--camera", camera, "--port", "0", "--allow-host", "*"},
          {camera},
          {"--nonsense", camera},
          {"--camra=" + camera},
          {"--camra", camera, "--port", "x"},
          {"--port", camera},
          {"--port=" + camera},
          {"--port", "x", "--camera", camera},
          {"--list-webcams=" + camera},
          {"--host", camera, "--port", "0"},
          {"--allow-host", camera},
          {camera, camera, "--camera"},
        }) {
      Outcome outcome = run(arguments);
      assertThat(outcome.code()).as(String.join(" ", arguments)).isNotZero();
      assertThat(outcome.error())
          .as(String.join(" ", arguments))
          .startsWith("wall: ")
          .doesNotContain("secret");
      assertThat(outcome.error().lines()).hasSize(1);
    }
  }

  static Stream<List<String>> argumentsThatFallApart() {
    return Stream.of(
        // blanks that were not quoted in the shell
        List.of("--camera", "a=rtsp://u:pp", "secret@127.0.0.1:9/x"),
        List.of("--camera", "a=rtsp://u:pp", "secret=rtsp://127.0.0.1:9/x"),
        List.of("--camera", "a=rtsp://u:pp", "-secret@127.0.0.1:9/x"),
        List.of("--camera", "a=rtsp://u:pp", "--Secret-secret@127.0.0.1"),
        List.of("--camera", "a=rtsp://u:pp", "--", "secret@127.0.0.1"),
        // a colon or a scheme forgotten
        List.of("--camera", "a=rtsp//u:secret@127.0.0.1:9/x"),
        List.of("--camera", "rtsp//u:secret@127.0.0.1:9/x"),
        List.of("--camera", "a=u:secret@127.0.0.1:9/x"),
        // an option misspelt
        List.of("--camra=a=rtsp://u:secret"),
        List.of("--camra=http://u:secret%40h/x"),
        List.of("--camra=a=http://h/x?pwd=aa secret"),
        List.of("--camra=a=http://h/x?pwd=aa\"secret"),
        List.of("--camra=a=http://h/x?p=aa&secret"),
        List.of("--camra", "a=http://h/x?p=aa&secret"),
        List.of("--camra:secret"),
        // picocli's files of arguments
        List.of("--camera", "@u:secret@host/x"),
        List.of("@u:secret@host/x"),
        List.of("@secret"),
        // line ends, and quotes
        List.of("--camera", "a=rtsp://u:secret\nxx@127.0.0.1:9/x"),
        List.of("--camra=a=rtsp://u:secret\nxx@127.0.0.1:9/x"),
        List.of("--camera", "a=ftp://u:secret\nxx@127.0.0.1:9/x"),
        // values
        List.of("--port", "secret"),
        List.of("--port", "5", "--port", "secret"),
        List.of("--demo-faults=secret"),
        List.of("--list-webcams=secret"),
        List.of("--help=secret"),
        List.of("--host", " "),
        List.of("--port", "0", "--allow-host", "secret:1"),
        List.of("--camera", "a=test:secret"),
        List.of("--camera", "a=scene:secret"),
        List.of("--camera", "a=scene:door#size=secret"),
        List.of("--camera", "a=webcam:0?fps=secret"),
        List.of("--camera", "a=webcam:0#fps=secret"),
        List.of("--camera", "a=webcam:secret#fps=x"),
        List.of("--camera", "a=webcam:0#secret"),
        List.of("--camera", "a=webcam:0#secret=1"),
        List.of("--camera", "a=webcam:0#format=secret"),
        List.of("--camera", "a=rtsp://u:pa#secret@h/x"),
        List.of("--camera", "a=rtsp://u:pa#secret=1@h/x"),
        List.of("--camera", "a=rtsp://h/x?pwd=aa#secret=1"),
        List.of("--user", "secret"),
        List.of("--user", "ann:secret"),
        List.of("--user", "secret:secret"),
        List.of("--user", "ann:secret\0"),
        List.of("--access-token-file", "secret"),
        List.of("--hash-password=secret"),
        List.of("--camera", "a=secret"),
        List.of("--camera", "secret"));
  }

  @ParameterizedTest
  @MethodSource("argumentsThatFallApart")
  void noValueIsRepeatedHoweverTheArgumentsFallApart(List<String> arguments) {
    Outcome outcome = run(arguments.toArray(new String[0]));
    assertThat(outcome.code()).isIn(1, 2); // 1 for a file that is not there, which may pass
    assertThat(outcome.error()).startsWith("wall: ").doesNotContain("secret", "***");
    assertThat(outcome.error().lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"--host, secret.invalid", "--cameras, a=rtsp://u:secret@h/x", "--cameras, secret"})
  void noValueIsRepeatedOfWhatMayPassEither(String option, String value) {
    Outcome outcome = run(option, value);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.error()).startsWith("wall: ").doesNotContain("secret", "***");
    assertThat(outcome.error().lines()).hasSize(1);
  }

  @Test
  void anArgumentThatIsNoOptionIsCounted() {
    assertThat(run("--camera", "a=rtsp://u:my", "secret@127.0.0.1/x").error())
        .startsWith("wall: argument 3 is no option: cameras are given as --camera ID=ADDRESS");
  }

  @Test
  void theHelpIsShownAsItIsWritten() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(Wall.execute("--help")).isZero();
    } finally {
      System.setOut(out);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("test:WIDTHxHEIGHT@FPS     a test");
  }

  @Test
  void whereACredentialBelongsIsShownAsItIsWritten() {
    assertThat(run("--camera", "a=http://").error())
        .contains("or https://..., with user:password@ before the host if need be");
  }

  @Test
  void aCameraWithoutItsOptionGetsTheHint() {
    Outcome outcome = run("door=rtsp://user:secret@127.0.0.1/a");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.error())
        .contains("argument 1 is no option: did you mean --camera ID=ADDRESS?");
  }

  @Test
  void aNameThatCannotBeAllowedIsRefused() {
    Outcome outcome = run("--port", "0", "--allow-host", "http://cams.example");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.error()).contains("--allow-host: must be a name without scheme and port");
  }

  private static Path file(Path folder, String text, String permissions) throws IOException {
    Path file = Files.createTempFile(folder, "secret", ".txt");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }

  @Test
  void filesOfPasswordsThatCannotBeAreRefused(@TempDir Path folder) throws Exception {
    Path empty = file(folder, "\nsecond", "rw-------");
    Path password = file(folder, QUICK_HASH, "rw-------");
    Path token = file(folder, "top", "rw-------");
    Path hash = file(folder, "pbkdf2-sha256$5$secret", "rw-------");
    assertThat(run("--user", "ann:" + empty).error())
        .contains("the first line of its file is empty");
    assertThat(run("--user", "ann:" + hash).error())
        .contains("not a password's hash")
        .doesNotContain("$secret");
    assertThat(run("--user", "ann:" + password, "--user", "ann:" + password).error())
        .contains("--user number 2: must be a name that was not given before");
    assertThat(run("--access-token-file", token.toString()).error())
        .contains("--access-token-file: a token of 3 characters: must be 20 to 500");
  }

  @Test
  void aFileThatEverybodyCanReadIsWarnedOf(@TempDir Path folder) throws Exception {
    Path open = file(folder, QUICK_HASH, "rw-r--r--");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(run("--port", port, "--user", "ann:" + open).error().lines())
          .hasSize(2)
          .first()
          .isEqualTo(
              "wall: --user number 1: everybody on this machine can read its file; chmod 600 it");
    }
  }

  @Test
  void aPasswordOnStandardInputIsHashed() {
    InputStream in = System.in;
    PrintStream out = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setIn(new ByteArrayInputStream("grün\n".getBytes(StandardCharsets.UTF_8)));
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(Wall.execute("--hash-password")).isZero();
    } finally {
      System.setIn(in);
      System.setOut(out);
    }
    String line = bytes.toString(StandardCharsets.UTF_8).strip();
    assertThat(PasswordHash.parse(line).matches("grün")).isTrue();
  }

  @Test
  void aPortInUseIsNamedAndTheExitCodeIsOne() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Outcome outcome = run("--port", Integer.toString(taken.getLocalPort()));
      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.error().lines())
          .hasSize(1)
          .first()
          .asString()
          .isEqualTo(
              "wall: cannot listen on 127.0.0.1:"
                  + taken.getLocalPort()
                  + ": the port is in use; choose another with --port");
    }
  }
}
