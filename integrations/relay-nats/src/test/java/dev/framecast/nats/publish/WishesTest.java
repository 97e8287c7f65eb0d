package dev.framecast.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Rendition;
import dev.framecast.nats.wire.Wish;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WishesTest {
  private static final Rendition SMALL = Rendition.jpeg(640, 0);
  private static final long SECOND = 1_000_000_000L;

  private final Wishes wishes = new Wishes();

  private boolean add(String reader, long now, Rendition rendition, double fps) {
    return wishes.add(new Wish(reader, 0, Map.of(rendition, fps)), now);
  }

  @Test
  void theHighestRateOfAllIsWanted() {
    add("a", 0, SMALL, 5);
    add("b", 0, SMALL, 12);
    add("c", 0, Rendition.SOURCE, 1);
    assertThat(wishes.union(0)).isEqualTo(Map.of(SMALL, 12.0, Rendition.SOURCE, 1.0));
    add("d", 0, SMALL, 0); // all there are
    assertThat(wishes.union(0)).containsEntry(SMALL, 0.0);
  }

  @Test
  void videoIsOneAtTheLargestWidth() {
    add("a", 0, Rendition.video(640), 0);
    add("b", 0, Rendition.video(1280), 0);
    assertThat(wishes.union(0)).containsOnlyKeys(Rendition.video(1280));
    add("c", 0, Rendition.VIDEO, 0);
    assertThat(wishes.union(0)).containsOnlyKeys(Rendition.VIDEO);
  }

  @Test
  void whoLeavesOrFallsSilentWantsNothing() {
    add("a", 0, SMALL, 5);
    add("b", 0, Rendition.SOURCE, 5);
    wishes.add(new Wish("a", 0, Map.of()), SECOND);
    assertThat(wishes.union(SECOND)).containsOnlyKeys(Rendition.SOURCE);
    assertThat(wishes.union(3 * SECOND)).isNotEmpty();
    assertThat(wishes.union(3 * SECOND + 1)).isEmpty();
  }

  @Test
  void aNewReaderOfVideoIsToldOfOnce() {
    assertThat(add("a", 0, SMALL, 5)).isFalse();
    assertThat(add("a", 0, Rendition.VIDEO, 0)).isTrue();
    assertThat(add("a", 1, Rendition.VIDEO, 0)).isFalse();
  }

  @Test
  void aReaderThatHasLostSomethingOfTheVideoIsToldOfOnce() {
    add("a", 0, Rendition.VIDEO, 0);
    Wish lost = new Wish("a", 0, Map.of(Rendition.VIDEO, 0.0), 1);
    assertThat(wishes.add(lost, 1)).isTrue();
    assertThat(wishes.add(lost, 2)).isFalse();
    assertThat(wishes.add(new Wish("a", 0, Map.of(SMALL, 5.0), 2), 3)).as("no video").isFalse();
  }

  @Test
  void whoCouldNotBeHeardForAWhileIsWaitedForAnew() {
    add("a", 0, SMALL, 5);
    wishes.renew(10 * SECOND);
    assertThat(wishes.union(13 * SECOND)).containsKey(SMALL);
    assertThat(wishes.union(13 * SECOND + 1)).isEmpty();
  }

  @Test
  void strangersWhoWantEverythingAreBounded() {
    for (int i = 0; i < 5_000; i++) {
      add("r" + i, 0, Rendition.jpeg(1 + i, 0), 5);
    }
    assertThat(wishes.union(0)).hasSize(Wish.MOST);
  }
}
