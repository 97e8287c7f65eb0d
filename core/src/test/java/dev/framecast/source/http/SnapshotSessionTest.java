package dev.framecast.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import dev.framecast.source.common.NotedContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that give one picture. */
@Timeout(30)
class SnapshotSessionTest {
  private static final byte[] A = Jpegs.color(64, 48);
  private static final byte[] B = Jpegs.color(640, 360);
  private static final byte[] NOTHING = {};
  private static final String JPEG = "Content-Type: image/jpeg";

  private final FrameSlot slot = new FrameSlot();

  private static FrameSource fast(ScriptedCamera camera) {
    return HttpMjpegSource.builder(camera.url("/snap.jpg")).fps(30).build();
  }

  private static FrameSession loggedIn(ScriptedCamera camera) throws IOException {
    return HttpMjpegSource.builder(camera.url("/s")).credentials("me", "x").fps(30).build().open();
  }

  private static void shows(FrameSession session, int pictures) throws IOException {
    for (int i = 0; i < pictures; i++) {
      assertThat(session.advance()).isTrue();
    }
  }

  private void assertShown(FrameSession session, byte[] jpeg) throws IOException {
    slot.clear();
    session.writeJpeg(Rendition.SOURCE, slot);
    assertThat(slot.bytes()).isEqualTo(ByteBuffer.wrap(jpeg));
  }

