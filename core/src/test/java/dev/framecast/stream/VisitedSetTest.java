package dev.framecast.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitedSetTest {
  private final VisitedSet<String> set = new VisitedSet<>();
  private final List<String> visited = new ArrayList<>();

  @Test
  void allAreVisitedThoughOneFailsAndOthersLeaveOrCome() {
    List.of("leaves", "fails", "brings", "last").forEach(set::add);
    set.visit(
        name -> {
          visited.add(name);
          if (name.equals("leaves")) {
            set.remove(name);
          } else if (name.equals("fails")) {
            throw new IllegalStateException("thrown on purpose by a test");
          } else if (name.equals("brings")) {
            set.add("new");
          }
        });
    assertThat(visited).containsExactly("leaves", "fails", "brings", "last");
    visited.clear();
    set.visit(visited::add);
    assertThat(visited).containsExactly("fails", "brings", "last", "new");
  }

  @Test
  void whenAllHaveLeftNobodyIsVisited() {
    List.of("one", "other").forEach(set::add);
    set.visit(set::remove);
    assertThat(set.isEmpty()).isTrue();
    set.visit(visited::add);
    assertThat(visited).isEmpty();
  }
}
