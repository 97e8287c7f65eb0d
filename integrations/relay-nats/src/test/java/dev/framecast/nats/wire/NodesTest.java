package dev.framecast.nats.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.nats.wire.Announcement.Listed;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodesTest {
  private static final Listed DOOR = new Listed("Door", Set.of());
  private static final long SECOND = 1_000_000_000L;

  private final Nodes nodes = new Nodes();

  private static Announcement said(String node, String... ids) {
    Map<String, Listed> cameras = new HashMap<>();
    for (String id : ids) {
      cameras.put(id, DOOR);
    }
    return Announcement.of(node, cameras).get(0);
  }

  @Test
  void theNodeWithTheFirstNameHasTheCamera() {
    nodes.heard(said("b", "door", "yard"), 0);
    nodes.heard(said("a", "door"), 0);
    assertThat(nodes.owners().get("door").node()).isEqualTo("a");
    assertThat(nodes.owners().get("yard").node()).isEqualTo("b");
    nodes.heard(Announcement.leaving("a"), 0);
    assertThat(nodes.owners().get("door").node()).isEqualTo("b");
  }

  @Test
  void aNodeThatFallsSilentIsGoneAfterTwoSeconds() {
    nodes.heard(said("a", "door"), 0);
    assertThat(nodes.forgetSilent(2 * SECOND)).isFalse();
    nodes.heard(said("a", "door"), 2 * SECOND);
    assertThat(nodes.forgetSilent(4 * SECOND)).isFalse();
    assertThat(nodes.forgetSilent(4 * SECOND + 1)).isTrue();
    assertThat(nodes.owners()).isEmpty();
  }

  @Test
  void onlyWhatIsOtherThanBeforeIsNews() {
    assertThat(nodes.heard(said("a", "door"), 0)).isTrue();
    assertThat(nodes.heard(said("a", "door"), 1)).isFalse();
    assertThat(nodes.heard(said("a", "yard"), 2)).isTrue();
    assertThat(nodes.owners()).containsOnlyKeys("yard");
  }

  private void part(int part, int parts, String... ids) {
    boolean unused = nodes.heard(new Announcement("a", part, parts, said("a", ids).cameras()), 0);
  }

  @Test
  void aCameraThatGoesFromOnePartToAnotherIsThereAllTheTime() {
    part(0, 3, "a", "b");
    part(1, 3, "c", "d");
    part(2, 3, "e");
    part(0, 3, "a");
    assertThat(nodes.owners()).containsOnlyKeys("a", "b", "c", "d", "e");
    part(1, 3, "b", "c");
    part(2, 3, "d", "e");
    assertThat(nodes.owners()).containsOnlyKeys("a", "b", "c", "d", "e");
    part(0, 2, "a", "b", "c");
    assertThat(nodes.owners()).as("d and e are yet to come").hasSize(5);
    part(1, 2, "d");
    assertThat(nodes.owners()).containsOnlyKeys("a", "b", "c", "d");
  }

  @Test
  void whatIsGoneIsKnownWithTheNextListWhereTheLastPartOfOneIsNeverHeard() {
    part(0, 4, "a", "b");
    part(1, 4, "c");
    part(2, 4, "d");
    part(0, 3, "a");
    part(1, 3, "c");
    part(0, 3, "a");
    assertThat(nodes.owners()).containsOnlyKeys("a", "c", "d");
    part(0, 2, "a");
    part(0, 2, "a");
    assertThat(nodes.owners()).containsOnlyKeys("a", "c");
  }

  private static String[] ids(String prefix, int first, int count) {
    return IntStream.range(first, first + count).mapToObj(i -> prefix + i).toArray(String[]::new);
  }

  @Test
  void aNodeOfTenThousandThatSaysItInFewerPartsIsUnderstood() {
    for (int part = 0; part < 10; part++) {
      part(part, 10, ids("c", part * 1_000, 1_000));
    }
    assertThat(nodes.owners()).hasSize(10_000).containsKey("c9999");
    for (int beacon = 0; beacon < 4; beacon++) {
      for (int part = 0; part < 5; part++) {
        part(part, 5, ids("d", part * 2_000, 2_000));
      }
    }
    assertThat(nodes.owners()).hasSize(10_000).containsKeys("d0", "d9999");
  }

  @Test
  void aNodeThatSaysItHasMoreThanTenThousandIsBelievedUpToThat() {
    for (int part = 0; part < 20; part++) {
      Map<String, Listed> cameras = new HashMap<>();
      for (int i = 0; i < 1_000; i++) {
        cameras.put("c" + part + "-" + i, DOOR);
      }
      boolean unused = nodes.heard(new Announcement("a", part, 20, cameras), 0);
    }
    assertThat(nodes.owners()).hasSize(10_000);
  }

  @Test
  void whoMakesUpNodesFillsNoMemory() {
    for (int i = 0; i < 5_000; i++) {
      nodes.heard(said("n" + i, "c" + i), 0);
    }
    assertThat(nodes.owners()).hasSize(1_000);
  }

  @Test
  void theHighestNumberOfANameIsKnown() {
    assertThat(nodes.highest()).isZero();
    nodes.heard(said("00000000007-a", "door"), 0);
    nodes.heard(said("00000000012-b", "door"), 0);
    nodes.heard(said("999-c", "door"), 0);
    nodes.heard(said("99999999999x", "door"), 0);
    assertThat(nodes.highest()).isEqualTo(12);
  }
}
