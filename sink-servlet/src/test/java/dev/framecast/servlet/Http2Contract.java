package dev.framecast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.framecast.access.Verdict;
import dev.framecast.http.HttpRules;
import dev.framecast.mjpeg.MjpegReader;
import dev.framecast.sink.Await;
import dev.framecast.sink.Client;
import dev.framecast.sink.MostlyWaits;
import dev.framecast.sink.Pictures;
import dev.framecast.sink.SinkStage;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds over HTTP/2, where all that a client asks for shares one connection. */
interface Http2Contract {
  String STREAM = "/cameras/door/stream.mjpg";

  SinkStage stage();

  SinkStage stage(String mount, Duration silence) throws IOException;

  SinkStage stage(HttpRules rules) throws IOException;

  /** How often the app's servlet has been run by the sink that was started last. */
  int runs();

  /** That servlet's, once it was asked for something. */
  ServletContext context();

  @ParameterizedTest
  @CsvSource({
    "GET, /, 200",
    "GET, /cameras, 200",
    "GET, /nothing, 404",
    "GET, /cameras/door/snapshot.jpg, 200",
    "HEAD, /, 200",
    "HEAD, /nothing, 404",
    "HEAD, /cameras/door/snapshot.jpg, 200",
    "HEAD, /cameras/door/stream.mjpg, 200"
  })
  default void overHttp2EachKindOfAnswerIsThere(String method, String target, int status)
      throws IOException {
    stage().source.show(Pictures.small(64));
    Http2Client client = new Http2Client(stage().sink.port());
    HttpResponse<InputStream> response = client.send(method, target);
    assertThat(response.statusCode()).isEqualTo(status);
    try (InputStream body = response.body()) {
      int bytes = body.readAllBytes().length;
      assertThat(bytes > 0).isEqualTo(method.equals("GET"));
      if (bytes > 0) {
        assertThat(response.headers().firstValue("Content-Length")).hasValue("" + bytes);
      }
    }
    stage().awaitViewers(0);
  }

