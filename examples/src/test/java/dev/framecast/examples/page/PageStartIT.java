package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What opening the page takes: requests, and time to the first picture. */
@Tag("real")
class PageStartIT {
  private static final int VISITS = 10;

  /** Notes the time from the navigation to the first painted picture. */
  private static final String FIRST_PICTURES =
      """
      new MutationObserver(() => (window.first ??= performance.now()))
          .observe(document, { subtree: true, attributeFilter: ['data-sequence'] });
      """;

  private static final String LAST_SCRIPT =
      """
      const all = performance.getEntriesByType('resource').filter((one) => one.name.endsWith('.js'));
      return Math.max(...all.map((one) => one.responseEnd));
      """;

  @Test
  void aPageThatWasThereBeforeIsAskedForInOneRequest() throws Exception {
    try (PageStage stage = new PageStage().patterns(4, 640, 360, 10);
        Link link = new Link(stage.address("/"))) {
      List<String> requests = new CopyOnWriteArrayList<>();
      link.answer(
          request -> {
            requests.add(request.split(" ", 3)[1]);
            return "";
          });
      stage.browser.open(link.address("/"));
      stage.awaitAllLive();
      List<String> first = code(requests);
      assertThat(first).contains("/").doesNotHaveDuplicates();
      stage.browser.open(URI.create("about:blank"));
      requests.clear();
      stage.browser.open(link.address("/"));
      stage.awaitAllLive();
      assertThat(code(requests)).containsExactly("/");
      requests.clear();
      stage.browser.driver().navigate().refresh();
      stage.awaitAllLive();
      assertThat(code(requests)).containsExactly("/");
      System.out.printf("requests for the page's code: %d, then 1%n", first.size());
    }
  }

  /** All but those for cameras. */
  private static List<String> code(List<String> requests) {
    return requests.stream()
        .filter(path -> !path.startsWith("/cameras") && !path.startsWith("/streams.mjpg"))
        .toList();
  }

  /** The figure is told and not judged: it is one of the machine, and of what else runs on it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theFirstPictureIsPaintedAndTheTimeThatItTookIsTold(boolean kept) throws Exception {
    try (PageStage stage = new PageStage().patterns(4, 640, 360, 30)) {
      stage.browser.atTheBeginning(FIRST_PICTURES);
      List<Long> first = new ArrayList<>();
      List<Long> scripts = new ArrayList<>();
      for (int visit = 0; visit < VISITS; visit++) {
        stage.browser.open(URI.create("about:blank"));
        if (!kept) {
          stage.browser.driver().executeCdpCommand("Network.clearBrowserCache", Map.of());
        }
        stage.open("/");
        first.add((long) stage.browser.number("return first"));
        scripts.add((long) stage.browser.number(LAST_SCRIPT));
      }
      System.out.printf(
          "files %s: all there after %s ms, first picture after %s ms%n",
          kept ? "kept by the browser" : "asked for", scripts, first);
      assertThat(first).allMatch(millis -> millis > 0 && millis < 10_000);
    }
  }
}
