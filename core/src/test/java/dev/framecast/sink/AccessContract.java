package dev.framecast.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.access.Access;
import dev.framecast.access.BasicAccess;
import dev.framecast.access.PasswordHash;
import dev.framecast.access.SignedAddresses;
import dev.framecast.access.TokenAccess;
import dev.framecast.access.Verdict;
import dev.framecast.frame.Registration;
import dev.framecast.http.HttpRules;
import dev.framecast.mjpeg.MjpegReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sees what over a sink, and what becomes of a check that takes its time. */
interface AccessContract extends Staged {
  List<String> TARGETS =
      List.of(
          "/",
          "/wall/camera-element.js",
          "/cameras",
          "/cameras/door/stream.mjpg",
          "/cameras/door/snapshot.jpg",
          "/cameras/nothing/stream.mjpg",
          "/streams.mjpg?ids=door",
          "/streams.mjpg",
          "/nothing");

  /** Ways to write these paths that servers and proxies have been fooled by. */
  List<String> TRICKS =
      List.of(
          "//cameras",
          "/./cameras",
          "/x/../cameras",
          "/%2e/cameras",
          "/x/%2e%2e/cameras",
          "/cameras;x=y",
          "/;x/cameras",
          "/CAMERAS",
          "/cameras/",
          "/%63ameras",
          "/cameras%00",
          "/cameras/door/stream.mjpg;x",
          "/cameras/%64oor/snapshot.jpg",
          "/cameras//door/snapshot.jpg",
          "/wall/../cameras",
          "/wall/%2e%2e/cameras",
          "/wall/..;/cameras",
          "/wall//../cameras/door/snapshot.jpg",
          "/cameras?sig=",
          "/?only=door&sig=x");

  private SinkStage stage(Access access) throws IOException {
    SinkStage stage = stage(HttpRules.builder().access(access).build());
    stage.source.show(Pictures.small(64));
    return stage;
  }

