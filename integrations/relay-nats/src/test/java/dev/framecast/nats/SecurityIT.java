package dev.framecast.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Rendition;
import io.nats.client.NKey;
import io.nats.client.support.JwtUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logins, TLS, and who sees what; the configuration is that of docs/relay.md. */
@Tag("real")
@Timeout(120)
class SecurityIT {
  private static final Path CONFIGURATION =
      Path.of(System.getProperty("framecast.top", "../.."), "docs/relay/nats-server.conf");

  private static final Map<String, String> PASSWORDS =
      Map.of(
          "BERLIN_CAMERAS_PASSWORD", "bc-secret-1",
          "BERLIN_VIEWERS_PASSWORD", "bv-secret-2",
          "OSLO_CAMERAS_PASSWORD", "oc-secret-3",
          "OSLO_VIEWERS_PASSWORD", "ov-secret-4");

  @TempDir Path folder;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private <T extends AutoCloseable> T with(T closed) {
    open.add(closed);
    return closed;
  }

  private NatsServer twoSites() throws IOException {
    return with(new NatsServer(folder, -1, PASSWORDS, "--config", CONFIGURATION.toString()));
  }

  private NatsLink login(NatsServer server, String user, String password) {
    return with(NatsLink.builder(server.url()).user(user, password).open());
  }

  private Cameras published(NatsLink link, String site) {
    Cameras cameras = with(new Cameras());
    cameras.add(site + "-door", NumberedJpegs.source(320, 180, 20));
    with(NatsPublisher.start(link, site, cameras));
    return cameras;
  }

  private Cameras followed(NatsLink link, String site) {
    Cameras cameras = with(new Cameras());
    with(NatsCameras.follow(link, site, cameras));
    return cameras;
  }

  private static void awaitWatched(Cameras cameras, String id) {
    Await.until("listed", () -> cameras.find(id) != null);
    try (Viewer viewer = new Viewer(cameras.find(id), Rendition.SOURCE)) {
      Await.until("live", () -> viewer.live() > 5);
      assertThat(viewer.broken()).isZero();
    }
  }

  private static void pass(Duration time) {
    boolean unused = Await.within(time, () -> false);
  }

  @Test
  void aCameraOfWhichTheLoginMayNotSayWhatIsWantedTellsThat() throws Exception {
    NatsServer server =
        with(
            NatsServer.configured(
                folder,
                "authorization { users = [{user: all, password: a}, {user: few, password: f,"
                    + " permissions: {publish: framecast.here.asks, subscribe: framecast.>}}] }"));
    published(login(server, "all", "a"), "here");
    NatsLink.Builder builder = NatsLink.builder(server.url()).user("few", "f");
    // Of links that one builder has opened each is told what it was refused.
    for (NatsLink link : List.of(with(builder.open()), with(builder.open()))) {
      Cameras cameras = followed(link, "here");
      Await.until("listed", () -> cameras.find("here-door") != null);
      Camera door = cameras.find("here-door");
      try (Subscription viewer = door.subscribe()) {
        Await.until(
            "told", () -> String.valueOf(door.status().lastError()).contains("Permissions"));
        assertThat(door.status().lastError()).contains("framecast.here.wishes.here-door");
        assertThat(viewer.isOpen()).isTrue();
      }
    }
  }

  @Test
  void anAccountSeesItsOwnSiteAlone() throws Exception {
    NatsServer server = twoSites();
    NatsLink cameras = login(server, "berlin-cameras", "bc-secret-1");
    published(cameras, "berlin");
    published(login(server, "oslo-cameras", "oc-secret-3"), "oslo");
    NatsLink viewers = login(server, "berlin-viewers", "bv-secret-2");
    NatsLink strangers = login(server, "oslo-viewers", "ov-secret-4");
    awaitWatched(followed(viewers, "berlin"), "berlin-door");
    awaitWatched(followed(strangers, "oslo"), "oslo-door");
    assertThat(cameras.problem()).as("what the roles may do is enough").isNull();
    assertThat(viewers.problem()).isNull();

    Cameras spied = followed(strangers, "berlin");
    pass(Duration.ofSeconds(2));
    assertThat(spied.all()).as("Oslo looks for Berlin's").isEmpty();
    Camera guessed = spied.add("guessed", new NatsSource(strangers, "berlin", "berlin-door"));
    try (Subscription viewer = guessed.subscribe()) {
      Await.until("nobody answers", () -> guessed.state() == CameraState.BACKOFF);
      assertThat(viewer.isOpen()).isTrue();
      assertThat(guessed.status().lastError()).contains("no node has this camera");
    }
  }

