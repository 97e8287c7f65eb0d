package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.Script;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to a camera, and by it, where that is not as the standard has it. */
@Timeout(30)
class ConversationTest {
  private static final Clip H264 = Clip.h264(320, 240, 25, Matrix.BT601, Painter.BALL);
  private static final String SOUND = "m=audio 0 RTP/AVP 0\r\na=control:audio\r\n";

  private final TestCamera camera = new TestCamera(H264);
  private final Script script = new Script();
  private final Heard heard = new Heard();

  @AfterEach
  void stop() throws Exception {
    camera.close();
  }

  private RtspSource source() {
    camera.with(script);
    return RtspSource.of(camera.uri());
  }

  private void isShown() throws Exception {
    try (FrameSession session = source().open(heard)) {
      for (int i = 0; i < 3; i++) {
        assertThat(Shots.image(Shots.next(session, Rendition.SOURCE)).getWidth()).isEqualTo(320);
      }
    }
  }

  // Sessions

  @ParameterizedTest
  @CsvSource({"1234", "other"})
  void aSecondTrackWithASessionOfItsOwnIsPlayedWithWhicheverIsTaken(String plays) throws Exception {
    script
        .media(video -> SOUND + video)
        .needsSetUps(2)
        .sessions(Map.of("SETUP1", "other"))
        .playsSession(plays);
    isShown();
  }

  @Test
  void theSessionThatIsNamedBeforeSetupIsReplacedByThatOfSetup() throws Exception {
    script.sessions(Map.of("OPTIONS0", "before", "DESCRIBE0", "before")).playsSession("1234");
    isShown();
  }

  @Test
  void aSessionThatPlayAloneNamesIsEndedByItsName() throws Exception {
    script.sessions(
        Map.of("OPTIONS0", "", "DESCRIBE0", "", "SETUP0", "", "PLAY1", "late;timeout=60"));
    isShown();
    Shots.await(() -> camera.goodbyes() == 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234;timeout = 60",
        "1234 ;timeout=0",
        "1234;timeout=\"60\"",
        "1234;timeout=",
        "12 34",
        "1234;x=y;timeout=60;"
      })
  void aSessionIsReadHoweverItIsWritten(String session) throws Exception {
    script.sessions(Map.of("SETUP0", session)).playsSession(session.split(";", 2)[0].strip());
    isShown();
  }

  // Answers

  @ParameterizedTest
  @CsvSource({
    "CSeq: [0-9]+, CSeq: 1",
    "CSeq: [0-9]+, CSeq: 99",
    "CSeq: [0-9]+, X: y",
    "Content-[TL][^ ]*: [^ ]*?EOL, X: yEOL",
    "^RTSP/1.0 200 Text, RTSP/1.0 100 TryingEOLEOLRTSP/1.0 200",
  })
  void answersThatMissOrHaveWrongHeadersAreRead(String right, String wrong) throws Exception {
    script.answer(
        text -> text.replaceAll(right.replace("EOL", "\r\n"), wrong.replace("EOL", "\r\n")));
    isShown();
  }

  @Test
  void packetsThatComeBeforeTheAnswerToPlayAreShown() throws Exception {
    script.early();
    isShown();
    assertThat(heard.waits).isEmpty(); // the key frame was among them
    assertThat(heard.drops).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, interleaved=1-0", "1, interleaved=0-1", "2, interleaved=2-3", "0, x=y"})
  void theVideoIsFoundInWhateverChannelItComes(int channel, String told) throws Exception {
    script.channel(channel).answer(text -> text.replaceFirst("interleaved=\\d+-\\d+", told));
    isShown();
  }

  @Test
  void ofTwoVideosTheFirstIsShown() throws Exception {
    script.media(video -> video + "a=control:one\r\nm=video 0 RTP/AVP 97\r\na=control:two\r\n");
    isShown();
    assertThat(camera.requests())
        .filteredOn(request -> request.startsWith("SETUP"))
        .hasSize(1)
        .allMatch(request -> request.contains("/one "));
  }

  // What the camera asks

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS *", "GET_PARAMETER *", "SET_PARAMETER *", "ANNOUNCE *"})
  void whatTheCameraAsksInBetweenIsAnsweredAndNothingIsLost(String question) throws Exception {
    try (FrameSession session = source().open(heard)) {
      assertThat(session.advance()).isTrue();
      camera.ask(question);
      Shots.until(session, () -> answers().contains("RTSP/1.0 200 OK"));
    }
    assertThat(heard.drops).isEmpty();
  }

  @Test
  void whatIsNotKnownIsRefused() throws Exception {
    try (FrameSession session = source().open(heard)) {
      assertThat(session.advance()).isTrue();
      camera.ask("PAUSE *");
      Shots.until(session, () -> answers().contains("RTSP/1.0 501 Not Implemented"));
    }
  }

  private List<String> answers() {
    return camera.requests().stream().filter(line -> line.startsWith("RTSP/")).toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void aCameraThatEndsTheStreamOrSendsUsElsewhereIsToldSoAndAnswered(RtspSource.Transport transport)
      throws Exception {
    for (String question : List.of("TEARDOWN", "REDIRECT")) {
      RtspSource source =
          RtspSource.builder(source().toString().replaceAll("RtspSource\\[|]", ""))
              .transport(transport)
              .timeout(Duration.ofSeconds(20))
              .build();
      try (FrameSession session = source.open(heard)) {
        assertThat(session.advance()).isTrue();
        camera.ask(question + " *");
        SourceException error =
            catchThrowableOfType(SourceException.class, () -> Shots.drain(session));
        assertThat(error.kind()).isEqualTo(Kind.ENDED);
        assertThat(error).hasMessageContaining("(" + question + ")");
      }
      Shots.await(() -> answers().contains("RTSP/1.0 200 OK"));
    }
  }
}