  private static String basic(String credentials) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }

  private static BasicAccess ann() {
    return BasicAccess.builder().user("ann", PasswordHash.of("right", 1_000)).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Authorization: Basic !", "Authorization: Basic YW5uOndyb25n"})
  default void aStrangerGetsTheSameWhateverHeAsksFor(String header) throws IOException {
    String[] headers = header.isEmpty() ? new String[0] : new String[] {header};
    try (SinkStage closed = stage(ann());
        Client client = closed.client()) {
      for (String target : TARGETS) {
        Client.Response refused = client.get(target, headers).response();
        assertThat(refused.status()).as(target).isEqualTo(401);
        assertThat(refused.text()).isEqualTo("a login is needed\n");
        assertThat(refused.header("WWW-Authenticate")).startsWith("Basic realm=\"cameras\"");
        assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
        client.request("HEAD", target, headers);
        assertThat(client.head().status()).as(target).isEqualTo(401);
      }
      assertThat(closed.door.status().viewers()).isZero();
      assertThat(closed.door.status().captured()).as("nobody has looked").isZero();
    }
  }

  @Test
  default void noWayOfWritingAPathOpensADoor() throws IOException {
    byte[] key = new byte[32];
    SignedAddresses signed = SignedAddresses.with("k", key);
    String good = signed.stream("yard", Duration.ofHours(1));
    for (Access access : List.of(ann(), signed)) {
      try (SinkStage closed = stage(access)) {
        for (String trick : TRICKS) {
          for (String query : List.of("", "?" + good.substring(good.indexOf('?') + 1))) {
            if (query.isEmpty() || trick.indexOf('?') < 0) {
              try (Client client = closed.client()) {
                Client.Response answer = client.get(trick + query).head();
                assertThat(answer.status()).as(trick + query).isBetween(400, 499);
              }
            }
          }
        }
        assertThat(closed.door.status().captured()).isZero();
      }
    }
  }

  @Test
  default void whoeverHasLoggedInSeesWhatHeMay() throws IOException {
    Access access =
        BasicAccess.builder()
            .user("ann", PasswordHash.of("right", 1_000))
            .user("bob", PasswordHash.of("b:ö", 1_000), Verdict.allowOnly("yard"))
            .build();
    try (SinkStage closed = stage(access)) {
      closed.cameras.add("yard", new ScriptedSource(), SinkStage.PATIENT);
      try (Registration showing = closed.source.showAgainAndAgain(Pictures.small(64))) {
        for (String target : TARGETS.subList(0, 5)) {
          try (Client client = closed.client()) {
            Client.Response answer = client.get(target, basic("ann:right")).head();
            assertThat(answer.status()).as(target).isEqualTo(200);
          }
        }
        assertThat(showing).isNotNull();
      }
      assertThat(closed.get("/cameras", basic("bob:b:ö")).text())
          .contains("\"yard\"")
          .doesNotContain("\"door\"");
      Client.Response hidden = closed.get("/cameras/door/snapshot.jpg", basic("bob:b:ö"));
      Client.Response none = closed.get("/cameras/none/snapshot.jpg", basic("bob:b:ö"));
      assertThat(hidden.status()).isEqualTo(404);
      assertThat(hidden.text().replace("door", "none")).isEqualTo(none.text());
      assertThat(closed.get("/", basic("bob:b:ö")).header("Cache-Control"))
          .isEqualTo("private, no-cache");
    }
  }

  @Test
  default void aTokenBecomesACookie() throws IOException {
    String token = TokenAccess.newToken();
    try (SinkStage closed = stage(TokenAccess.of(token))) {
      assertThat(closed.get("/", "Accept: text/html").text()).contains("with-token");
      Client.Response login =
          closed.get("/", "Authorization: Bearer " + token, "X-Framecast-Login: 1");
      String cookie = login.header("Set-Cookie");
      assertThat(cookie).contains("Path=/; ", "HttpOnly", "SameSite=Strict").doesNotContain(token);
      String sent = "Cookie: " + cookie.substring(0, cookie.indexOf(';'));
      assertThat(closed.get("/cameras", sent).status()).isEqualTo(200);
      assertThat(closed.get("/cameras?token=" + token).status()).isEqualTo(401);
    }
  }

  @Test
  default void aSignedAddressIsGoodForItsCameraAlone() throws IOException {
    SignedAddresses signed = SignedAddresses.with("k", new byte[32]);
    try (SinkStage closed = stage(signed)) {
      closed.cameras.add("yard", new ScriptedSource(), SinkStage.PATIENT);
      Duration good = Duration.ofHours(1);
      assertThat(closed.get("/" + signed.snapshot("door", good)).status()).isEqualTo(200);
      String stream = "/" + signed.stream("door", good) + "&fps=5";
      try (Client viewer = closed.client().get(stream)) {
        closed.awaitViewers(1);
        closed.source.show(Pictures.small(64));
        assertThat(viewer.stream().next()).isTrue();
      }
      assertThat(closed.get(stream.replace("door", "yard")).status()).isEqualTo(403);
      String page = signed.page(List.of("yard"), good);
      assertThat(closed.get("/cameras" + page).text()).contains("yard").doesNotContain("door");
      assertThat(closed.get("/" + page).status()).isEqualTo(200);
      assertThat(closed.get("/cameras").status()).isEqualTo(403);
      assertThat(closed.get("/cameras/door/stream.mjpg" + page).status()).isEqualTo(404);
    }
  }

  @Test
  @MostlyWaits
  default void aStreamEndsWhenItIsAllowedNoLonger() throws IOException {
    Instant soon = Instant.now().plusSeconds(2);
    Verdict verdict = Verdict.allow().until(soon);
    try (SinkStage closed = stage(request -> CompletableFuture.completedFuture(verdict));
        Client viewer = closed.viewer()) {
      MjpegReader stream = viewer.stream();
      assertThat(stream.next()).isTrue();
      assertThat(viewer.isEnded()).isTrue();
      assertThat(Instant.now()).isBetween(soon.minusMillis(50), soon.plusSeconds(8));
      closed.awaitViewers(0);
      assertThat(closed.get("/cameras").status()).isEqualTo(403);
    }
  }

  @Test
  default void answersThatComeLaterComeInTheOrderOfTheRequests() throws IOException {
    Executor soon = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);
    Access later = request -> CompletableFuture.supplyAsync(Verdict::allow, soon);
    try (SinkStage slow = stage(later);
        Client client = slow.client()) {
      String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n";
      client.send(
          request.formatted("/cameras")
              + request.formatted("/cameras/door/snapshot.jpg")
              + request.formatted("/nothing"));
      for (int status : new int[] {200, 200, 404}) {
        assertThat(client.response().status()).isEqualTo(status);
      }
      // On this connection Undertow would hold it back: it does so behind requests that came at
      // once.
      try (Client viewer = slow.viewer()) {
        slow.awaitViewers(1);
        slow.source.show(Pictures.small(64));
        assertThat(viewer.stream().next()).isTrue();
      }
    }
  }

  @Test
  default void anAnswerThatComesLaterIsAsLongAsItSays() throws IOException {
    Executor soon = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);
    try (SinkStage slow = stage(request -> CompletableFuture.supplyAsync(Verdict::allow, soon));
        Client client = slow.client()) {
      for (String target : List.of("/", "/cameras", "/wall/camera-element.js", "/nothing")) {
        client.request("HEAD", target);
        Client.Response head = client.head();
        Client.Response whole = client.get(target).response();
        assertThat(head.status()).as(target).isEqualTo(whole.status());
        assertThat(Integer.parseInt(head.header("Content-Length"))).isPositive();
        assertThat(whole.body().remaining()).isPositive();
      }
      String tag = client.get("/").response().header("ETag");
      assertThat(client.get("/", "If-None-Match: " + tag).head().status()).isEqualTo(304);
      client.request("HEAD", "/cameras/door/stream.mjpg");
      assertThat(client.head().status()).isEqualTo(200);
    }
  }

  @Test
  @MostlyWaits
  default void aCheckThatTakesItsTimeHoldsUpNobodyElse() throws IOException {
    CompletableFuture<Verdict> never = new CompletableFuture<>();
    Access slow =
        request ->
            request.header("X-Slow") == null
                ? CompletableFuture.completedFuture(Verdict.allow())
                : never;
    List<Client> waiting = new ArrayList<>();
    try (SinkStage stage = stage(slow)) {
      for (int i = 0; i < 50; i++) {
        waiting.add(stage.viewer("X-Slow: 1"));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(stage.get("/cameras").status()).isEqualTo(200);
      }
      for (Client client : waiting.subList(0, 25)) {
        client.vanish();
      }
      never.complete(Verdict.allow());
      for (Client client : waiting.subList(25, 50)) {
        assertThat(client.stream().next()).isTrue();
        client.vanish();
      }
      stage.source.show(Pictures.small(64));
      stage.awaitViewers(0);
    } finally {
      for (Client client : waiting) {
        client.close();
      }
    }
  }

  @Test
  default void aCheckThatNeverAnswersIsA503AndOneThatFailsA500() throws IOException {
    HttpRules never =
        HttpRules.builder()
            .accessTimeout(Duration.ofMillis(50))
            .access(request -> new CompletableFuture<>())
            .build();
    try (SinkStage stage = stage(never)) {
      for (String target : TARGETS) {
        Client.Response late = stage.get(target);
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.text()).isEqualTo("the access check did not answer\n");
        try (Client client = stage.client().request("HEAD", target)) {
          assertThat(client.head().status()).as("HEAD " + target).isEqualTo(503);
        }
      }
    }
    for (Access broken : List.<Access>of(request -> null, new ThrowingAccess())) {
      try (SinkStage stage = stage(broken)) {
        assertThat(stage.get("/cameras").text()).isEqualTo("the access check failed\n");
        assertThat(stage.get("/cameras/door/stream.mjpg").status()).isEqualTo(500);
      }
    }
  }

  /** Fails. */
  final class ThrowingAccess implements Access {
    @Override
    public CompletableFuture<Verdict> ask(dev.framecast.access.AccessRequest request) {
      throw new IllegalStateException("secret");
    }
  }

  @Test
  default void aSinkThatEndsWhileItAsksLeavesNothingBehind() throws IOException {
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<Verdict> later = new CompletableFuture<>();
    SinkStage stage =
        stage(
            request -> {
              asked.countDown();
              return later;
            });
    try (Client viewer = stage.viewer()) {
      Await.until("the question", () -> asked.getCount() == 0);
      stage.sink.close();
      later.complete(Verdict.allow());
      assertThat(viewer.isEnded()).isTrue();
      stage.awaitViewers(0);
    } finally {
      stage.close();
    }
  }

  @Test
  default void theAddressOfTheOtherEndIsKnown() throws IOException {
    Queue<String> addresses = new ConcurrentLinkedQueue<>();
    Access access =
        request -> {
          addresses.add(
              request.remoteAddress() + " " + request.onLoopback() + " " + request.secure());
          return CompletableFuture.completedFuture(Verdict.allow());
        };
    try (SinkStage stage = stage(access)) {
      stage.get("/cameras");
      stage.get("/cameras", "X-Forwarded-For: 198.51.100.1", "X-Real-IP: ::5");
      stage.get("/cameras", "Forwarded: for=198.51.100.1;proto=https", "X-Forwarded-Proto: https");
      stage.get("/cameras", "Forwarded: for=198.51.100.1;proto=http", "X-Forwarded-Proto: http");
      assertThat(addresses).hasSize(4);
      assertThat(Set.copyOf(addresses)).hasSize(1);
      assertThat(addresses.peek()).matches("127\\.0\\.0\\.1 true (true|false)");
    }
  }
}
