package dev.framecast.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.ScriptedSource;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Ladder;
import dev.framecast.http.json.CamerasJson;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CamerasJsonTest {
  private final Cameras cameras = new Cameras();
  private final ScriptedSource source = new ScriptedSource();

  @AfterEach
  void close() {
    cameras.close();
  }

  private String json() {
    byte[] bytes = CamerasJson.of(1_700_000_000_123L, cameras.all(), false);
    try {
      String json = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      JsonChecker.check(json);
      return json;
    } catch (CharacterCodingException e) {
      throw new AssertionError("not UTF-8", e);
    }
  }

  @Test
  void noCamerasAreAnEmptyList() {
    assertThat(json()).isEqualTo("{\"now\":1700000000123,\"cameras\":[]}\n");
  }

  @Test
  void aCameraTellsAllThereIsToKnow() {
    cameras.add("b", source, CameraOptions.builder().name("Back").build());
    cameras.add("a", source);
    assertThat(json())
        .isEqualTo(
            "{\"now\":1700000000123,\"cameras\":[{\"id\":\"b\",\"name\":\"Back\",\"state\":\"IDLE\",\"source\":\"scripted\","
                + "\"format\":\"\",\"width\":0,\"height\":0,"
                + "\"widths\":[160,320,640,960,1280,1920],\"video\":true,\"fps\":0.00,\"promisedFps\":0.00,"
                + "\"keyFrameFps\":0.00,\"streams\":[],\"ageMillis\":null,\"ageBoundMillis\":0.00,\"viewers\":0,\"renditions\":[],\"captured\":0,\"decoded\":0,"
                + "\"encoded\":0,\"passedThrough\":0,\"dropped\":0,\"connects\":0,\"reconnects\":0,"
                + "\"failures\":0,\"lastError\":null,\"retryMillis\":0,\"waitingFor\":null,"
                + "\"substituted\":0},"
                + json().substring(json().indexOf("{\"id\":\"a\"")));
  }

  @Test
  void aCameraTellsTheWidthsOfItsOwnLadder() {
    cameras.add(
        "a",
        source,
        CameraOptions.builder().ladder(new Ladder(List.of(480, 72), List.of())).build());
    cameras.add(
        "b", source, CameraOptions.builder().ladder(new Ladder(List.of(), List.of())).build());
    assertThat(json()).contains("\"widths\":[72,480],").contains("\"widths\":[],");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\\",
        "\\\"",
        "</script><script>",
        "\n\r\t\b\f",
        "\u0000\u001f\u007f",
        "\u2028\u2029",
        "\ud83d\udcf7",
        "\ud83d",
        "\udcf7",
        "a\udcf7\ud83d",
        "T\u00fcr \u30ab\u30e1\u30e9",
        "%s {0}"
      })
  void anyTextIsTold(String text) {
    source.describedAs(text).fail(Kind.UNREACHABLE, "x" + text);
    Camera camera = cameras.add("door", source, CameraOptions.builder().name("n" + text).build());
    try (Subscription viewer = camera.subscribe()) {
      Await.until("it has failed", () -> camera.status().lastError() != null);
      assertThat(json())
          .contains("\"lastError\":\"x")
          .contains("\"renditions\":[{\"format\":\"JPEG\",\"width\":0,");
      assertThat(viewer.camera()).isSameAs(camera);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void anImpossibleRateIsNone(double fps) {
    source.knows(SessionInfo.builder().codec("mjpeg").size(1, 1).fps(fps).build()).picture();
    Camera camera = cameras.add("door", source);
    try (Subscription viewer = camera.subscribe()) {
      Await.until("it is live", () -> viewer.frames().sequence() > 0);
      assertThat(json()).contains("\"promisedFps\":0.00");
    }
  }

  @Test
  void numbersDoNotFollowTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      source.knows(SessionInfo.builder().codec("mjpeg").size(1, 1).fps(29.97).build()).picture();
      Camera camera = cameras.add("door", source);
      try (Subscription viewer = camera.subscribe()) {
        Await.until("it is live", () -> viewer.frames().sequence() > 0);
        assertThat(json()).contains("\"promisedFps\":29.97");
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{\"a\":NaN}", "[1,]", "\"\u0001\"", "\"\\x\"", "01", "{a:1}", "[] x"})
  void theCheckerFindsWhatIsNoJson(String text) {
    assertThatThrownBy(() -> JsonChecker.check(text)).isInstanceOf(Throwable.class);
  }

  /** The page's scripts are checked by these types; this checks the types. */
  @Test
  void whatThePageReadsIsWritten() throws Exception {
    cameras.add("a", source.rate(50));
    try (Subscription viewer = cameras.all().get(0).subscribe()) {
      Await.until("a frame", () -> viewer.frames().sequence() > 0);
      String json = json();
      String types = Files.readString(Path.of("src/page/types.d.ts"));
      for (String type : List.of("CameraJson", "RenditionJson", "CamerasJson")) {
        assertThat(properties(types, type))
            .isNotEmpty()
            .allSatisfy(name -> assertThat(json).contains("\"" + name + "\":"));
      }
    }
  }

  private static List<String> properties(String types, String type) {
    Matcher body =
        Pattern.compile("interface " + type + " \\{(.*?)\\n}", Pattern.DOTALL).matcher(types);
    assertThat(body.find()).as(type).isTrue();
    return Pattern.compile("^  (\\w+):", Pattern.MULTILINE)
        .matcher(body.group(1))
        .results()
        .map(property -> property.group(1))
        .toList();
  }
}
