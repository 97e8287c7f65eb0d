package dev.framecast.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
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
          "(?:href|src)=\"wall/([^\"]+)\"|from '\\./([^']+)'|import '\\./([^']+)'|new URL\\('([^'.][^']*)'");

  static Stream<String> files() {
    return WallPage.FILES.stream().sorted();
  }

  private static String file(String path) {
    HttpAnswer.Content content = WallPage.file(path);
    assertThat(content).as(path).isNotNull();
    return CameraHttpTest.text(content);
  }

  @ParameterizedTest
  @MethodSource("files")
  void eachFileIsServedAsWhatItIs(String name) {
    HttpAnswer.Content content = WallPage.file("/wall/" + name);
    assertThat(content).isNotNull();
    assertThat(content.headers())
        .containsEntry(
            "Content-Type",
            name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8");
    assertThat(content.body().remaining()).isPositive();
  }

  @Test
  void whatThePageAndTheElementAskForIsServedAndNothingElse() {
    Set<String> reached = new TreeSet<>(Set.of("camera-element.js"));
    Deque<String> unread = new ArrayDeque<>(reached);
    collect(file("/"), reached, unread);
    while (!unread.isEmpty()) {
      collect(file("/wall/" + unread.remove()), reached, unread);
    }
    assertThat(reached).containsExactlyElementsOf(new TreeSet<>(WallPage.FILES));
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
    assertThat(file("/wall/" + name).replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("://", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
        .doesNotContain("eval(", "new Function")
        .doesNotContainIgnoringCase("javascript:");
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
  }
}
