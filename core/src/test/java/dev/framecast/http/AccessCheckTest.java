package dev.framecast.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import dev.framecast.ScriptedSource;
import dev.framecast.access.Access;
import dev.framecast.access.AccessRequest;
import dev.framecast.access.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered where somebody says who may see what. */
class AccessCheckTest {
  private static final Executor HERE = Runnable::run;
  private static final List<String> TARGETS =
      List.of(
          "",
          "/",
          "/wall/camera-element.js",
          "/wall/nothing.js",
          "/cameras",
          "/cameras/door/stream.mjpg",
          "/cameras/door/snapshot.jpg",
          "/cameras/nothing/stream.mjpg",
          "/cameras/door/nothing",
          "/streams.mjpg?ids=door",
          "/streams.mjpg?ids=door,door",
          "/streams.mjpg?fps=x",
          "/nothing",
          "/../cameras");

  private final Cameras cameras = new Cameras();
  private HttpRules rules = HttpRules.DEFAULT;

  @BeforeEach
  void twoCameras() {
    cameras.add("door", new ScriptedSource());
    cameras.add("yard", new ScriptedSource());
  }

  @AfterEach
  void close() {
    cameras.close();
  }

  private void access(Access access) {
    rules = HttpRules.builder().origins("https://dash.example").access(access).build();
  }

  private void says(Verdict verdict) {
    access(request -> CompletableFuture.completedFuture(verdict));
  }

  private HttpAnswer get(String target, String... headers) {
    return request("GET", target, headers);
  }

  private HttpAnswer request(String method, String target, String... headers) {
    HttpAnswer.Asked asked = (HttpAnswer.Asked) answer(method, target, headers);
    return asked.ask(HERE).join();
  }

