package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import dev.framecast.source.image.TestPatternSource;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultySourceTest {
  private final AtomicLong now = new AtomicLong(77);
  private final FaultySource source =
      new FaultySource(TestPatternSource.of(320, 180, 100), new FaultSchedule(now::get));

  private void at(Duration time) {
    now.set(77 + time.toNanos());
  }

  @Test
  void itWorksAtFirstAndInTheNextCycleToo() throws IOException {
    for (Duration cycle : new Duration[] {Duration.ZERO, FaultSchedule.CYCLE}) {
      at(cycle);
      try (FrameSession session = source.open()) {
        assertThat(session.advance()).isTrue();
        at(cycle.plus(FaultSchedule.STALL_ENDS_AT));
        assertThat(session.advance()).isTrue();
      }
    }
  }

  @Test
  void whileItStallsNoPictureComesAndItCanBeCancelled() throws Exception {
    FrameSession session = source.open();
    at(FaultSchedule.STALL_AT);
    CompletableFuture<Boolean> picture =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return session.advance();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    session.cancel();
    assertThat(picture.get(10, TimeUnit.SECONDS)).as("the end, as for every source").isFalse();
    session.close();
  }

  @Test
  void whileTheCableIsOutConnectionsBreakAndNoneCanBeMade() throws IOException {
    try (FrameSession session = source.open()) {
      at(FaultSchedule.DOWN_AT);
      assertThatExceptionOfType(SourceException.class)
          .isThrownBy(session::advance)
          .satisfies(e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.UNREACHABLE));
    }
    assertThatExceptionOfType(SourceException.class).isThrownBy(source::open);
  }
}