  @Test
  default void overHttp2AStreamShowsEachPictureAndTheLastSlate() throws IOException {
    Http2Client client = new Http2Client(stage().sink.port());
    HttpResponse<InputStream> response = client.send("GET", STREAM);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().map()).doesNotContainKeys("connection", "transfer-encoding");
    MjpegReader stream = Http2Client.parts(response);
    for (int width = 600; width <= 632; width += 8) {
      byte[] jpeg = Pictures.large(width);
      stage().source.show(jpeg);
      Http2Client.live(stream);
      assertThat(stream.jpeg().remaining()).isEqualTo(jpeg.length);
    }
    stage().cameras.remove("door");
    assertThat(stream.next()).as("the last slate").isTrue();
    assertThat(stream.next()).as("the end").isFalse();
  }

  @Test
  default void overHttp2ASlowViewerHoldsUpNoneOfItsConnection() throws IOException {
    Http2Client client = new Http2Client(stage().sink.port());
    MjpegReader slow = Http2Client.parts(client.send("GET", STREAM));
    MjpegReader quick = Http2Client.parts(client.send("GET", STREAM));
    stage().awaitViewers(2);
    stage().source.show(Pictures.small(64));
    Http2Client.live(slow);
    Http2Client.live(quick);
    for (int width = 600; width <= 632; width += 8) {
      stage().source.show(Pictures.large(width));
      Http2Client.live(quick);
      assertThat(quick.width()).isEqualTo(width);
      assertThat(client.send("GET", "/cameras").statusCode()).isEqualTo(200);
    }
    Http2Client.live(slow);
    assertThat(slow.width()).as("one that was in flight").isBetween(600, 624);
    Http2Client.live(slow);
    assertThat(slow.width()).as("the newest").isEqualTo(632);
  }

  @Test
  default void overHttp2AViewerWhoLeavesIsForgottenAndTheOthersGoOn() throws IOException {
    Http2Client client = new Http2Client(stage().sink.port());
    List<HttpResponse<InputStream>> leaving = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      leaving.add(client.send("GET", STREAM));
    }
    MjpegReader staying = Http2Client.parts(client.send("GET", STREAM));
    stage().awaitViewers(6);
    stage().source.show(Pictures.large(600));
    Http2Client.live(staying);
    for (HttpResponse<InputStream> viewer : leaving) {
      viewer.body().close();
    }
    stage().source.show(Pictures.large(608));
    Http2Client.live(staying);
    stage().awaitViewers(1);
    stage().source.show(Pictures.small(64));
    Http2Client.live(staying);
    assertThat(staying.width()).isEqualTo(64);
  }

  @Test
  @ResourceLock(MostlyWaits.LOG)
  default void overHttp2AViewerWhoTakesNothingLosesItsStreamAlone() throws IOException {
    try (SinkStage impatient = stage("", Duration.ofSeconds(1));
        Alarms alarms = new Alarms()) {
      Http2Client client = new Http2Client(impatient.sink.port());
      HttpResponse<InputStream> stalled = client.send("GET", STREAM);
      MjpegReader quick = Http2Client.parts(client.send("GET", STREAM));
      impatient.awaitViewers(2);
      impatient.source.show(Pictures.large(1000));
      Http2Client.live(quick);
      impatient.awaitViewers(1);
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> stalled.body().readAllBytes());
      impatient.source.show(Pictures.large(1008));
      do {
        Http2Client.live(quick); // while it rested, the one before was sent again
      } while (quick.width() == 1000);
      assertThat(quick.width()).isEqualTo(1008);
      assertThat(runs()).as("one for each request, and the first one's").isEqualTo(3);
      assertThat(alarms.of(context())).isEmpty();
    }
  }

  @Test
  default void overHttp2WhoseCheckIsAnsweredAfterTheEndOfTheAppIsRefused() throws Exception {
    CompletableFuture<Verdict> later = new CompletableFuture<>();
    AtomicInteger asked = new AtomicInteger();
    HttpRules rules =
        HttpRules.builder()
            .access(
                request ->
                    asked.getAndIncrement() == 0 // the first one's, of the upgrade
                        ? CompletableFuture.completedFuture(Verdict.allow())
                        : later)
            .build();
    try (SinkStage stage = stage(rules)) {
      Http2Client client = new Http2Client(stage.sink.port());
      CompletableFuture<HttpResponse<InputStream>> refusal = new CompletableFuture<>();
      Thread asks =
          new Thread(
              () -> {
                try {
                  refusal.complete(client.send("GET", "/"));
                } catch (IOException | RuntimeException | Error e) {
                  refusal.completeExceptionally(e);
                }
              },
              "asks");
      asks.start();
      Await.until("a check", () -> asked.get() == 2);
      MjpegStream.endAll(context());
      later.complete(Verdict.allow());
      HttpResponse<InputStream> response = refusal.get(20, TimeUnit.SECONDS);
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(response.headers().map()).doesNotContainKey("connection");
      assertThat(response.body().readAllBytes()).isEmpty();
      MjpegStream.resume(context());
    }
  }

  /** Flow control does not hold back for a client that has opened its windows wide. */
  @Test
  default void overHttp2AConnectionThatIsNotReadHoldsUpNoOther() throws IOException {
    try (SinkStage patient = stage("", Duration.ofMinutes(1));
        Client unread = patient.client();
        Client quick = patient.viewer()) {
      MjpegReader stream = quick.stream();
      unread.send(Http2Client.wideOpen());
      for (int id = 1; id <= 7; id += 2) {
        unread.send(Http2Client.get(id, STREAM));
      }
      patient.awaitViewers(5);
      for (int round = 0; round < 12; round++) {
        int width = 600 + 8 * round;
        byte[] picture = Pictures.large(width);
        long began = System.nanoTime();
        patient.source.show(picture);
        Http2Client.live(stream);
        assertThat(stream.width()).isEqualTo(width);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
      }
    }
  }
}
