package dev.framecast.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.ScriptedSource;
import dev.framecast.access.Access;
import dev.framecast.access.AccessRequest;
import dev.framecast.access.Verdict;
import dev.framecast.discovery.CameraSearch;
import dev.framecast.discovery.Discovery;
import dev.framecast.discovery.FoundCamera;
import dev.framecast.discovery.FoundStream;
import dev.framecast.http.json.FoundJson;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told of the network's cameras, and what. */
class FoundTest {
  private final Cameras cameras = new Cameras();
  private final CameraSearch search = new CameraSearch(onLoopback());

  @AfterEach
  void close() {
    search.close();
    cameras.close();
  }

  private static Discovery onLoopback() {
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      return Discovery.builder()
          .on(NetworkInterface.getByInetAddress(loopback).getName())
          .listen(Duration.ofSeconds(5))
          .build();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private HttpAnswer.Content get(Access access, String path, Function<String, String> headers) {
    HttpRules rules = HttpRules.builder().access(access).search(search).build();
    HttpAnswer answer =
        new CameraHttp(cameras, rules)
            .answer(new AccessRequest("GET", "", path, null, headers).from("", true, false));
    return (HttpAnswer.Content)
        (answer instanceof HttpAnswer.Asked asked ? asked.ask(Runnable::run).join() : answer);
  }

  private static Access saying(Verdict verdict) {
    return request -> CompletableFuture.completedFuture(verdict);
  }

  private static String json(CameraSearch.State state, Cameras cameras) {
    String json = new String(FoundJson.of(state, cameras.all()), UTF_8);
    JsonChecker.check(json);
    return json;
  }

  private static FoundCamera found(String name, String... addresses) {
    List<FoundStream> streams =
        List.of(addresses).stream().map(each -> new FoundStream(each, "H264", 640, 360)).toList();
    return new FoundCamera("192.168.0.10", name, streams, "", true, "");
  }

  private static CameraSearch.State state(FoundCamera... found) {
    return new CameraSearch.State(List.of(found), false, 5, "");
  }

  @Test
  void whoSeesAllCamerasIsToldAndNobodyElse() {
    cameras.add("door", new ScriptedSource());

    assertThat(get(Access.EVERYBODY, "/found", name -> null).status()).isEqualTo(200);
    assertThat(get(saying(Verdict.allow()), "/found", name -> null).status()).isEqualTo(200);
    assertThat(get(saying(Verdict.allow(camera -> true)), "/found", name -> null).status())
        .as("all that there are now, but by a rule")
        .isEqualTo(404);
    assertThat(get(saying(Verdict.deny("no")), "/found", name -> null).status()).isEqualTo(403);
  }

  @Test
  void thePageIsToldByTheListOfCamerasWhetherItMayAsk() {
    assertThat(CameraHttpTest.text(get(Access.EVERYBODY, "/cameras", name -> null)))
        .contains("\"search\":true");
    assertThat(CameraHttpTest.text(get(saying(Verdict.allow(c -> true)), "/cameras", name -> null)))
        .doesNotContain("search");
  }

  @Test
  void whereNoSearchWasSetThereIsNoSuchPage() {
    CameraHttp http = new CameraHttp(cameras);

    HttpAnswer.Content answer =
        (HttpAnswer.Content) http.answer("GET", "", "/found", null, name -> null, true);

    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void onlyAHeaderThatOtherSitesCannotSendBeginsASearch() {
    assertThat(CameraHttpTest.text(get(Access.EVERYBODY, "/found", name -> null)))
        .contains("\"searching\":false", "\"ageMillis\":null");
    assertThat(
            CameraHttpTest.text(
                get(
                    Access.EVERYBODY,
                    "/found",
                    name -> name.equals("X-Framecast-Search") ? "1" : null)))
        .contains("\"searching\":true");
  }

  @Test
  void whoIsRefusedBeginsNothing() {
    Verdict some = Verdict.allow(camera -> true);

    get(saying(some), "/found", name -> name.equals("X-Framecast-Search") ? "1" : null);

    assertThat(search.state().searching()).isFalse();
  }

  @Test
  void addressesHaveNoLoginAndNoSecret() {
    String json = json(state(found("Hall", "rtsp://192.168.0.10/main?password=hidden")), cameras);

    assertThat(json)
        .contains("\"id\":\"hall\"", "\"address\":\"rtsp://USER:PASSWORD@192.168.0.10/main?")
        .contains("\"secret\":true", "\"login\":true")
        .doesNotContain("hidden");
  }

  @Test
  void idsAreThoseThatNoCameraHas() {
    cameras.add("hall", new ScriptedSource());

    String address = "rtsp://192.168.0.10/main";
    assertThat(json(state(found("Hall", address), found("hall", address + "2")), cameras))
        .contains("\"id\":\"hall-2\"", "\"id\":\"hall-3\"");
  }

  @Test
  void aCameraThatIsThereIsSaidToBe() {
    FrameSource described =
        new FrameSource() {
          @Override
          public FrameSession open() throws IOException {
            throw new IOException("not to be opened");
          }

          @Override
          public String description() {
            return "rtsp://192.168.0.10/main, sub-stream rtsp://192.168.0.10/sub";
          }
        };
    cameras.add("hall", described);

    assertThat(
            json(
                state(
                    found("Hall", "rtsp://192.168.0.10/main"),
                    found("Hall", "rtsp://192.168.0.10/main2")),
                cameras))
        .contains("\"there\":true", "\"id\":\"hall-2\"", "\"there\":false");
  }

  @Test
  void namesAreTextWhateverIsInThem() {
    assertThat(json(state(found("</script>\"\\", "rtsp://192.168.0.10/main")), cameras))
        .contains("\"name\":\"</script>\\\"\\\\\"");
  }

  @Test
  void theListHasAnEnd() {
    List<FoundCamera> many = Collections.nCopies(300, found("x", "rtsp://192.168.0.10/main"));

    String json = json(new CameraSearch.State(many, true, -1, ""), cameras);

    assertThat(json).contains("\"more\":44", "\"id\":\"x-256\"").doesNotContain("x-257");
  }
}