  private HttpAnswer answer(String method, String target, String... headers) {
    int mark = target.indexOf('?');
    Map<String, String> all = headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]);
    return new CameraHttp(cameras, rules)
        .answer(
            new AccessRequest(
                    method,
                    "/cams",
                    mark < 0 ? target : target.substring(0, mark),
                    mark < 0 ? null : target.substring(mark + 1),
                    all::get)
                .from("192.0.2.1", false, false));
  }

  private static String text(HttpAnswer.Content content) {
    return UTF_8.decode(content.body()).toString();
  }

  @Test
  void aStrangerGetsTheSameWhateverHeAsksFor() {
    says(Verdict.challenge("Basic realm=\"cameras\"", "Bearer realm=\"cameras\""));
    for (String method : List.of("GET", "HEAD", "POST", "OPTIONS", "X")) {
      for (String target : TARGETS) {
        HttpAnswer.Content answer = (HttpAnswer.Content) request(method, target);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(text(answer)).isEqualTo("a login is needed\n");
        assertThat(answer.headers())
            .containsEntry("WWW-Authenticate", "Basic realm=\"cameras\", Bearer realm=\"cameras\"")
            .containsEntry("Cache-Control", "no-store")
            .containsEntry("Cross-Origin-Resource-Policy", "same-site")
            .containsEntry("Vary", "Origin, Referer");
      }
    }
  }

  @Test
  void peopleWhoAreNotLetInSeeAPageThatSaysWhatToDo() {
    says(Verdict.challenge("Bearer realm=\"cameras\""));
    for (String target : TARGETS) {
      HttpAnswer.Content page = (HttpAnswer.Content) get(target, "Accept", "text/html, */*;q=0.1");
      assertThat(page.status()).isEqualTo(401);
      assertThat(text(page)).contains("<body class=\"with-token\">");
      assertThat(page.headers().get("Content-Security-Policy"))
          .contains("default-src 'none'", "script-src 'sha256-", "frame-ancestors 'self'")
          .doesNotContain("unsafe");
    }
    says(Verdict.challenge("Basic realm=\"cameras\""));
    assertThat(text((HttpAnswer.Content) get("/", "Accept", "text/html"))).contains("<body>");
  }

  @Test
  void whoMayNotIsToldSo() {
    says(Verdict.deny());
    assertThat(text((HttpAnswer.Content) get("/cameras"))).isEqualTo("not allowed\n");
    says(Verdict.deny("this address has expired"));
    HttpAnswer.Content denied =
        (HttpAnswer.Content) get("/cameras", "Origin", "https://dash.example");
    assertThat(denied.status()).isEqualTo(403);
    assertThat(text(denied)).isEqualTo("this address has expired\n");
    assertThat(denied.headers())
        .containsEntry("Access-Control-Allow-Origin", "https://dash.example")
        .containsEntry("Cross-Origin-Resource-Policy", "cross-origin");
    says(Verdict.tryLater(Duration.ofMillis(4_100)));
    HttpAnswer.Content later = (HttpAnswer.Content) get("/cameras");
    assertThat(later.status()).isEqualTo(429);
    assertThat(later.headers()).containsEntry("Retry-After", "5");
  }

  @Test
  void aCameraThatMayNotBeSeenIsAsOneThatThereIsNot() {
    says(Verdict.allowOnly("door"));
    assertThat(text((HttpAnswer.Content) get("/cameras"))).contains("door").doesNotContain("yard");
    assertThat(((HttpAnswer.Stream) get("/streams.mjpg")).views()).hasSize(1);
    for (String target :
        List.of(
            "/cameras/%s/stream.mjpg",
            "/cameras/%s/snapshot.jpg", "/cameras/%s/nothing", "/streams.mjpg?ids=door,%s")) {
      HttpAnswer.Content hidden = (HttpAnswer.Content) get(target.formatted("yard"));
      HttpAnswer.Content none = (HttpAnswer.Content) get(target.formatted("none"));
      assertThat(hidden.status()).isEqualTo(404);
      assertThat(hidden.headers()).isEqualTo(none.headers());
      assertThat(text(hidden).replace("yard", "none")).isEqualTo(text(none));
    }
    assertThat(get("/cameras/door/snapshot.jpg")).isInstanceOf(HttpAnswer.Snapshot.class);
    says(Verdict.allowOnly());
    assertThat(text((HttpAnswer.Content) get("/streams.mjpg"))).contains("no cameras");
  }

  @Test
  void aConditionThatThrowsShowsNothing() {
    says(
        Verdict.allow(
            camera -> {
              throw new IllegalStateException("broken");
            }));
    assertThat(text((HttpAnswer.Content) get("/cameras"))).contains("\"cameras\":[]");
    assertThat(((HttpAnswer.Content) get("/cameras/door/stream.mjpg")).status()).isEqualTo(404);
  }

  @Test
  void whatIsAllowedIsKeptByNobodyElsesCache() {
    says(Verdict.allow().cookie("a=b; HttpOnly"));
    HttpAnswer.Content page = (HttpAnswer.Content) get("/");
    assertThat(page.headers())
        .containsEntry("Cache-Control", "private, no-cache")
        .containsEntry("Set-Cookie", "a=b; HttpOnly");
    String script = "/wall/" + WallPage.version() + "/wall.js";
    assertThat(((HttpAnswer.Content) get(script)).headers().get("Cache-Control"))
        .isEqualTo("private, max-age=31536000, immutable");
    assertThat(((HttpAnswer.Content) get("/cameras")).headers().get("Cache-Control"))
        .isEqualTo("no-store");
    assertThat(((HttpAnswer.Stream) get("/streams.mjpg")).headers())
        .containsEntry("Set-Cookie", "a=b; HttpOnly")
        .containsEntry("Cross-Origin-Resource-Policy", "same-site");
  }

  @Test
  void whatIsAllowedUntilThenEndsThen() {
    Instant soon = Instant.now().plusSeconds(60);
    says(Verdict.allow().until(soon));
    assertThat(((HttpAnswer.Stream) get("/streams.mjpg")).until()).isEqualTo(soon);
    says(Verdict.allow().until(Instant.now().minusSeconds(1)));
    assertThat(((HttpAnswer.Content) get("/cameras")).status()).isEqualTo(403);
  }

  static List<Access> brokenOnes() {
    return List.of(
        request -> null,
        request -> CompletableFuture.completedFuture(null),
        request -> CompletableFuture.failedFuture(new IllegalStateException("secret")),
        request -> {
          throw new IllegalStateException("secret");
        },
        request -> {
          throw new StackOverflowError("secret");
        });
  }

  @ParameterizedTest
  @MethodSource("brokenOnes")
  void aCheckThatFailsAllowsNothingAndTellsNoDetails(Access broken) {
    access(broken);
    for (String target : TARGETS) {
      HttpAnswer.Content failed = (HttpAnswer.Content) get(target);
      assertThat(failed.status()).isEqualTo(500);
      assertThat(text(failed)).isEqualTo("the access check failed\n");
      assertThat(failed.headers()).containsKey("Cross-Origin-Resource-Policy");
    }
  }

  @Test
  void aCheckThatNeverAnswersIsNotWaitedForLonger() {
    rules =
        HttpRules.builder()
            .accessTimeout(Duration.ofMillis(20))
            .access(request -> new CompletableFuture<>())
            .build();
    HttpAnswer.Content late = (HttpAnswer.Content) get("/cameras");
    assertThat(late.status()).isEqualTo(503);
    assertThat(text(late)).isEqualTo("the access check did not answer\n");
    assertThat(late.headers()).containsEntry("Retry-After", "1");
  }

  @Test
  void aCheckThatHangsIsInterrupted() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    rules =
        HttpRules.builder()
            .accessTimeout(Duration.ofMillis(50))
            .access(
                request -> {
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                  return CompletableFuture.completedFuture(Verdict.allow());
                })
            .build();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      HttpAnswer answer = ((HttpAnswer.Asked) answer("GET", "/")).ask(other).join();
      assertThat(((HttpAnswer.Content) answer).status()).isEqualTo(503);
      assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void whatNobodyWaitsForIsNotAsked() {
    List<Runnable> waiting = new ArrayList<>();
    access(
        request -> {
          throw new AssertionError("asked");
        });
    CompletableFuture<HttpAnswer> answer =
        ((HttpAnswer.Asked) answer("GET", "/")).ask(waiting::add);
    answer.cancel(false);
    waiting.forEach(Runnable::run);
    assertThat(answer).isCancelled();
  }

  @Test
  void whereTooManyAreAskedAtOnceTheRestIsToTryAgain() {
    says(Verdict.allow());
    HttpAnswer answer =
        ((HttpAnswer.Asked) answer("GET", "/"))
            .ask(
                task -> {
                  throw new RejectedExecutionException();
                })
            .join();
    assertThat(((HttpAnswer.Content) answer).status()).isEqualTo(503);
  }

  @Test
  void aPreflightHasNoCredentialsAndIsTheSameForAllPaths() {
    says(Verdict.deny());
    for (String target : TARGETS) {
      HttpAnswer.Content preflight = preflight(target, "https://dash.example");
      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.headers())
          .containsEntry("Access-Control-Allow-Headers", "authorization");
    }
  }

  private HttpAnswer.Content preflight(String target, String origin) {
    Map<String, String> headers =
        Map.of(
            "Origin", origin,
            "Access-Control-Request-Method", "GET",
            "Access-Control-Request-Headers", "authorization");
    return (HttpAnswer.Content)
        new CameraHttp(cameras, rules).answer("OPTIONS", "", target, null, headers::get, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example"})
  void aHostThatIsNotServedIsNotEvenAskedFor(String host) {
    rules = rules.toBuilder().access(request -> null).hosts().build();
    HttpAnswer.Content answer = (HttpAnswer.Content) answer("GET", "/", "Host", host);
    assertThat(answer.status()).isEqualTo(421);
  }

  @Test
  void everybodyIsNotEvenAsked() {
    access(Access.EVERYBODY);
    assertThat(answer("GET", "/cameras")).isInstanceOf(HttpAnswer.Content.class);
    assertThat(new CameraHttp(cameras, rules).asks()).isFalse();
  }

  @Test
  void aTimeThatIsNoneIsRefused() {
    assertThatThrownBy(() -> HttpRules.builder().accessTimeout(Duration.ZERO))
        .hasMessageContaining("PT0S");
    assertThatThrownBy(() -> HttpRules.builder().accessTimeout(Duration.ofHours(1)))
        .hasMessageContaining("a minute at most");
  }
}
