package dev.framecast.nats.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class NewestTest {
  private final Queue<Runnable> timer = new ArrayDeque<>();
  private final List<List<Integer>> taken = new ArrayList<>();
  private final Newest<Integer> newest =
      new Newest<>((millis, task) -> timer.add(task), taken::add);

  private void runAll() {
    for (Runnable next = timer.poll(); next != null; next = timer.poll()) {
      next.run();
    }
  }

  @Test
  void ofEachSenderTheNewestIsTaken() {
    newest.put("a", 1, 0);
    newest.put("b", 2, 0);
    newest.put("a", 3, 0);
    runAll();
    assertThat(taken).containsExactly(List.of(3, 2));
    newest.put("a", 4, 0);
    runAll();
    assertThat(taken).containsExactly(List.of(3, 2), List.of(4));
  }

  @Test
  void howeverMuchIsSentOneTaskWaitsAndFewAreTakenAtOnce() {
    for (int i = 0; i < 100_000; i++) {
      newest.put("r" + i, i, 0);
      assertThat(timer).hasSize(1);
    }
    runAll();
    assertThat(taken).hasSize(16).allMatch(each -> each.size() <= 64);
    assertThat(taken.stream().mapToInt(List::size).sum()).isEqualTo(1_000);
  }

  @Test
  void largeMessagesAreBoundedByTheirBytes() {
    for (int i = 0; i < 1_000; i++) {
      newest.put("r" + i, i, 1024 * 1024);
    }
    runAll();
    assertThat(taken).hasSize(16).allMatch(each -> each.size() == 1);
  }
}
