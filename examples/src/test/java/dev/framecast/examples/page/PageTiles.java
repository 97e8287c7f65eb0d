package dev.framecast.examples.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the page's tiles say and show, read as a person or a program would. */
public final class PageTiles {
  /** Reads the number in the strip along the lower edge: see TestPatternSource.readNumber. */
  private static final String READ_NUMBER =
      """
      function readNumber(picture) {
        const width = picture.naturalWidth || picture.width;
        const height = picture.naturalHeight || picture.height;
        const strip = new OffscreenCanvas(width, 1).getContext('2d', { willReadFrequently: true });
        strip.drawImage(picture, 0, Math.floor(height * (1 - 1 / 24)), width, 1, 0, 0, width, 1);
        const row = strip.getImageData(0, 0, width, 1).data;
        let bits = '';
        for (let cell = 0; cell < 28; cell++) {
          bits += row[4 * Math.floor((cell + 0.5) * width / 28) + 1] > 127 ? '1' : '0';
        }
        const ones = bits.slice(2, 27).split('1').length - 1;
        return bits.startsWith('10') && bits.endsWith('1') && ones % 2 === 0
            ? parseInt(bits.slice(2, 26), 2) : -1;
      }
      """;

  private final Browser browser;

  public PageTiles(Browser browser) {
    this.browser = browser;
  }

  private static String tile(String id) {
    return "li.tile[data-camera=\"" + id + "\"]";
  }

  /** In the order in which they are on the page. */
  @SuppressWarnings("unchecked")
  public List<String> ids() {
    return (List<String>)
        browser.run(
            "return [...document.querySelectorAll('li.tile')].map((tile) => tile.dataset.camera)");
  }

  /** The same of those that are shown, of all groups and pages. */
  @SuppressWarnings("unchecked")
  List<String> shown() {
    return (List<String>)
        browser.run(
            "return [...document.querySelectorAll('li.tile:not([hidden], .soon)')]"
                + ".map((tile) => tile.dataset.camera)");
  }

  String state(String id) {
    return browser.text(
        "return document.querySelector(arguments[0])?.dataset.state ?? 'no tile'", tile(id));
  }

  /** All states, by id. */
  Map<String, String> states() {
    Map<String, String> states = new LinkedHashMap<>();
    ids().forEach(id -> states.put(id, state(id)));
    return states;
  }

  public boolean allAre(String state) {
    return browser.number(
            "const all = [...document.querySelectorAll('li.tile')];"
                + "return all.length > 0 && all.every(t => t.dataset.state === arguments[0]) ? 1 : 0",
            state)
        == 1;
  }

  /** What stands over a picture that is not live. */
  String reason(String id) {
    return browser.text(
        "return document.querySelector(arguments[0] + ' .reason').innerText", tile(id));
  }

  String caption(String id) {
    return browser.text(
        "return document.querySelector(arguments[0] + ' .caption').innerText", tile(id));
  }

  /** The number in the picture on the screen. */
  public int number(String id) {
    return (int)
        browser.number(
            READ_NUMBER
                + "const picture = document.querySelector(arguments[0] + ' .screen > *');"
                + "return picture ? readNumber(picture) : -2",
            tile(id));
  }

  /** Whether the picture is shown without its colours. */
  boolean isGrey(String id) {
    return browser
        .text(
            "const picture = document.querySelector(arguments[0] + ' .screen > *');"
                + "return picture ? getComputedStyle(picture).filter : 'no picture'",
            tile(id))
        .contains("grayscale");
  }

  /** Pictures that each tile has painted in that time, by id. */
  Map<String, Double> paintedPerSecond(int seconds) {
    browser.run(
        """
        const seen = window.seen = {};
        for (const tile of document.querySelectorAll('li.tile')) {
          seen[tile.dataset.camera] = 0;
          new MutationObserver(() => seen[tile.dataset.camera]++)
              .observe(tile, { attributes: true, attributeFilter: ['data-sequence'] });
        }
        window.begun = performance.now();
        """);
    browser.await(
        seconds + " s",
        java.time.Duration.ofSeconds(seconds + 10L),
        () -> browser.number("return performance.now() - window.begun") >= seconds * 1000.0);
    @SuppressWarnings("unchecked")
    Map<String, Number> rates =
        (Map<String, Number>)
            browser.run(
                """
                const seconds = (performance.now() - window.begun) / 1000;
                return Object.fromEntries(
                    Object.entries(window.seen).map(([id, n]) => [id, n / seconds]));
                """);
    Map<String, Double> result = new LinkedHashMap<>();
    rates.forEach((id, rate) -> result.put(id, rate.doubleValue()));
    return result;
  }

  /** The ages at which pictures were painted, of all tiles, as the page itself reads them. */
  public List<Double> agesAtPaint(int count) {
    browser.run(
        """
        const ages = window.ages = [];
        for (const tile of document.querySelectorAll('li.tile')) {
          new MutationObserver(() => ages.push(Number(tile.dataset.ageMs)))
              .observe(tile, { attributes: true, attributeFilter: ['data-sequence'] });
        }
        """);
    browser.await(
        count + " pictures",
        java.time.Duration.ofSeconds(30),
        () -> browser.number("return window.ages.length") >= count);
    List<Double> ages = new ArrayList<>();
    for (Object age : (List<?>) browser.run("return window.ages")) {
      ages.add(((Number) age).doubleValue());
    }
    ages.sort(null);
    return ages;
  }

  /**
   * Looks at a tile so many times: what number its picture has, how old the page says it is, and at
   * what time (milliseconds since 1970) that was.
   */
  List<Look> looks(String id, int count) {
    browser.run(
        READ_NUMBER
            + """
            const tile = document.querySelector(arguments[0]);
            const count = arguments[1];
            const looks = window.looks = [];
            new MutationObserver(() => {
              const at = performance.timeOrigin + performance.now();
              const number = readNumber(tile.querySelector('.screen > *'));
              if (looks.length < count) {
                looks.push([number, Number(tile.dataset.ageMs), at]);
              }
            }).observe(tile, { attributes: true, attributeFilter: ['data-age-ms'] });
            """,
        tile(id),
        count);
    browser.await(
        count + " looks",
        java.time.Duration.ofSeconds(60),
        () -> browser.number("return window.looks.length") >= count);
    List<Look> looks = new ArrayList<>();
    for (Object row : (List<?>) browser.run("return window.looks")) {
      List<?> look = (List<?>) row;
      looks.add(
          new Look(
              ((Number) look.get(0)).intValue(),
              ((Number) look.get(1)).doubleValue(),
              ((Number) look.get(2)).doubleValue()));
    }
    return looks;
  }

  /**
   * One look.
   *
   * @param number in the picture's strip
   * @param age milliseconds, as the page says
   * @param at milliseconds since 1970
   */
  record Look(int number, double age, double at) {}
}