  @Test
  void whoMayWatchMayNotAnnounceAndIsToldSo() throws Exception {
    NatsServer server = twoSites();
    NatsLink viewers = login(server, "berlin-viewers", "bv-secret-2");
    NatsLink others = login(server, "berlin-viewers", "bv-secret-2");
    published(viewers, "berlin");
    Cameras seen = followed(others, "berlin");
    Await.until(
        "refused",
        () -> String.valueOf(viewers.problem()).matches(".*Permissions Violation.*berlin.*"));
    pass(Duration.ofSeconds(2));
    assertThat(seen.all()).isEmpty();
  }

  @Test
  void aWrongPasswordIsToldWithoutItAndTriedAgain() throws Exception {
    NatsServer server = twoSites();
    NatsLink link = login(server, "berlin-viewers", "wrong-secret");
    Camera door = with(new Cameras()).add("door", new NatsSource(link, "berlin", "berlin-door"));
    try (Subscription viewer = door.subscribe()) {
      Await.until("told", () -> String.valueOf(link.problem()).contains("Authorization"));
      Await.until(
          "the camera says so",
          () -> String.valueOf(door.status().lastError()).contains("Authorization"));
      System.out.println("state with a wrong password: " + door.status().lastError());
      assertThat(viewer.isOpen()).isTrue();
      assertThat(link.problem()).doesNotContain("wrong-secret");
      assertThat(door.status().lastError()).doesNotContain("wrong-secret");
      assertThat(link.isConnected()).isFalse();
    }
  }

  @Test
  void anNKeyLogsIn() throws Exception {
    NKey key = NKey.createUser(new SecureRandom());
    NatsServer server =
        with(
            NatsServer.configured(
                folder,
                "authorization: { users: [ { nkey: " + new String(key.getPublicKey()) + " } ] }"));
    Path seed = Files.writeString(folder.resolve("seed"), new String(key.getSeed()) + "\n");
    published(with(NatsLink.builder(server.url()).nkey(seed).open()), "here");
    awaitWatched(
        followed(with(NatsLink.builder(server.url()).nkey(seed).open()), "here"), "here-door");
    NatsLink stranger = with(NatsLink.open(server.url()));
    Await.until("refused", () -> String.valueOf(stranger.problem()).contains("Authorization"));
  }

  @Test
  void aJwtLogsIn() throws Exception {
    NKey operator = NKey.createOperator(new SecureRandom());
    NKey account = NKey.createAccount(new SecureRandom());
    NKey user = NKey.createUser(new SecureRandom());
    String operatorId = new String(operator.getPublicKey());
    String accountId = new String(account.getPublicKey());
    String limits =
        "\"limits\":{\"subs\":-1,\"data\":-1,\"payload\":-1,\"imports\":-1,\"exports\":-1,"
            + "\"wildcards\":true,\"conn\":-1,\"leaf\":-1},";
    String operatorJwt = jwt(operator, operatorId, "\"type\":\"operator\",\"version\":2");
    String accountJwt = jwt(operator, accountId, limits + "\"type\":\"account\",\"version\":2");
    NatsServer server =
        with(
            NatsServer.configured(
                folder,
                "operator: "
                    + operatorJwt
                    + "\nresolver: MEMORY\nresolver_preload: { "
                    + accountId
                    + ": "
                    + accountJwt
                    + " }"));
    String userJwt = JwtUtils.issueUserJWT(account, accountId, new String(user.getPublicKey()));
    Path credentials =
        Files.writeString(
            folder.resolve("user.creds"),
            "-----BEGIN NATS USER JWT-----\n"
                + userJwt
                + "\n------END NATS USER JWT------\n\n-----BEGIN USER NKEY SEED-----\n"
                + new String(user.getSeed())
                + "\n------END USER NKEY SEED------\n");
    published(with(NatsLink.builder(server.url()).credentials(credentials).open()), "here");
    awaitWatched(
        followed(with(NatsLink.builder(server.url()).credentials(credentials).open()), "here"),
        "here-door");
  }

