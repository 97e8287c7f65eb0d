package dev.framecast.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class UnixTimeTest {
  private static final long MILLI = 1_000_000;

  private long now = 7 * MILLI;
  private int reads;

  @Test
  void isWhatTheClocksSay() {
    assertThat(UnixTime.nanos(4 * MILLI, clock(0), this::millis)).isEqualTo(1_004 * MILLI);
  }

  @Test
  void aThreadThatStandsStillBetweenTheClocksReadsThemAgain() {
    for (int slow = 1; slow <= 5; slow++) {
      reads = 0;
      assertThat(UnixTime.nanos(4 * MILLI, clock(slow), this::millis)).isEqualTo(1_004 * MILLI);
    }
  }

  @Test
  void whereAllReadingsAreSlowTheQuickestCounts() {
    LongSupplier slower =
        () -> {
          now += (reads++ == 3 ? 1 : 90) * MILLI;
          return now;
        };
    assertThat(UnixTime.nanos(4 * MILLI, slower, this::millis)).isEqualTo(1_003 * MILLI);
  }

  /** The two scales are a second apart. */
  private long millis() {
    return now / MILLI + 1_000;
  }

  /** A clock whose reading of that number comes 300 ms late. */
  private LongSupplier clock(int late) {
    return () -> {
      now += ++reads == late ? 300 * MILLI : 0;
      return now;
    };
  }
}
