package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class WallArgumentsTest {
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
        "--port=x | 'x'",
        "--port=70000 | 70000",
        "--nonsense | --nonsense",
        "--demo-faults --camera=a=test:320x180@5 | without --camera",
        "--camera=rtsp://127.0.0.1/a | ID=URI",
        "--camera=door | ID=URI",
        "--camera=door=ftp://127.0.0.1/a | must begin with rtsp:",
        "--camera=door=test:big | big",
        "--camera=door=webcam: | an index, a path or a name",
        "--camera=door=webcam:0?size=big | size=1280x720",
        "--camera=door=webcam:0?format=h264 | mjpeg, yuyv or nv12",
        "--camera=door=webcam:0?light=3 | light=3",
        "--camera=front door=test:320x180@5 | front door",
        "--camera=a=test:320x180@5 --camera=a=test:320x180@5 | there is one already",
      })
  void badArgumentsGetOneLineAndExitCodeTwo(String arguments, String named) {
    Outcome outcome = run(arguments.split(" (?=--)"));
    assertThat(outcome.code()).isEqualTo(2);
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

  @Test
  void aCameraWithoutItsOptionGetsTheHint() {
    Outcome outcome = run("door=rtsp://user:secret@127.0.0.1/a");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.error()).contains("did you mean --camera door=rtsp://127.0.0.1/a?");
  }

  @Test
  void aNameThatCannotBeAllowedIsRefused() {
    Outcome outcome = run("--port", "0", "--allow-host", "http://cams.example");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.error()).contains("--allow-host: host \"http://cams.example\": must be");
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
