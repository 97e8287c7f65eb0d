package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.mjpeg.MjpegReader;
import dev.framecast.sink.Await;
import dev.framecast.sink.Pictures;
import dev.framecast.stream.StreamOptions;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is special about HTTP/2; all else is in {@link Http2SinkTest}. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class Http2Test {
  private static final String STREAM = "/cameras/door/stream.mjpg";

  @TempDir private static Path folder;
  private static TestCertificate certificate;
  private static SslContext client;

  @BeforeAll
  static void makeCertificate() throws IOException {
    certificate = TestCertificate.create();
    certificate.write(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    client = Http2SinkTest.client(certificate);
  }

  private static Stage stage() throws IOException {
    return stage(builder -> builder);
  }

  private static Stage stage(UnaryOperator<MjpegServer.Builder> settings) throws IOException {
    return new Stage(
        builder ->
            settings.apply(builder.tls(folder.resolve("cert.pem"), folder.resolve("key.pem"))));
  }

  private static Http2Peer peer(Stage stage) {
    return new Http2Peer(stage.server.port(), client);
  }

  private static void assertServes(Http2Peer peer) {
    Http2Peer.Stream cameras = peer.get("/cameras");
    Await.until("an answer", () -> cameras.ended);
    assertThat(cameras.status).isEqualTo("200");
  }

  @Test
  void theJdksClientWatchesOverHttp2() throws Exception {
    HttpClient jdk = HttpClient.newBuilder().sslContext(certificate.client()).build();
    try (Stage stage = stage()) {
      stage.source.show(Pictures.small(64));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(stage.server.uri() + "cameras/door/stream.mjpg"))
              .build();
      HttpResponse<InputStream> response =
          jdk.send(request, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(response.headers().firstValue("connection")).isEmpty();
      try (InputStream body = response.body()) {
        MjpegReader stream =
            new MjpegReader(body, response.headers().firstValue("Content-Type").orElseThrow());
        assertThat(stream.next()).isTrue();
        assertThat(stream.width()).isEqualTo(64);
        byte[] large = Pictures.large(1000);
        stage.source.show(large);
        do {
          assertThat(stream.next()).isTrue();
        } while (stream.width() != 1000);
        assertThat(stream.jpeg().remaining()).isEqualTo(large.length);
      }
      stage.awaitViewers(0);
    }
  }

  @Test
  void whatIsNoRequestIsResetAndItsConnectionGoesOn() throws IOException {
    try (Stage stage = stage();
        Http2Peer peer = peer(stage)) {
      for (Http2Headers headers :
          List.of(
              new DefaultHttp2Headers().scheme("https").path("/cameras").authority("localhost"),
              new DefaultHttp2Headers().scheme("https").method("GET").authority("localhost"),
              new DefaultHttp2Headers().path("/cameras").method("GET").authority("localhost"),
              new DefaultHttp2Headers(false).path("").scheme("https").method("GET"),
              new DefaultHttp2Headers().method("CONNECT"))) {
        Http2Peer.Stream wrong = peer.send(headers);
        Await.until("a reset of " + headers, () -> wrong.reset >= 0);
        assertThat(wrong.reset).isEqualTo(Http2Error.PROTOCOL_ERROR.code());
      }
      assertServes(peer);
    }
  }

  @Test
  void aStreamThatIsGivenNoWindowIsResetAndItsConnectionGoesOn() throws IOException {
    StreamOptions impatient = StreamOptions.DEFAULT.withSilence(Duration.ofMillis(500));
    try (Stage stage = stage(builder -> builder.streams(impatient));
        Http2Peer peer = peer(stage)) {
      peer.giveConnectionWindow();
      Http2Peer.Stream stuck = peer.get(STREAM);
      stage.awaitViewers(1);
      stage.source.show(Pictures.large(1000));
      Await.until("a reset", () -> stuck.reset >= 0);
      assertThat(stuck.bytes.get()).as("its window").isLessThanOrEqualTo(65_535);
      stage.awaitViewers(0);
      assertThat(peer.isOpen()).isTrue();
      assertServes(peer);
    }
  }

  @Test
  void aClientThatGivesNoWindowAtAllHoldsNothing() throws IOException {
    StreamOptions impatient = StreamOptions.DEFAULT.withSilence(Duration.ofMillis(500));
    try (Stage stage = stage(builder -> builder.streams(impatient));
        Http2Peer peer = peer(stage)) {
      List<Http2Peer.Stream> streams = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        streams.add(peer.get(STREAM));
      }
      stage.awaitViewers(20);
      stage.source.show(Pictures.large(1000));
      stage.awaitViewers(0);
      for (Http2Peer.Stream stream : streams) {
        Await.until("a reset", () -> stream.reset >= 0);
      }
    }
  }

  @Test
  void sixtyFourStreamsShareAConnectionAndMoreThanTheLimitAreRefused() throws IOException {
    try (Stage stage = stage();
        Http2Peer peer = peer(stage)) {
      assertServes(peer); // the server's settings have come
      List<Http2Peer.Stream> streams = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        streams.add(peer.get(STREAM));
      }
      stage.awaitViewers(64);
      for (int i = 64; i < 300; i++) {
        streams.add(peer.get(STREAM));
      }
      stage.awaitViewers(256);
      assertThat(peer.isOpen()).isTrue();
      streams.forEach(peer::reset);
      stage.awaitViewers(0);
      assertServes(peer);
    }
  }

  @Test
  void whoOpensAndResetsWithoutEndIsSentAway() throws IOException {
    try (Stage stage = stage();
        Http2Peer attacker = peer(stage);
        Http2Peer good = peer(stage)) {
      assertServes(good); // or it would have to ask within ten seconds
      for (int i = 0; i < 1_500; i++) {
        attacker.reset(attacker.get(STREAM));
      }
      Await.until("its end", () -> !attacker.isOpen());
      stage.awaitViewers(0);
      assertServes(good);
    }
  }

  @Test
  void aHeaderThatIsTooLargeIsRefusedAlone() throws IOException {
    try (Stage stage = stage();
        Http2Peer peer = peer(stage)) {
      Http2Peer.Stream large =
          peer.get(
              "/cameras",
              "localhost",
              new DefaultHttp2Headers().add("x-large", "a".repeat(20_000)));
      Await.until(
          "a refusal", () -> large.status.equals("431") || large.reset >= 0 || !peer.isOpen());
      assertThat(large.status).isNotEqualTo("200");
      assertThat(peer.isOpen()).isTrue();
      assertServes(peer);
    }
  }

  @Test
  void pingsWithoutEndWhoseAnswersNobodyReadsEndTheConnection() throws IOException {
    StreamOptions impatient = StreamOptions.DEFAULT.withSilence(Duration.ofMillis(500));
    try (Stage stage = stage(builder -> builder.streams(impatient));
        Http2Peer peer = peer(stage)) {
      assertServes(peer);
      byte[] pings = new byte[17 * 1000];
      for (int i = 0; i < 1000; i++) {
        pings[i * 17 + 2] = 8;
        pings[i * 17 + 3] = 6;
      }
      peer.get(STREAM); // with which the kernel keeps little
      stage.awaitViewers(1);
      peer.stopReading();
      for (int i = 0; i < 30; i++) {
        peer.sendRaw(pings);
      }
      Await.until("its end", () -> stage.server.connections() == 0);
    }
  }

  @Test
  void hostsAreJudgedByTheAuthority() throws IOException {
    try (Stage stage = stage();
        Http2Peer peer = peer(stage)) {
      Http2Peer.Stream evil = peer.get("/cameras", "evil.example", new DefaultHttp2Headers());
      Await.until("an answer", () -> evil.ended);
      assertThat(evil.status).isEqualTo("421");
    }
  }

  @Test
  void aHostBesideTheAuthorityHasToBeTheSame() throws IOException {
    try (Stage stage = stage();
        Http2Peer peer = peer(stage)) {
      Http2Peer.Stream same =
          peer.get("/cameras", "localhost", new DefaultHttp2Headers().add("host", "LOCALHOST"));
      Await.until("an answer", () -> same.ended || same.reset >= 0);
      assertThat(same.status).isEqualTo("200");
      for (String authority : List.of("localhost", "evil.example")) {
        String other = authority.equals("localhost") ? "evil.example" : "localhost";
        Http2Peer.Stream two =
            peer.get("/cameras", authority, new DefaultHttp2Headers().add("host", other));
        Await.until("a reset", () -> two.ended || two.reset >= 0);
        assertThat(two.reset).isEqualTo(Http2Error.PROTOCOL_ERROR.code());
      }
      assertServes(peer);
    }
  }

  @Test
  void connectionsThatAskForNothingAreClosedInTime() throws IOException {
    try (Stage stage =
            stage(builder -> builder.patience(Duration.ofSeconds(2), Duration.ofSeconds(2)));
        Http2Peer silent = peer(stage);
        Http2Peer watching = peer(stage)) {
      Http2Peer.Stream stream = watching.get(STREAM);
      stage.awaitViewers(1);
      Await.until("its end", () -> !silent.isOpen());
      assertThat(silent.goAways).containsExactly(Http2Error.NO_ERROR.code());
      assertThat(watching.isOpen()).as("has a stream").isTrue();
      watching.reset(stream);
      Await.until("the other's end", () -> !watching.isOpen());
    }
  }

  @Test
  void aClosedCameraEndsItsStreamAndAClosedServerSaysGoodbye() throws IOException {
    try (Stage stage = stage();
        Http2Peer peer = peer(stage)) {
      peer.giveConnectionWindow();
      Http2Peer.Stream stream = peer.get(STREAM);
      stage.awaitViewers(1);
      stage.source.show(Pictures.small(64));
      Await.until("a picture", () -> stream.bytes.get() > 0);
      stage.cameras.remove("door");
      Await.until("the end", () -> stream.ended);
      assertThat(stream.reset).isEqualTo(-1);
      assertServes(peer);
      stage.server.close();
      Await.until("the connection's end", () -> !peer.isOpen());
      assertThat(peer.goAways).containsExactly(Http2Error.NO_ERROR.code());
    }
  }
}