  @Test
  void aPictureIsAskedForAgainAndAgainOverOneConnection() throws IOException {
    AtomicInteger n = new AtomicInteger();
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) ->
                    answer.whole(200, n.getAndIncrement() % 2 == 0 ? A : B, JPEG));
        FrameSession session = fast(camera).open()) {
      for (byte[] each : List.of(A, B, A, B, A)) {
        assertThat(session.advance()).isTrue();
        assertShown(session, each);
      }
      assertThat(camera.connections()).isEqualTo(1);
      assertThat(session.info().codec()).isEqualTo("mjpeg");
      assertThat(session.info().fps()).isEqualTo(30);
      assertThat(session.info().width()).isEqualTo(64);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\nContent-Type: image/jpeg\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: image/jpg; charset=utf-8\r\nContent-Length: none\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: image/pjpeg\r\nContent-Length: 99999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 99999\r\n\r\n",
      })
  void itsEndMayBeKnownByItselfAlone(String head) throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> answer.text(head).bytes(A, A.length).text("\r\n"));
        FrameSession session = fast(camera).open()) {
      assertThat(session.advance()).isTrue();
      assertShown(session, A);
      assertThat(session.advance()).isTrue();
      assertThat(camera.connections()).isGreaterThan(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--cam\r\nContent-Type: image/jpeg\r\n\r\n"})
  void whatCallsItselfAPictureAndGoesOnIsAStream(String between) throws Exception {
    CountDownLatch seen = new CountDownLatch(3);
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  answer.head(200, JPEG);
                  for (int i = 0; i < 4; i++) {
                    answer
                        .text(between)
                        .bytes(i % 2 == 0 ? A : B, i % 2 == 0 ? A.length : B.length);
                    if (i < 3) {
                      while (seen.getCount() > 2 - i) {
                        Thread.onSpinWait(); // else it would be skipped for the next one
                      }
                    }
                  }
                  answer.stall();
                });
        FrameSession session = HttpMjpegSource.of(camera.url("/v")).open()) {
      for (byte[] each : List.of(A, B, A, B)) {
        assertThat(session.advance()).isTrue();
        assertShown(session, each);
        seen.countDown();
      }
      assertThat(camera.connections()).isEqualTo(1);
    }
  }

  @Test
  void aPictureWithoutALengthOrAnEndIsAskedForAgain() throws Exception {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> answer.head(200, JPEG).bytes(A, A.length).stall());
        FrameSession session = fast(camera).open()) {
      assertThat(session.advance()).isTrue();
      assertThat(session.advance()).isTrue();
      assertShown(session, A);
      assertThat(camera.connections()).isGreaterThan(1);
    }
  }

  @Test
  void theRateIsKeptFromRequestToRequest() throws IOException {
    AtomicInteger n = new AtomicInteger();
    List<Long> times = new ArrayList<>();
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  times.add(System.nanoTime());
                  answer.whole(200, n.getAndIncrement() % 2 == 0 ? A : B, JPEG);
                });
        FrameSession session = FrameSources.of(camera.url("/snap.jpg") + "#fps=5").open()) {
      shows(session, 4);
      // From the first request to the fourth, as the camera may hear of one late.
      assertThat(Duration.ofNanos(times.get(3) - times.get(0)))
          .isGreaterThan(Duration.ofMillis(400));
    }
  }

  @Test
  void aRateThatNobodyWantsIsRefused() {
    for (double fps : new double[] {0, -1, 31, Double.NaN}) {
      assertThatThrownBy(() -> HttpMjpegSource.builder("http://cam/").fps(fps))
          .hasMessageContaining("must be 0.01 to 30");
    }
  }

  @Test
  void anUnchangedPictureIsAskedForWithAConditionAndHandedOnAgainOnceASecond() throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  if ("\"7\"".equals(request.headers().get("If-None-Match"))) {
                    answer.whole(304, NOTHING);
                  } else {
                    answer.whole(200, A, JPEG, "ETag: \"7\"", "Last-Modified: yesterday");
                  }
                });
        FrameSession session = fast(camera).open()) {
      assertThat(session.advance()).isTrue();
      long start = System.nanoTime();
      assertThat(session.advance()).isTrue();
      assertThat(System.nanoTime() - start).isGreaterThan(500_000_000L);
      assertShown(session, A);
      assertThat(slot.capturedNanos()).isGreaterThan(start);
      assertThat(camera.requests.stream().filter(r -> r.headers().containsKey("If-None-Match")))
          .isNotEmpty()
          .allMatch(r -> "yesterday".equals(r.headers().get("If-Modified-Since")));
      assertThat(camera.connections()).isEqualTo(1);
    }
  }

  @Test
  void validatorsThatStayTheSameWhenThePictureDoesNotAreNotUsed() throws IOException {
    AtomicInteger n = new AtomicInteger();
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  boolean conditional = request.headers().containsKey("If-Modified-Since");
                  answer.whole(
                      conditional ? 304 : 200,
                      conditional ? NOTHING : n.getAndIncrement() % 2 == 0 ? A : B,
                      JPEG,
                      "Last-Modified: the firmware's");
                });
        FrameSession session = fast(camera).open()) {
      shows(session, 6);
      assertThat(camera.requests).hasSize(6);
    }
  }

  @Test
  void aLoginIsSentWithEachRequestAndItsNonceIsCounted() throws IOException {
    AtomicInteger n = new AtomicInteger();
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  String login = request.headers().getOrDefault("Authorization", "");
                  String count = String.format("nc=%08x", n.get() % 3 + 1);
                  String nonce = "nonce=\"" + n.get() / 3 + "\"";
                  if (login.contains(nonce) && login.contains(count)) {
                    answer.whole(200, n.getAndIncrement() % 2 == 0 ? A : B, JPEG);
                  } else { // each nonce is good three times, and it does not say that it is stale
                    answer.whole(
                        401,
                        NOTHING,
                        "WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", " + nonce);
                  }
                });
        FrameSession session = loggedIn(camera)) {
      shows(session, 9);
      assertThat(camera.requests).hasSize(9 + 3);
    }
  }

  @Test
  void aNextNonceIsUsed() throws IOException {
    AtomicInteger n = new AtomicInteger();
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  String login = request.headers().getOrDefault("Authorization", "");
                  if (login.contains("nonce=\"" + n.get() + "\"")
                      && login.contains("nc=00000001")) {
                    answer.whole(
                        200,
                        n.incrementAndGet() % 2 == 0 ? A : B,
                        JPEG,
                        "Authentication-Info: qop=auth, nextnonce=\"" + n.get() + "\"");
                  } else {
                    answer.whole(
                        401, NOTHING, "WWW-Authenticate: Digest realm=r, nonce=\"0\", qop=auth");
                  }
                });
        FrameSession session = loggedIn(camera)) {
      shows(session, 4);
      assertThat(camera.requests).hasSize(5);
    }
  }

  @Test
  void oneThatFailsNowAndThenIsKept() throws IOException {
    AtomicInteger n = new AtomicInteger();
    NotedContext context = new NotedContext(1_000_000);
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  switch (n.getAndIncrement() % 3) {
                    case 0 -> answer.whole(200, n.get() % 2 == 0 ? A : B, JPEG);
                    case 1 -> answer.whole(503, NOTHING);
                    default -> answer.text("HTTP/1.1 200 OK\r\n" + JPEG + "\r\n\r\n").bytes(A, 99);
                  }
                });
        FrameSession session = fast(camera).open(context)) {
      shows(session, 3);
      assertThat(context.dropped)
          .contains("a picture could not be had: the camera is busy (503)")
          .anyMatch(line -> line.contains("no whole JPEG"));
    }
  }

  @Test
  void theThirdFailureInARowEndsItAndARefusedLoginTheFirst() throws IOException {
    for (int status : new int[] {503, 500, 404, 401}) {
      AtomicInteger n = new AtomicInteger();
      try (ScriptedCamera camera =
              new ScriptedCamera(
                  (request, answer) ->
                      answer.whole(n.getAndIncrement() == 0 ? 200 : status, A, JPEG));
          FrameSession session = fast(camera).open()) {
        assertThat(session.advance()).isTrue();
        assertThatThrownBy(session::advance)
            .isInstanceOfSatisfying(
                SourceException.class,
                e ->
                    assertThat(e.kind())
                        .isEqualTo(
                            switch (status) {
                              case 503 -> Kind.BUSY;
                              case 500 -> Kind.UNREACHABLE;
                              case 404 -> Kind.NO_VIDEO;
                              default -> Kind.UNAUTHORIZED;
                            }));
        assertThat(camera.requests).hasSize(status == 401 ? 2 : 4);
      }
    }
  }

  @Test
  void beforeTheFirstPictureTheFirstFailureEndsIt() throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera((request, answer) -> answer.whole(503, NOTHING));
        FrameSession session = fast(camera).open()) {
      assertThatThrownBy(session::advance).hasMessageContaining("busy");
      assertThat(camera.requests).hasSize(1);
    }
  }

  @Test
  void aKeptConnectionThatTheCameraHasClosedIsNoFailure() throws IOException {
    AtomicInteger n = new AtomicInteger();
    NotedContext context = new NotedContext(1_000_000);
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) ->
                    answer
                        .text("HTTP/1.1 200 OK\r\nContent-Length: " + A.length + "\r\n")
                        .text("Content-Type: image/jpeg\r\nX: " + n.incrementAndGet() + "\r\n\r\n")
                        .bytes(A, A.length));
        FrameSession session = fast(camera).open(context)) {
      shows(session, 3);
      assertThat(context.dropped).isEmpty();
    }
  }

  @Test
  void aPictureThatDoesNotEndIsGivenUp() throws IOException {
    try (ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  answer.head(200, JPEG, "Content-Length: " + A.length);
                  answer.bytes(A, A.length / 2).stall();
                });
        FrameSession session =
            HttpMjpegSource.builder(camera.url("/s"))
                .timeout(Duration.ofMillis(200))
                .build()
                .open()) {
      assertThatThrownBy(session::advance)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("did not come in time");
      camera.awaitHangups();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void cancelEndsTheWaitForTheNextRequest() throws Exception {
    try (ScriptedCamera camera =
            new ScriptedCamera((request, answer) -> answer.whole(200, A, JPEG));
        FrameSession session = HttpMjpegSource.builder(camera.url("/s")).fps(0.01).build().open()) {
      assertThat(session.advance()).isTrue();
      CompletableFuture<Object> next = BlockedAdvance.of(session);
      session.cancel();
      assertThat(next.get(2, TimeUnit.SECONDS)).isEqualTo(false);
      camera.awaitHangups();
    }
  }
}
