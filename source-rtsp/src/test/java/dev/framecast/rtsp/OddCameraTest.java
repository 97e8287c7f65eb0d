package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Login;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.Script;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class OddCameraTest {
  private static final Clip H264 = Clip.h264(320, 240, 25, Matrix.BT601, Painter.BALL);
  private static final String SOUND = "m=audio 0 RTP/AVP 0\r\na=control:audio\r\n";

  private final TestCamera camera = new TestCamera(H264);
  private final Script script = new Script();

  @AfterEach
  void stop() throws Exception {
    camera.close();
  }

  private RtspSource.Builder source() {
    camera.with(script);
    return RtspSource.builder(camera.uri());
  }

  private void isShown(RtspSource source) throws Exception {
    try (FrameSession session = source.open()) {
      for (int i = 0; i < 3; i++) {
        assertThat(Shots.image(Shots.next(session, Rendition.SOURCE)).getWidth()).isEqualTo(320);
      }
    }
  }

  private SourceException failure() {
    return Shots.failure(source().build());
  }

  // Transports

  @ParameterizedTest
  @CsvSource({"tcp, 461", "tcp, 406", "tcp, 500", "udp, 461"})
  void aCameraThatRefusesATransportIsShownOverAnother(String transport, int status)
      throws Exception {
    script.refuses(transport, status);
    isShown(source().build());
  }

  @Test
  void aCameraThatIsBusyWithTheRefusedConnectionIsAskedAgain() throws Exception {
    AtomicInteger described = new AtomicInteger();
    script
        .refuses("tcp", 461)
        .answer(
            text ->
                text.contains("application/sdp") && described.incrementAndGet() == 2
                    ? text.replaceFirst(" 200 [^\r]*", " 503 Service Unavailable")
                    : text);
    isShown(source().build());
    assertThat(described).hasValueGreaterThan(2);
  }

  @Test
  void aCameraThatIsSilentOverTcpIsShownOverUdpAndAskedSoFromThenOn() throws Exception {
    script.silentOver("tcp");
    RtspSource source = source().timeout(Duration.ofSeconds(2)).build();
    isShown(source);
    int before = camera.requests().size();
    isShown(source);
    List<String> requests = List.copyOf(camera.requests());
    assertThat(requests.subList(before, requests.size()))
        .filteredOn(request -> request.startsWith("SETUP"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"TCP, 461, UNSUPPORTED, transport", "TCP, 406, UNSUPPORTED, form"})
  void aForcedTransportThatIsRefusedSaysSo(
      RtspSource.Transport transport, int status, Kind kind, String words) {
    script.refuses("tcp", status);
    SourceException error = Shots.failure(source().transport(transport).build());
    assertThat(error.kind()).isEqualTo(kind);
    assertThat(error).hasMessageContaining(words).hasMessageNotContaining("path");
  }

  @Test
  void rtspComesOverHttp() throws Exception {
    isShown(source().transport(RtspSource.Transport.HTTP).build());
    assertThat(camera.connections()).isEqualTo(2);
  }

  @Test
  void aCameraThatPlaysAndSendsNothingSaysSo() {
    script.silentOver("tcp", "udp");
    SourceException error = Shots.failure(source().timeout(Duration.ofMillis(800)).build());
    assertThat(error.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(error).hasMessageContaining("no video for 800 ms");
  }

  @Test
  void aCameraThatWantsItsSoundSetUpAsWellIsGivenThat() throws Exception {
    script.media(video -> SOUND + video).needsSetUps(2);
    isShown(source().timeout(Duration.ofSeconds(2)).build());
  }

  // Addresses

  @ParameterizedTest
  @ValueSource(
      strings = {"", "127.0.0.1/stream/", "rtsp://rtsp://127.0.0.1/stream/", "rtsp:///", "x"})
  void aBaseThatIsNoAddressIsNotUsed(String base) throws Exception {
    script.answer(
        text -> text.replace("Content-Type", "Content-Base: " + base + "\r\nContent-Type"));
    script.media(video -> video + "a=control:video\r\n").setUpAt("/stream/video");
    isShown(source().build());
  }

  @ParameterizedTest
  @CsvSource({"/live/, /live/video", "/live/, /stream/video", "/stream/, /stream/video"})
  void aBaseWithoutAHostIsOneOfTheSameHostOrNone(String base, String asked) throws Exception {
    script.answer(
        text -> text.replace("Content-Type", "Content-Base: " + base + "\r\nContent-Type"));
    script.media(video -> video + "a=control:video\r\n").setUpAt(asked);
    isShown(source().build());
  }

  @ParameterizedTest
  @CsvSource({
    "track1, /stream/track1",
    "?track=1, /stream?track=1",
    "rtsp://10.0.0.7:554/stream/x, rtsp://10.0.0.7:554/stream/x",
    "*, /stream",
  })
  void aControlIsFoundHoweverItIsWritten(String control, String asked) throws Exception {
    script.media(video -> video + "a=control:" + control + "\r\n").setUpAt(asked);
    isShown(source().build());
  }

  @Test
  void aRedirectIsFollowed() throws Exception {
    try (TestCamera other = new TestCamera(H264)) {
      script.instead("DESCRIBE", "302 Moved\r\nLocation: " + other.uri() + "\r\n");
      isShown(source().build());
    }
  }

  // Descriptions

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c=IN\r\n",
        "v=0\r\nc=IN IP4 '&\u00ff\r\n",
        "v=0\r\nm=application -5 RTP/AVP 107\r\na=control:metadata\r\n",
        "m=text 0 x\r\nm=application/MERCURY 0 RTP/AVP smart/1/90000\r\n",
        "m=audio 0 RTP/AVP 0 97\r\nc=SM SM spk0\r\na=sendonly\r\n"
      })
  void aDescriptionWithNonsenseInItIsRead(String session) throws Exception {
    script.session(session).media(video -> video.replace("video 0", "video -1353744643"));
    isShown(source().build());
  }

  @ParameterizedTest
  @ValueSource(strings = {";sprop-parameter-sets=", ";sprop-parameter-sets=Z0LA", "; x", ";;=,"})
  void withoutUsableParameterSetsThoseOfTheStreamAreUsed(String sets) throws Exception {
    script.media(video -> video.replaceFirst(";\\s*sprop-parameter-sets=\\S*", sets));
    isShown(source().build());
  }

  @Test
  void aStreamThatIsNotNamedIsTakenForH264() throws Exception {
    script.media(video -> "m=video 0 RTP/AVP 96\r\n");
    isShown(source().build());
  }

  @Test
  void packetsOfATypeThatNobodyToldOfAreTheStreams() throws Exception {
    script.media(video -> video.replace("96", "105"));
    isShown(source().build());
  }

  @Test
  void aLongDescriptionIsRead() throws Exception {
    script.media(video -> video + "a=x-vendor:some words of no use\r\n".repeat(500));
    isShown(source().build());
  }

  // Forms

  @ParameterizedTest
  @CsvSource({
    "CSeq: , cseq :",
    "CSeq: , X-Was: ",
    "'\r\n', '\n'",
    "Session: 1234, Session: 1234 ; Timeout = 0",
    "Content-Length: , X-Was: ",
    "Transport: , X-Was: ",
    "RTSP/1.0 200 Text, RTSP/1.0  200",
  })
  void answersAreReadHoweverTheyAreWritten(String right, String wrong) throws Exception {
    script.answer(text -> text.replace(right, wrong));
    isShown(source().build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"401 Unauthorized\r\n", "501 Not Implemented\r\n", "404 Not Found\r\n"})
  void whateverIsAnsweredToOptionsDoesNotMatter(String answer) throws Exception {
    script.instead("OPTIONS", answer);
    isShown(source().build());
  }

  @Test
  void anotherChannelThanAskedForIsUsed() throws Exception {
    script.channel(6);
    isShown(source().build());
  }

  @Test
  void anotherChannelThanAgreedOnIsFound() throws Exception {
    script.channel(6).answer(text -> text.replace("interleaved=6-7", "interleaved=0-1"));
    isShown(source().build());
  }

  @Test
  void junkBetweenPacketsIsSkipped() throws Exception {
    script.junk((byte) '\r', (byte) '\n', (byte) 0, (byte) 'R', (byte) '$', (byte) 0);
    isShown(source().build());
  }

  // Logins

  @ParameterizedTest
  @CsvSource({
    "SHA-256, sha",
    "SHA-256, sha basic",
    "MD5, md5",
    "MD5, sess-int md5",
    "SHA-256, sha md5",
    "MD5, md5-sess",
    "SHA-256, sha-sess",
  })
  void aDigestThatIsOfferedIsAnswered(String hash, String offers) throws Exception {
    String challenge =
        offers
            .replace("sess-int", Login.digest(", qop=\"auth-int\", algorithm=MD5-sess"))
            .replace("md5-sess", Login.digest(", algorithm=MD5-sess"))
            .replace("sha-sess", Login.digest(", algorithm=\"SHA-256-sess\""))
            .replace("sha", Login.digest(", algorithm=\"SHA-256\", stale=\"FALSE\""))
            .replace("md5", Login.digest(""))
            .replace("basic", "Basic realm=\"test\"")
            .replace(" Digest", "\r\nWWW-Authenticate: Digest")
            .replace("\"FALSE\" Basic", "\"FALSE\", Basic")
            .replace("realm=\"test\",\r\n", "realm=\"test\"\r\n");
    camera.require(Login.digest("cam", "pä:ss", hash, challenge));
    isShown(source().credentials("cam", "pä:ss").build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "SHA-512"})
  void aLoginThatIsNotKnownIsNamed(String algorithm) {
    String challenge = Login.digest(", algorithm=\"" + algorithm + "\", qop=\"auth-int\"");
    camera.require(Login.digest("cam", "other", "MD5", challenge));
    SourceException error = Shots.failure(source().credentials("cam", "secret").build());
    assertThat(error.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(error)
        .hasMessageContaining("digest " + algorithm + ", auth-int")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aWrongPasswordIsTriedOnce() {
    camera.require(new Login("cam", "right", true));
    assertThat(Shots.failure(source().credentials("cam", "wrong").build()).kind())
        .isEqualTo(Kind.UNAUTHORIZED);
    assertThat(camera.requests()).filteredOn(r -> r.startsWith("DESCRIBE")).hasSize(2);
  }

  // Refusals

  @ParameterizedTest
  @CsvSource({
    "400, NO_VIDEO, wrong with the request",
    "403, UNAUTHORIZED, may not see",
    "404, NO_VIDEO, check the path",
    "405, UNSUPPORTED, does not allow DESCRIBE",
    "406, UNSUPPORTED, form",
    "453, BUSY, bandwidth",
    "454, UNREACHABLE, forgotten the session",
    "455, UNREACHABLE, state",
    "500, UNREACHABLE, internal error",
    "501, UNSUPPORTED, does not know DESCRIBE",
    "503, BUSY, cannot serve at present",
    "551, UNSUPPORTED, option",
    "599, UNREACHABLE, failed",
  })
  void eachRefusalHasItsOwnWords(int status, Kind kind, String words) {
    script.instead("DESCRIBE", status + " Text\r\n");
    SourceException error = failure();
    assertThat(error.kind()).isEqualTo(kind);
    assertThat(error).hasMessageContaining(words).hasMessageContaining("(" + status + " to ");
  }
}
