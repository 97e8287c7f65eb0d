package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a browser cannot stream with fetch, images come by other ways. */
@Tag("real")
class FallbackIT {

  @ParameterizedTest
  @ValueSource(strings = {"images", "snapshots"})
  void eightCamerasMoveWithoutStreamingFetch(String transport) throws Exception {
    try (PageStage stage = new PageStage().patterns(8, 320, 180, 10)) {
      stage.browser.open(stage.address("/?transport=" + transport));
      PageTiles tiles = stage.tiles;
      stage.await("eight tiles", () -> tiles.ids().size() == 8);
      Map<String, Integer> before = new HashMap<>();
      for (String id : tiles.ids()) {
        stage.await(id + " has a picture", () -> tiles.number(id) >= 0);
        before.put(id, tiles.number(id));
      }
      for (String id : tiles.ids()) {
        stage.await(id + " moves", () -> tiles.number(id) > before.get(id));
      }
      assertThat(stage.connections()).as("the browser's six at most").isBetween(1L, 6L);
      assertThat(stage.browser.complaints()).isEmpty();
    }
  }
}
