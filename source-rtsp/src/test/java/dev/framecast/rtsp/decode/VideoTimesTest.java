package dev.framecast.rtsp.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.rtsp.demux.Demuxer;
import org.junit.jupiter.api.Test;

class VideoTimesTest {
  private static final long BEGIN = 1_700_000_000_000_000L;
  private static final long PERIOD = 40_000;

  private final VideoTimes times = new VideoTimes();

  @Test
  void theStreamsClockCountsFromTheFirstUnitOn() {
    assertThat(times.of(5_000_000_000L, BEGIN, true, false)).isEqualTo(BEGIN);
    assertThat(times.of(5_040_000_000L, BEGIN + 70_000, false, false)).isEqualTo(BEGIN + PERIOD);
  }

  @Test
  void whereTheStreamsClockStandsStillUnitsAreShownAsTheyCame() {
    for (int i = 0; i < 200; i++) {
      boolean key = i % 25 == 0;
      assertThat(times.of(7, BEGIN + i * PERIOD, key, false)).isEqualTo(BEGIN + i * PERIOD);
    }
  }

  @Test
  void whereTheStreamsClockGoesBackUnitsAreShownAsTheyCame() {
    for (int i = 0; i < 200; i++) {
      boolean key = i % 25 == 0;
      assertThat(times.of(-i * 40_000_000L, BEGIN + i * PERIOD, key, false))
          .isEqualTo(BEGIN + i * PERIOD);
    }
  }

  @Test
  void timesRiseWhateverTheClocksSay() {
    long before = Long.MIN_VALUE;
    for (int i = 0; i < 100; i++) {
      long shown = i % 3 == 0 ? Demuxer.NO_TIME : (i * 7919L % 13) * 500_000_000L;
      long time = times.of(shown, BEGIN + (i * 31L % 7) * PERIOD, i % 10 == 0, false);
      assertThat(time).isGreaterThan(before);
      before = time;
    }
  }

  @Test
  void unitsThatAreShownEarlierKeepTheirTimes() {
    assertThat(times.of(0, BEGIN, true, true)).isEqualTo(BEGIN);
    assertThat(times.of(120_000_000, BEGIN + 1, false, true)).isEqualTo(BEGIN + 3 * PERIOD);
    assertThat(times.of(40_000_000, BEGIN + 2, false, true)).isEqualTo(BEGIN + PERIOD);
  }
}
