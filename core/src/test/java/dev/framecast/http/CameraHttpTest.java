package dev.framecast.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.framecast.Cameras;
import dev.framecast.ScriptedSource;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Rotation;
import dev.framecast.frame.Ladder;
import dev.framecast.frame.Rendition;
import dev.framecast.mjpeg.MjpegWriters;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to which request. */
class CameraHttpTest {
  private static final String STREAM = "/cameras/door/stream.mjpg";
  private static final String SNAPSHOT = "/cameras/door/snapshot.jpg";

  private final Cameras cameras = new Cameras();
  private final CameraHttp http = new CameraHttp(cameras);
  private final ScriptedSource source = new ScriptedSource();

  @BeforeEach
  void aDoor() {
    cameras.add("door", source);
  }

  @AfterEach
  void nothingWasWatchedByAnswering() {
    assertThat(source.opened).hasValue(0);
    cameras.close();
  }

  private HttpAnswer get(String path, String query) {
    return http.answer("GET", "/cams", path, query, name -> null, true);
  }

  private HttpAnswer.Content content(String path, String query) {
    return (HttpAnswer.Content) get(path, query);
  }

  private HttpAnswer.CameraView stream(String query) {
    return only((HttpAnswer.Stream) get(STREAM, query));
  }

  private static HttpAnswer.CameraView only(HttpAnswer.Stream stream) {
    assertThat(stream.views()).hasSize(1);
    return stream.views().get(0);
  }

  private HttpAnswer.Snapshot snapshot(String query) {
    return (HttpAnswer.Snapshot) get(SNAPSHOT, query);
  }

