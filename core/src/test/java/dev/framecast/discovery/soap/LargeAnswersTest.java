package dev.framecast.discovery.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeAnswersTest {
  private final LargeAnswers large = new LargeAnswers();
  private final List<LargeAnswers.Turn> turns = new ArrayList<>();

  private static long in(Duration time) {
    return System.nanoTime() + time.toNanos();
  }

  private void takeAll() throws IOException {
    for (int i = 0; i < LargeAnswers.AT_ONCE; i++) {
      LargeAnswers.Turn turn = large.turn();
      turn.take(in(Duration.ofSeconds(10)));
      turns.add(turn);
    }
  }

  @Test
  void oneMoreThanThereIsRoomForWaitsUntilItsDeadlineAlone() throws Exception {
    takeAll();
    try (LargeAnswers.Turn late = large.turn()) {
      assertThatThrownBy(() -> late.take(in(Duration.ofMillis(50))))
          .isInstanceOf(SocketTimeoutException.class);
      turns.get(0).close();
      late.take(in(Duration.ofSeconds(10)));
    }
  }

  @Test
  void aTurnIsOneHoweverOftenItIsTakenOrClosed() throws Exception {
    large.turn().close();
    takeAll();
    turns.get(0).take(0);
    turns.get(0).close();
    turns.get(0).close();
    large.turn().take(in(Duration.ofSeconds(10)));
    assertThatThrownBy(() -> large.turn().take(0)).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    takeAll();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> large.turn().take(in(Duration.ofSeconds(10))))
        .isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
