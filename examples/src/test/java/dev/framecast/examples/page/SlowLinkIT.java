package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page over a connection that is too slow for what it shows. */
@Tag("real")
class SlowLinkIT {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void tilesDoNotFlashAndAreSoonShownLiveInWhatTheLinkCarries() throws Exception {
    try (PageStage stage = new PageStage().patterns(4, 1280, 720, 10);
        Link link = new Link(stage.address("/")).bitsPerSecond(1_500_000)) {
      stage.browser.atTheBeginning(
          """
          window.changes = [];
          new MutationObserver((records) => {
            for (const { target, oldValue } of records) {
              const { camera, state } = target.dataset;
              if (camera && oldValue !== state) {
                changes.push(`${Math.round(performance.now())} ms: ${camera} ${oldValue} -> ${state}`);
              }
            }
          }).observe(document, { subtree: true, attributeFilter: ['data-state'], attributeOldValue: true });
          """);
      stage.browser.open(link.address("/"));
      stage.browser.await(
          "30 s", LONG, () -> stage.browser.number("return performance.now()") > 30_000);
      List<?> changes = (List<?>) stage.browser.run("return changes");
      System.out.println("changes of state in 30 s at 1.5 Mbit/s: " + changes.size() + changes);
      System.out.println("captions: " + stage.tiles.caption("cam1") + stage.tiles.states());
      // Live, and at most once late while the page finds out what the link carries.
      assertThat(changes).hasSizeLessThanOrEqualTo(4 * 3);
      assertThat(stage.tiles.allAre("live")).isTrue();
      assertThat(stage.tiles.caption("cam1")).contains("live", "reduced");

      link.bitsPerSecond(1_000_000_000);
      stage.browser.await(
          "all that there is again",
          Duration.ofMinutes(4),
          () -> !stage.tiles.caption("cam1").contains("reduced"));
      stage.awaitAllLive();
    }
  }
}