  static String text(HttpAnswer.Content answer) {
    return UTF_8.decode(answer.body()).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8, no-cache",
    "/wall/camera-element.js, text/javascript; charset=utf-8, no-cache",
    "/cameras, application/json; charset=utf-8, no-store",
  })
  void pagesAreServed(String path, String type, String caching) {
    HttpAnswer.Content answer = content(path, null);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers())
        .containsEntry("Content-Type", type)
        .containsEntry("Cache-Control", caching)
        .containsEntry("X-Content-Type-Options", "nosniff");
    assertThat(answer.body().remaining()).isPositive();
    assertThat(answer.body().isReadOnly()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"'%s', 304", "'\"x\", W/%s', 304", "*, 304", "'\"x\"', 200"})
  void aFileThatTheBrowserHasIsNotSentAgain(String ifNoneMatch, int status) {
    String tag = content("/wall/camera-element.js", null).headers().get("ETag");
    assertThat(tag).matches("\"[0-9a-f]{16}\"");
    String header = ifNoneMatch.formatted(tag);
    HttpAnswer.Content answer =
        (HttpAnswer.Content)
            http.answer(
                "GET",
                "",
                "/wall/camera-element.js",
                null,
                name -> name.equals("If-None-Match") ? header : null,
                true);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers()).containsEntry("ETag", tag);
    assertThat(answer.body().hasRemaining()).isEqualTo(status == 200);
  }

  @Test
  void aBodyCanBeReadAgain() {
    HttpAnswer.Content answer = content("/", null);
    ByteBuffer first = answer.body();
    int length = first.remaining();
    first.position(first.limit());
    assertThat(answer.body().remaining()).isEqualTo(length);
  }

  @Test
  void theWallRunsNoScriptButItsOwn() {
    HttpAnswer.Content answer = content("/", null);
    assertThat(answer.headers().get("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
        .contains("img-src 'self'", "connect-src 'self'")
        .doesNotContain("unsafe");
    String page = text(answer);
    assertThat(page.replaceAll("(?s)<script[^>]* src=\"[^\"]+\"[^>]*></script>", ""))
        .doesNotContainIgnoringCase("<script")
        .doesNotContainIgnoringCase("<style")
        .doesNotContainIgnoringCase("style=")
        .doesNotContainIgnoringCase("javascript:")
        .doesNotContainPattern("(?i)\\son[a-z]+\\s*=");
    assertThat(page).as("links are relative").doesNotContain("=\"/").doesNotContain("://");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/x",
        "//",
        "/cameras/",
        "/cameras/door",
        "/cameras/door/",
        "/cameras//stream.mjpg",
        "/cameras/none/stream.mjpg",
        "/cameras/door/stream",
        "/cameras/door/x/stream.mjpg",
        "/cameras/door/stream.mjpg/",
        "/camerasdoor/stream.mjpg",
        "/wall/",
        "/wall/wall.html",
        "/wall/wall.js",
        "/wall/0123456789abcdef/wall.js",
        "/wall/../wall/wall.js",
        "/wall/%2e%2e/wall.js",
        "/cameras/%64oor/stream.mjpg",
        "x",
      })
  void otherPathsAreNotFound(String path) {
    HttpAnswer.Content answer = content(path, null);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.headers()).containsEntry("Content-Type", "text/plain; charset=utf-8");
  }

  @Test
  void whatAStrangerSentIsToldHarmlessly() {
    String path = "/\u001b[31m\r\nSet-Cookie: x\u00e9" + "y".repeat(500);
    String line = text(content(path, null));
    assertThat(line.strip()).matches("[\\x20-\\x7E]{20,140}").contains("?[31m??Set-Cookie");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "", "\r\n"})
  void otherMethodsAreNotAllowed(String method) {
    for (String path : List.of("/", "/cameras", STREAM, SNAPSHOT, "/none", "")) {
      HttpAnswer.Content answer =
          (HttpAnswer.Content) http.answer(method, "", path, null, name -> null, true);
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD");
      assertThat(text(answer).strip()).doesNotContain("\n");
    }
  }

  @Test
  void headIsAnsweredAsGetIs() {
    HttpAnswer.Content page =
        (HttpAnswer.Content) http.answer("HEAD", "", "/", null, name -> null, true);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body().remaining()).isEqualTo(content("/", null).body().remaining());
    assertThat(http.answer("HEAD", "", STREAM, null, name -> null, true))
        .isInstanceOf(HttpAnswer.Stream.class);
    assertThat(http.answer("HEAD", "", SNAPSHOT, null, name -> null, true))
        .isInstanceOf(HttpAnswer.Snapshot.class);
  }

  @ParameterizedTest
  @CsvSource({"/cams, /cams/", "/a/b%20c, /a/b%20c/", "'', /", "//evil.example, /evil.example/"})
  void theBareMountPointIsSentToItsFolder(String mount, String location) {
    HttpAnswer.Content answer =
        (HttpAnswer.Content) http.answer("GET", mount, "", null, name -> null, true);
    assertThat(answer.status()).isEqualTo(308);
    assertThat(answer.headers()).containsEntry("Location", location);
  }

  @ParameterizedTest
  @CsvSource({"full=door, /cams/?full=door", "'', /cams/?", ", /cams/", "a b, /cams/"})
  void theQueryGoesAlongToTheFolder(String query, String location) {
    assertThat(content("", query).headers()).containsEntry("Location", location);
  }

  @Test
  void anAnswerCannotBeChanged() {
    HttpAnswer.Content answer = content("/cameras", null);
    assertThatThrownBy(() -> answer.headers().put("A", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(answer.with("A", "b").headers()).containsEntry("A", "b");
    assertThat(answer.headers()).doesNotContainKey("A");
  }

  @Test
  void aStreamIsTheCamerasOwnUnlessAskedOtherwise() {
    for (String query : new String[] {null, "", "width=&fps=&quality=", "t=1&&x", "width"}) {
      HttpAnswer.CameraView stream = stream(query);
      assertThat(stream.camera()).isSameAs(cameras.find("door"));
      assertThat(stream.rendition()).isEqualTo(Rendition.SOURCE);
      assertThat(stream.maxFps()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "width=640, 640, 0",
    "width=641, 960, 0",
    "width=1, 160, 0",
    "width=65535, 0, 0",
    "quality=1, 0, 50",
    "quality=80, 0, 80",
    "quality=100, 0, 90",
    "width=300&quality=60, 320, 65",
    "width=%36%34%30, 640, 0",
  })
  void sizesAndQualitiesSnapToTheLadder(String query, int width, int quality) {
    assertThat(stream(query).rendition()).isEqualTo(Rendition.jpeg(width, quality));
    assertThat(snapshot(query).rendition()).isEqualTo(Rendition.jpeg(width, quality));
  }

  @Test
  void eachCameraHasItsOwnLadder() {
    Ladder ladder = new Ladder(List.of(100), List.of());
    cameras.add("low", source, CameraOptions.builder().ladder(ladder).build());
    HttpAnswer.CameraView stream =
        only((HttpAnswer.Stream) get("/cameras/low/stream.mjpg", "width=7&quality=7"));
    assertThat(stream.rendition()).isEqualTo(Rendition.jpeg(100, 0));
  }

  @ParameterizedTest
  @CsvSource({"fps=5, 5", "fps=0.5, 0.5", "fps=1000, 1000", "fps=29.97, 29.97"})
  void ratesAreTakenAsTheyAre(String query, double fps) {
    assertThat(stream(query).maxFps()).isEqualTo(fps);
  }

  @Test
  void aSnapshotMayBeTwoSecondsOldUnlessAskedOtherwise() {
    assertThat(snapshot(null).maxAge()).isEqualTo(Duration.ofSeconds(2));
    assertThat(snapshot("maxAge=").maxAge()).isEqualTo(Duration.ofSeconds(2));
    assertThat(snapshot("maxAge=0").maxAge()).isZero();
    assertThat(snapshot("maxAge=0.25").maxAge()).isEqualTo(Duration.ofMillis(250));
    assertThat(snapshot("maxAge=86400").maxAge()).isEqualTo(Duration.ofDays(1));
    assertThat(snapshot(null).timeout()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "width=a | width \"a\": must be a whole number from 1 to 65535",
        "width=0 | width \"0\": must be a whole number from 1 to 65535",
        "width=-1 | width \"-1\": must be",
        "width=1.5 | width \"1.5\": must be",
        "width=65536 | width \"65536\": must be",
        "width=99999999999999999999 | must be",
        "width=0x10 | must be",
        "width=%D9%A1 | must be",
        "width=6+4 | must be",
        "quality=0 | quality \"0\": must be a whole number from 1 to 100",
        "quality=101 | must be",
        "fps=0 | fps \"0\": must be a number above 0",
        "fps=-1 | must be",
        "fps=NaN | must be",
        "fps=1e3 | must be",
        "fps=1001 | must be a number from 0 to 1000",
        "width=1&width=1 | width is given twice: \"1\" and \"1\"",
        "width=&width=640 | width is given twice",
        "fps=%zz | a % must be followed by two hexadecimal digits",
        "fps=5% | a % must be followed by",
      })
  void aBadQueryIsToldWhatIsRight(String query, String line) {
    HttpAnswer.Content answer = content(STREAM, query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer)).contains(line).endsWith("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"maxAge=-1", "maxAge=86401", "maxAge=x", "maxAge=1&maxAge=2"})
  void aBadAgeIsToldToo(String query) {
    assertThat(content(SNAPSHOT, query).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"t=100%", "%zz=1", "a=1&a=2", "Width=x", "=", "&&&", "%", "a=%&width=640"})
  void queriesOfOthersArePassedOver(String query) {
    assertThat(stream(query).camera().id()).isEqualTo("door");
    assertThat(content("/", query).status()).isEqualTo(200);
    assertThat(content("/cameras", query).status()).isEqualTo(200);
  }

  @Test
  void theFormOfAStreamIsChosenByTheRequest() {
    assertThat(stream(null).writer()).isSameAs(MjpegWriters.forClients());
    Map<String, String> image = Map.of("Sec-Fetch-Dest", "image");
    HttpAnswer.Stream stream =
        (HttpAnswer.Stream) http.answer("GET", "", STREAM, null, image::get, true);
    assertThat(only(stream).writer()).isSameAs(MjpegWriters.forImages());
    assertThat(stream.headers())
        .containsEntry("Content-Type", "multipart/x-mixed-replace; boundary=framecast")
        .containsEntry("X-Accel-Buffering", "no")
        .containsEntry("X-Content-Type-Options", "nosniff");
    assertThat(stream.headers().get("Cache-Control")).contains("no-store");
  }

  private List<HttpAnswer.CameraView> streams(String query) {
    return ((HttpAnswer.Stream) get("/streams.mjpg", query)).views();
  }

  @Test
  void manyCamerasComeInOneStreamInTheOrderAskedFor() {
    cameras.add("yard", source);
    cameras.add("roof", source);
    assertThat(streams("ids=yard,door"))
        .extracting(wish -> wish.camera().id())
        .containsExactly("yard", "door");
    assertThat(streams(null))
        .extracting(wish -> wish.camera().id())
        .containsExactly("door", "yard", "roof");
    assertThat(streams("ids=yard").get(0).writer())
        .isEqualTo(MjpegWriters.forManyCameras("yard"))
        .isNotEqualTo(MjpegWriters.forManyCameras("door"));
  }

  @Test
  void oneValueIsForAllCamerasAndAListHasOneEach() {
    cameras.add("yard", source);
    assertThat(streams("ids=yard,door&width=640&fps=5"))
        .extracting(HttpAnswer.CameraView::rendition, HttpAnswer.CameraView::maxFps)
        .containsExactly(tuple(Rendition.jpeg(640, 0), 5.0), tuple(Rendition.jpeg(640, 0), 5.0));
    assertThat(streams("ids=yard,door&width=1280,&fps=,2&quality=80,65"))
        .extracting(HttpAnswer.CameraView::rendition, HttpAnswer.CameraView::maxFps)
        .containsExactly(tuple(Rendition.jpeg(1280, 80), 0.0), tuple(Rendition.jpeg(0, 65), 2.0));
    assertThat(streams("width=160,320"))
        .extracting(HttpAnswer.CameraView::rendition)
        .containsExactly(Rendition.jpeg(160, 0), Rendition.jpeg(320, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ids=door,; ids \"door,\": must be camera ids with commas between them",
        "ids=door,door; ids \"door,door\": \"door\" is in it twice",
        "ids=door&width=1,2; width \"1,2\": must be one value, or 1 with commas",
        "ids=door,yard&fps=1,2,3; fps \"1,2,3\": must be one value, or 2 with commas",
        "ids=door,yard&fps=1,x; fps \"x\": must be a number from 0 to 1000",
      })
  void badListsAreRefused(String query, String line) {
    cameras.add("yard", source);
    HttpAnswer.Content answer = content("/streams.mjpg", query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer)).startsWith(line);
  }

  @Test
  void aStreamOfUnknownCamerasOrOfNoneIsNotFound() {
    HttpAnswer.Content unknown = content("/streams.mjpg", "ids=door,attic");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(text(unknown)).isEqualTo("no camera \"attic\"\n");
    cameras.remove("door");
    HttpAnswer.Content none = content("/streams.mjpg", null);
    assertThat(none.status()).isEqualTo(404);
    assertThat(text(none)).isEqualTo("there are no cameras\n");
  }

  @Test
  void videoIsForWhoeverAsksForItAndHasJpegsOfThatWidthToGoWithIt() {
    HttpAnswer.Stream stream =
        (HttpAnswer.Stream) get("/streams.mjpg", "ids=door&form=video&width=600");
    HttpAnswer.CameraView view = only(stream);
    assertThat(view.video()).isEqualTo(Rendition.video(600));
    assertThat(view.rendition()).isEqualTo(Rendition.jpeg(640, 0));
    assertThat(view.writer()).isEqualTo(MjpegWriters.forManyCameras("door"));
    assertThat(stream.headers()).containsEntry("X-Framecast-Stream", "1");
    for (String form : new String[] {"", "&form=jpeg", "&form="}) {
      assertThat(only((HttpAnswer.Stream) get("/streams.mjpg", "ids=door" + form)).video())
          .isNull();
    }
  }

  @Test
  void aCameraThatIsTurnedHasJpegsAlone() {
    cameras.add("side", source, CameraOptions.builder().rotate(Rotation.LEFT).build());
    assertThat(only((HttpAnswer.Stream) get("/streams.mjpg", "ids=side&form=video")).video())
        .isNull();
    HttpAnswer.Content file = content("/cameras/side/video.mp4", "");
    assertThat(file.status()).isEqualTo(404);
    assertThat(text(file))
        .contains(
            "is rotated, flipped, cropped or written on", "only stream.mjpg and snapshot.jpg");
    assertThat(text(content("/cameras", ""))).contains("\"video\":true", "\"video\":false");
  }

  @Test
  void eachCameraHasAFormOfItsOwn() {
    cameras.add("yard", source);
    HttpAnswer.Stream stream =
        (HttpAnswer.Stream) get("/streams.mjpg", "ids=door,yard&form=jpeg,video&after=,2.1504");
    assertThat(stream.views())
        .extracting(HttpAnswer.CameraView::video)
        .containsExactly(null, Rendition.VIDEO);
    assertThat(stream.views())
        .extracting(HttpAnswer.CameraView::seen)
        .containsExactly(null, new HttpAnswer.SeenUnit(2, 1504));
  }

  @Test
  void aFormThatIsNoneIsSaid() {
    HttpAnswer.Content after = content("/streams.mjpg", "ids=door&form=video&after=0.7");
    assertThat(after.status()).isEqualTo(400);
    assertThat(text(after))
        .isEqualTo(
            "after \"0.7\": must be EPOCH.SEQUENCE of the last unit of video, such as 2.1504\n");
    HttpAnswer.Content unknown = content("/streams.mjpg", "ids=door&form=webm");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(text(unknown)).isEqualTo("form \"webm\": must be jpeg or video\n");
    HttpAnswer.Content image = content(STREAM, "form=video");
    assertThat(image.status()).isEqualTo(400);
    assertThat(text(image))
        .isEqualTo(
            "form \"video\": must be jpeg here; video is at /streams.mjpg?ids=door&form=video\n");
    assertThat(stream("form=jpeg").video()).isNull();
  }

  @Test
  void imagesAreToldOfNoVersion() {
    HttpAnswer.Stream image =
        (HttpAnswer.Stream)
            http.answer(
                "GET",
                "",
                STREAM,
                null,
                name -> name.equals("Sec-Fetch-Dest") ? "image" : null,
                true);
    assertThat(image.headers()).doesNotContainKey("X-Framecast-Stream");
    assertThat(((HttpAnswer.Stream) get(STREAM, null)).headers())
        .containsEntry("X-Framecast-Stream", "1");
  }
}
