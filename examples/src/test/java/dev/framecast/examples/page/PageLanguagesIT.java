package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page in the languages that it has. That they have the same texts is PageTextsTest's matter.
 */
@Tag("real")
class PageLanguagesIT {
  private static final String TILE =
      "return document.querySelector('li.tile[data-camera=cam1] .open').ariaLabel";

  private PageStage stage;
  private Browser browser;

  @BeforeEach
  void twoCameras() throws IOException {
    stage = new PageStage().patterns(2, 640, 360, 10);
    browser = stage.browser;
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private String text(String id) {
    return browser.text("return document.getElementById(arguments[0]).textContent", id);
  }

  @Test
  void thePageSpeaksTheBrowsersLanguage() {
    browser.languages("ko-KR,ko,en");
    stage.open("/");
    assertThat(browser.text("return document.documentElement.lang")).isEqualTo("ko");
    assertThat(browser.text(TILE)).isEqualTo("cam1, 실시간");
    assertThat(browser.text("return document.title")).isEqualTo("카메라");
    stage.await("counted", () -> text("summary").equals("카메라 2대, 실시간 2대"));
    assertThat(stage.tiles.caption("cam1")).contains("실시간");
    assertThat(stage.tiles.state("cam1")).as("programs read the same").isEqualTo("live");
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'ko-KR,ko', en, Cameras", "'en-US,en', ko, 카메라"})
  void anAddressSaysWhichLanguageInAnyCase(String languages, String wanted, String title) {
    browser.languages(languages);
    stage.open("/?lang=" + wanted);
    assertThat(browser.text("return document.querySelector('h1').textContent")).isEqualTo(title);
    assertThat(browser.text("return document.documentElement.lang")).isEqualTo(wanted);
  }

  @Test
  void aLanguageThatThereIsNotIsSaid() {
    stage.open("/?lang=xx");
    assertThat(text("notice")).isEqualTo("lang “xx” in the address: must be en or ko.");
  }

  @Test
  void noLanguageIsSeenBeforeTheRightOne() {
    browser.languages("ko");
    browser.atTheBeginning(
        """
        window.seen = new Set();
        const look = () => {
          seen.add(document.querySelector('h1')?.textContent ?? '');
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        """);
    stage.open("/");
    assertThat(browser.text("return [...seen].filter(Boolean).join()")).isEqualTo("카메라");
  }

  @Test
  void whatIsWrongIsSaidInTheLanguageToo() {
    stage.open("/?lang=ko");
    stage.stopServer();
    stage.await("said", () -> stage.tiles.state("cam1").equals("unreachable"));
    assertThat(stage.tiles.reason("cam1")).contains("동안 영상 없음", "서버가 응답하지 않습니다; 다시 시도하는 중");
    stage.await("in the title", () -> browser.text("return document.title").equals("(장애 2대) 카메라"));
  }
}