  private static String jwt(NKey issuer, String subject, String claims) throws Exception {
    String body =
        "{\"jti\":\"x\",\"iat\":1600000000,\"iss\":\""
            + new String(issuer.getPublicKey())
            + "\",\"name\":\"test\",\"sub\":\""
            + subject
            + "\",\"nats\":{"
            + claims
            + "}}";
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String signed =
        encoder.encodeToString("{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}".getBytes(UTF_8))
            + "."
            + encoder.encodeToString(body.getBytes(UTF_8));
    return signed + "." + encoder.encodeToString(issuer.sign(signed.getBytes(UTF_8)));
  }

  @Test
  void tlsIsSpokenWithAServerWhoseCertificateIsTrustedAndWithNoOther() throws Exception {
    Path certificate = certificate("server");
    Path another = certificate("another");
    NatsServer server =
        with(
            NatsServer.configured(
                folder,
                "tls: { cert_file: \""
                    + certificate
                    + "\", key_file: \""
                    + folder.resolve("server.key")
                    + "\" }"));
    String url = "tls://localhost:" + server.port();
    published(with(NatsLink.builder(url).trust(certificate).open()), "here");
    awaitWatched(
        followed(with(NatsLink.builder(url).trust(certificate).open()), "here"), "here-door");
    NatsLink stranger = with(NatsLink.builder(url).trust(another).open());
    NatsLink plain = with(NatsLink.open(server.url()));
    pass(Duration.ofSeconds(3));
    assertThat(stranger.isConnected()).as("of another certificate").isFalse();
    assertThat(stranger.problem()).contains("PKIX path");
    assertThat(plain.isConnected()).as("without TLS").isFalse();
    System.out.println("state of who trusts another: " + stranger.problem());
  }

  private NatsServer tls(Path certificate, String more) throws IOException {
    return with(
        NatsServer.configured(
            folder,
            "tls: { cert_file: \""
                + certificate
                + "\", key_file: \""
                + certificate.toString().replace(".pem", ".key")
                + "\" }\n"
                + more));
  }

  @Test
  void aServerWithACertificateForAnotherNameIsRefusedAndToldNoPassword() throws Exception {
    Path certificate = certificate("elsewhere", "DNS:elsewhere.example");
    NatsServer server =
        tls(certificate, "authorization: { user: \"ann\", password: \"secret-1\" }\ndebug: true");
    for (String host : List.of("localhost", "127.0.0.1")) {
      NatsLink link =
          with(
              NatsLink.builder("tls://" + host + ":" + server.port())
                  .trust(certificate)
                  .user("ann", "secret-1")
                  .open());
      Await.until("told", () -> !String.valueOf(link.problem()).contains("not connected yet"));
      pass(Duration.ofSeconds(1));
      assertThat(link.isConnected()).as(host).isFalse();
      System.out.println("state of who finds another name: " + link.problem());
      assertThat(link.problem()).contains(host).doesNotContain("secret-1");
    }
  }

  @Test
  void aServerIsTakenUnderEachNameAndAddressOfItsCertificate() throws Exception {
    Path both = certificate("both", "DNS:localhost,IP:127.0.0.1");
    NatsServer server = tls(both, "");
    for (String host : List.of("localhost", "127.0.0.1")) {
      NatsLink link =
          with(NatsLink.builder("tls://" + host + ":" + server.port()).trust(both).open());
      Await.until("connected as " + host, link::isConnected);
    }
    Path name = certificate("name", "DNS:localhost");
    NatsServer other = tls(name, "");
    NatsLink byAddress =
        with(NatsLink.builder("tls://127.0.0.1:" + other.port()).trust(name).open());
    NatsLink byName = with(NatsLink.builder("tls://localhost:" + other.port()).trust(name).open());
    Await.until("connected by its name", byName::isConnected);
    pass(Duration.ofSeconds(1));
    assertThat(byAddress.isConnected()).as("by an address that it does not have").isFalse();
  }

  private Path certificate(String name) throws Exception {
    return certificate(name, "DNS:localhost");
  }

  private Path certificate(String name, String of) throws Exception {
    Path file = folder.resolve(name + ".pem");
    int status =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=" + of,
                "-keyout",
                folder.resolve(name + ".key").toString(),
                "-out",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start()
            .waitFor();
    assertThat(status).isZero();
    return file;
  }
}
