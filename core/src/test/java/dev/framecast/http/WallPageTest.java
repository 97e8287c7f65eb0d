package dev.framecast.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WallPageTest {
  /** What a file asks for: links and scripts of the page, imports, and the worker's address. */
  private static final Pattern ASKED =
      Pattern.compile(
          "(?:href|src)=\"wall/[0-9a-f]{16}/([^\"]+)\"|from '\\./([^']+)'|import '\\./([^']+)'|new URL\\('([^'.][^']*)'|\"src\": \"([^\"]+)\"");

  static Stream<String> files() {
    return WallPage.names().stream();
  }

  private static String path(String name) {
    return "/wall/" + WallPage.version() + "/" + name;
  }

  private static String file(String path) {
    HttpAnswer.Content content = WallPage.file(path, null);
    assertThat(content).as(path).isNotNull();
    return CameraHttpTest.text(content);
  }

  @ParameterizedTest
  @MethodSource("files")
  void eachFileIsServedAsWhatItIs(String name) {
    HttpAnswer.Content content = WallPage.file(path(name), null);
    assertThat(content).isNotNull();
    assertThat(content.headers())
        .containsEntry(
            "Content-Type",
            switch (name.substring(name.lastIndexOf('.'))) {
              case ".css" -> "text/css; charset=utf-8";
              case ".svg" -> "image/svg+xml";
              case ".png" -> "image/png";
              case ".webmanifest" -> "application/manifest+json";
              default -> "text/javascript; charset=utf-8";
            });
    assertThat(content.headers())
        .containsEntry("Cache-Control", "public, max-age=31536000, immutable")
        .containsKey("ETag");
    assertThat(content.body().remaining()).isPositive();
  }

  @Test
  void eachFileOfTheFolderIsServed() throws Exception {
    Path folder =
        Path.of(
            Objects.requireNonNull(WallPage.class.getResource("wall/wall.html"))
                .toURI()
                .resolve("."));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.equals("wall.html")))
          .containsExactlyInAnyOrderElementsOf(WallPage.names());
    }
  }

  @Test
  void aNewFileIsServedAsSoonAsAnotherAsksForIt() {
    Map<String, String> folder =
        Map.of(
            "wall.html", "<script type=\"module\" src=\"wall/first.js\"></script>",
            "first.js", "import { second } from './second.js';",
            "second.js", "new Worker(new URL('worker.js', import.meta.url))",
            "worker.js", "import './first.js'; // in a circle",
            "camera-element.js", "fetch('/other.js'); load('../secret.js', 'https://host/far.js')",
            "forgotten.js", "");
    assertThat(WallPage.files(name -> folder.get(name).getBytes(UTF_8)))
        .containsOnlyKeys("camera-element.js", "first.js", "second.js", "worker.js");
  }

  @Test
  void nothingIsReadOrHashedAgain() {
    for (String path : List.of("/", "/wall/camera-element.js", path("wall.js"))) {
      assertThat(WallPage.file(path, null)).isNotNull().isSameAs(WallPage.file(path, "\"x\""));
    }
  }

  @Test
  void whatOneRequestIsAnsweredNoOtherCanChange() {
    HttpAnswer.Content file = WallPage.file("/", null);
    assertThat(file).isNotNull();
    file.body().position(5);
    assertThat(file.with("X-Mine", "1").headers()).containsKey("X-Mine");
    assertThat(file.headers()).doesNotContainKey("X-Mine");
    assertThat(file.body().position()).isZero();
    assertThatThrownBy(() -> file.headers().put("X-Mine", "1"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theElementsAddressLeadsToTheModuleThatAllOthersShare() {
    assertThat(file("/wall/camera-element.js"))
        .isEqualTo("export * from './" + WallPage.version() + "/camera-element.js';\n");
  }

  @Test
  void whatThePageAndTheElementAskForIsServedAndNothingElse() {
    Set<String> reached = new TreeSet<>(Set.of("camera-element.js"));
    Deque<String> unread = new ArrayDeque<>(reached);
    collect(file("/"), reached, unread);
    while (!unread.isEmpty()) {
      collect(file(path(unread.remove())), reached, unread);
    }
    assertThat(reached).containsExactlyElementsOf(WallPage.names());
  }

  @Test
  void thePageLinksToAllModulesThatItNeedsAndToNoOthers() {
    Set<String> linked = new TreeSet<>();
    Pattern.compile("rel=\"modulepreload\" href=\"wall/[0-9a-f]{16}/([^\"]+)\"")
        .matcher(file("/"))
        .results()
        .forEach(link -> linked.add(link.group(1)));
    Set<String> needed = new TreeSet<>(WallPage.names());
    needed.removeIf(name -> !name.endsWith(".js") || name.equals("camera-element.js"));
    assertThat(linked).isEqualTo(needed);
  }

  private static void collect(String text, Set<String> reached, Deque<String> unread) {
    Matcher asked = ASKED.matcher(text);
    while (asked.find()) {
      for (int group = 1; group <= asked.groupCount(); group++) {
        String name = asked.group(group);
        if (name != null && reached.add(name)) {
          unread.add(name);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void noFileAsksForAnotherHostOrTurnsTextIntoMarkup(String name) {
    assertThat(file(path(name)).replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("://", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
        .doesNotContain("eval(", "new Function")
        .doesNotContainIgnoringCase("javascript:");
  }

  @Test
  void thePageCanBeInstalledWhereverTheSinkIsMounted() {
    assertThat(file("/")).contains("rel=\"manifest\" crossorigin=\"use-credentials\" href=\"wall/");
    // Below wall/VERSION/, that is.
    assertThat(file(path("wall.webmanifest")))
        .contains("\"start_url\": \"../../\"", "\"scope\": \"../../\"", "standalone");
    HttpAnswer.Content page = WallPage.file("/", null);
    assertThat(page).isNotNull();
    assertThat(page.headers().get("Content-Security-Policy")).contains("manifest-src 'self'");
  }

  @Test
  void theDrawingsThatAreUsedAreThere() {
    String page = file("/");
    Matcher used = Pattern.compile("#icon-([a-z]+)\"").matcher(page);
    assertThat(used.results().map(result -> result.group(1)))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(page).contains("id=\"icon-" + name + "\""));
    assertThat(page).contains("icon-pause\"", "icon-play\"", "icon-snapshot\"", "icon-back\"");
    assertThat(page).contains("icon-auto\"", "icon-dark\"", "icon-light\"");
    assertThat(page).contains("icon-plus\"", "icon-minus\"", "icon-others\"");
  }
}
