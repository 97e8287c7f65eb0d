package dev.framecast.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import dev.framecast.access.Access;
import dev.framecast.access.AccessRequest;
import dev.framecast.access.Verdict;
import dev.framecast.sink.ScriptedSource;
import dev.framecast.sink.SinkStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionsTest {
  private final Cameras cameras = new Cameras();

  @BeforeEach
  void add() {
    cameras.add("door", new ScriptedSource(), SinkStage.PATIENT);
    cameras.add("yard", new ScriptedSource(), SinkStage.PATIENT);
  }

  @AfterEach
  void close() {
    cameras.close();
  }

  private CameraHttp http(UnaryOperator<Limits.Builder> limits) {
    return new CameraHttp(
        cameras, HttpRules.builder().limits(limits.apply(Limits.builder()).build()).build());
  }

  private static HttpAnswer ask(CameraHttp http, String method, String path, String address) {
    int mark = path.indexOf('?');
    return http.answer(
        new AccessRequest(
                method,
                "",
                mark < 0 ? path : path.substring(0, mark),
                mark < 0 ? null : path.substring(mark + 1),
                name -> null)
            .from(address, false, false));
  }

  private static Admissions.Admission watch(CameraHttp http, String path, String address) {
    return ((HttpAnswer.Stream) ask(http, "GET", path, address)).enter();
  }

  private static HttpAnswer.Content refused(CameraHttp http, String path, String address) {
    try {
      watch(http, path, address);
    } catch (Admissions.RefusedException e) {
      return e.answer();
    }
    throw new AssertionError("let in");
  }

  private static String line(HttpAnswer.Content answer) {
    return UTF_8.decode(answer.body()).toString().strip();
  }

  private static String door() {
    return "/cameras/door/stream.mjpg";
  }

  @Test
  void aFullServerSaysSoAndWhenToTryAgain() {
    CameraHttp http = http(limits -> limits.viewers(2));
    Admissions.Admission first = watch(http, door(), "10.0.0.1");
    watch(http, "/streams.mjpg", "10.0.0.2");
    HttpAnswer.Content refusal = refused(http, door(), "10.0.0.3");
    assertThat(refusal.status()).isEqualTo(503);
    assertThat(refusal.headers()).containsEntry("Retry-After", "10");
    assertThat(line(refusal)).isEqualTo("this server is full: 2 viewers");
    first.close();
    first.close();
    watch(http, door(), "10.0.0.3");
    assertThat(refused(http, door(), "10.0.0.4").status()).as("closed twice").isEqualTo(503);
    assertThat(http.admissions().refused(Admissions.Limit.VIEWERS)).isEqualTo(2);
  }

  @Test
  void aStreamOfManyCamerasCountsOnceForEachAndOnceInAll() {
    CameraHttp http = http(limits -> limits.viewers(3).viewersPerCamera(2));
    watch(http, "/streams.mjpg", "10.0.0.1");
    watch(http, door(), "10.0.0.1");
    HttpAnswer.Content refusal = refused(http, "/streams.mjpg", "10.0.0.1");
    assertThat(line(refusal)).isEqualTo("camera \"door\" is full: 2 viewers");
    assertThat(refusal.status()).isEqualTo(503);
    watch(http, "/cameras/yard/stream.mjpg", "10.0.0.1");
    assertThat(http.admissions().count(Admissions.Limit.VIEWERS)).isEqualTo(3);
  }

  @Test
  void oneAddressDoesNotTakeItAll() {
    CameraHttp http = http(limits -> limits.viewersPerAddress(1));
    watch(http, door(), "2001:db8::1");
    HttpAnswer.Content refusal = refused(http, door(), "2001:db8:0:0:7::2");
    assertThat(refusal.status()).isEqualTo(429);
    assertThat(line(refusal)).isEqualTo("too many from this address: 1 viewers");
    watch(http, door(), "2001:db8:0:1::1");
    watch(http, door(), "10.0.0.1");
    assertThat(refused(http, door(), "::ffff:10.0.0.1").status()).isEqualTo(429);
  }

  @Test
  void loopbackAddressesAreCountedOnlyIfAskedFor() {
    CameraHttp http = http(limits -> limits.viewersPerAddress(1));
    for (String address : List.of("127.0.0.1", "::1", "127.0.0.1", "[::1]", "0:0:0:0:0:0:0:1")) {
      watch(http, door(), address);
    }
    CameraHttp counting = http(limits -> limits.viewersPerAddress(1).countLoopback());
    watch(counting, door(), "127.0.0.1");
    assertThat(refused(counting, door(), "127.0.0.1").status()).isEqualTo(429);
  }

  @Test
  void behindAProxyTheAddressCanBeTakenFromAHeader() {
    CameraHttp http = http(limits -> limits.viewersPerAddress(1).address(request -> "10.9.9.9"));
    watch(http, door(), "127.0.0.1");
    assertThat(refused(http, door(), "127.0.0.1").status()).isEqualTo(429);
    CameraHttp broken =
        http(
            limits ->
                limits
                    .viewersPerAddress(1)
                    .address(
                        request -> {
                          throw new IllegalArgumentException("thrown on purpose by a test");
                        }));
    watch(broken, door(), "10.0.0.1");
    assertThat(refused(broken, door(), "10.0.0.1").status()).isEqualTo(429);
  }

  @Test
  void aHeadHearsWhatAGetWouldAndCountsNobody() {
    CameraHttp http = http(limits -> limits.viewers(1));
    assertThat(ask(http, "HEAD", door(), "10.0.0.1")).isInstanceOf(HttpAnswer.Stream.class);
    watch(http, door(), "10.0.0.1");
    assertThat(((HttpAnswer.Content) ask(http, "HEAD", door(), "10.0.0.1")).status())
        .isEqualTo(503);
  }

  @Test
  void snapshotsAreCountedWhileTheyAreWaitedFor() {
    CameraHttp http = http(limits -> limits.snapshots(2).snapshotsPerAddress(1));
    HttpAnswer.Snapshot asked =
        (HttpAnswer.Snapshot) ask(http, "GET", "/cameras/door/snapshot.jpg", "10.0.0.1");
    Admissions.Admission waiting = asked.enter();
    assertThatThrownBy(asked::enter)
        .isInstanceOfSatisfying(
            Admissions.RefusedException.class,
            e -> {
              assertThat(e.answer().status()).isEqualTo(429);
              assertThat(e.answer().headers()).containsKey("Cross-Origin-Resource-Policy");
            });
    waiting.close();
    asked.enter().close();
    assertThat(http.admissions().isEmpty()).isTrue();
  }

  @Test
  void whoComesAndGoesAtRandomOnManyThreadsLeavesNothingBehind() {
    CameraHttp http = http(limits -> limits.viewers(20).viewersPerCamera(15).viewersPerAddress(8));
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      Random random = new Random(thread);
      threads.add(CompletableFuture.runAsync(() -> comeAndGo(http, random)));
    }
    threads.forEach(CompletableFuture::join);
    assertThat(http.admissions().isEmpty()).isTrue();
    assertThat(http.admissions().refused(Admissions.Limit.VIEWERS_PER_ADDRESS)).isPositive();
  }

  private static void comeAndGo(CameraHttp http, Random random) {
    List<Admissions.Admission> there = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      if (random.nextBoolean() || there.isEmpty()) {
        try {
          there.add(
              watch(
                  http,
                  random.nextBoolean() ? door() : "/streams.mjpg",
                  "10.0.0." + random.nextInt(5)));
        } catch (Admissions.RefusedException e) {
          assertThat(e.answer().status()).isIn(429, 503);
        }
        assertThat(http.admissions().count(Admissions.Limit.VIEWERS)).isBetween(0, 20);
      } else {
        there.remove(random.nextInt(there.size())).close();
      }
    }
    there.forEach(Admissions.Admission::close);
  }

  @Test
  void aServerThatIsClosingAnswersNothingElse() {
    CameraHttp http = http(limits -> limits);
    HttpAnswer.Stream before = (HttpAnswer.Stream) ask(http, "GET", door(), "10.0.0.1");
    http.admissions().close();
    assertThatThrownBy(before::enter).isInstanceOf(Admissions.RefusedException.class);
    for (String path : List.of("/", "/cameras", door(), "/metrics")) {
      HttpAnswer.Content answer = (HttpAnswer.Content) ask(http, "GET", path, "10.0.0.1");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.headers()).containsKey("Retry-After");
    }
  }

  @Test
  void metricsTellWhatIsGoingOn() {
    CameraHttp http = http(limits -> limits.viewers(1));
    watch(http, door(), "10.0.0.1");
    refused(http, door(), "10.0.0.1");
    HttpAnswer.Content answer = (HttpAnswer.Content) ask(http, "GET", "/metrics", "10.0.0.1");
    assertThat(answer.headers())
        .containsEntry("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    assertThat(line(answer))
        .contains(
            "\nframecast_viewers 1\n",
            "\n# TYPE framecast_refused_total counter\n",
            "\nframecast_refused_total{limit=\"viewers\"} 1\n",
            "\nframecast_refused_total{limit=\"connections\"} 0\n",
            "\nframecast_camera_state{camera=\"door\",state=\"idle\"} 1\n",
            "\nframecast_camera_frames_captured_total{camera=\"yard\"} 0\n");
    assertThat(line(answer).lines())
        .allMatch(
            text ->
                text.matches("# (HELP|TYPE) [a-z_]+ .+")
                    || text.matches(
                        "[a-z_]+(\\{[a-z]+=\"[^\"]+\"(,[a-z]+=\"[^\"]+\")?})? ([0-9.]+|NaN)"));
  }

  @Test
  void whoAsksForOpenMetricsGetsThem() {
    HttpAnswer.Content answer =
        (HttpAnswer.Content)
            http(limits -> limits)
                .answer(
                    new AccessRequest(
                        "GET",
                        "",
                        "/metrics",
                        null,
                        name -> name.equals("Accept") ? "application/openmetrics-text" : null));
    assertThat(line(answer)).endsWith("# EOF").contains("# TYPE framecast_refused counter\n");
  }

  @Test
  void whoMaySeeSomeCamerasIsToldOfTheseAlone() {
    Access access =
        request ->
            CompletableFuture.completedFuture(Verdict.allow(camera -> camera.id().equals("door")));
    CameraHttp http = new CameraHttp(cameras, HttpRules.builder().access(access).build());
    HttpAnswer.Asked asked = (HttpAnswer.Asked) ask(http, "GET", "/metrics", "10.0.0.1");
    String text = line((HttpAnswer.Content) asked.ask(Runnable::run).join());
    assertThat(text).contains("door").doesNotContain("yard", "refused", "framecast_viewers");
  }
}
