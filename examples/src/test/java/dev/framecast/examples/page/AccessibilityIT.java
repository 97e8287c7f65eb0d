package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.examples.wall.FaultySource.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page as axe-core sees it, which knows WCAG's rules as far as a program can. */
@Tag("real")
class AccessibilityIT {

  @ParameterizedTest
  @CsvSource({"en, dark, 1280", "en, light, 360", "ko, light, 1280", "ko, dark, 360"})
  void axeFindsNothingWrongWithThePageAndItsDialogs(String language, String theme, int width)
      throws Exception {
    try (PageStage stage = new PageStage().patterns(3, 640, 360, 5)) {
      AtomicReference<Fault> failing = stage.faulty("yard");
      stage.browser.systemTheme(theme);
      stage.browser.size(width, 800);
      stage.open("/?clock=1&groups=front:cam1,cam2;back:yard&group=&lang=" + language);
      failing.set(Fault.UNREACHABLE);
      stage.await("it says so", () -> stage.tiles.isGrey("yard"));
      look(stage, "tiles");
      for (String key : List.of("?", "o", "a")) {
        stage.browser.press(key);
        stage.await("open", () -> count(stage, "dialog[open]") == 1);
        look(stage, "the dialog of " + key);
        stage.browser.press(Keys.ESCAPE);
        stage.await("closed", () -> count(stage, "dialog[open]") == 0);
      }
      stage.browser.press("2");
      stage.await("in full", () -> count(stage, "li.tile.full") == 1);
      look(stage, "one in full");
    }
  }

  @ParameterizedTest
  @CsvSource({"en, dark", "ko, light"})
  void axeFindsNothingWrongWithAPageWithoutCameras(String language, String theme) throws Exception {
    try (PageStage stage = new PageStage()) {
      stage.browser.systemTheme(theme);
      stage.browser.open(stage.address("/?lang=" + language));
      stage.await(
          "it says so",
          () ->
              stage.browser.number("return document.body.innerText.trim().length > 0 ? 1 : 0")
                  == 1);
      look(stage, "no cameras");
      stage.browser.run("document.querySelector('main').append(document.createElement('img'))");
      assertThat(violations(stage)).as("a mistake made on purpose").hasSize(1);
    }
  }

  private static double count(PageStage stage, String selector) {
    return stage.browser.number("return document.querySelectorAll(arguments[0]).length", selector);
  }

  private static void look(PageStage stage, String what) throws IOException {
    assertThat(violations(stage)).as(what).isEmpty();
  }

  private static List<?> violations(PageStage stage) throws IOException {
    if (stage.browser.number("return window.axe ? 1 : 0") == 0) {
      stage.browser.run(axe());
    }
    Object found =
        stage.browser.run(
            """
            return axe.run(document, { resultTypes: ['violations'] }).then((found) =>
              found.violations.map((one) =>
                one.id + ': ' + one.help + ': ' + one.nodes.map((node) => node.html).join(' ')));
            """);
    return (List<?>) found;
  }

  private static String axe() throws IOException {
    try (InputStream in = AccessibilityIT.class.getResourceAsStream("/axe.min.js")) {
      return new String(
          Objects.requireNonNull(in, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
