package dev.framecast.rtsp.demux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long MS = 1_000_000;
  private static final long QUEUED = MS / 10;
  private static final long AWAITED = 30 * MS;

  private final Timeline timeline = new Timeline();

  /** Pictures that come in time, on clocks that know nothing of another. */
  private void begin() {
    for (int i = 0; i <= 250; i += 40) {
      assertThat(timeline.late(i * MS, (90_000 + i) * MS, AWAITED)).isZero();
    }
  }

  @Test
  void whatWaitedInAQueueIsLate() {
    begin();
    assertThat(timeline.late(280 * MS, 90_480 * MS, QUEUED)).isEqualTo(200 * MS);
    assertThat(timeline.late(320 * MS, 90_482 * MS, QUEUED)).isEqualTo(162 * MS);
    assertThat(timeline.late(440 * MS, 90_484 * MS, QUEUED)).isEqualTo(44 * MS);
  }

  @Test
  void whatWasWaitedForIsNotLateForASessionThatHasTime() {
    begin();
    assertThat(timeline.late(280 * MS, 90_480 * MS, AWAITED)).isZero();
  }

  @Test
  void aSessionThatIsBusyFallsEverFurtherBehind() {
    begin();
    // Each picture takes 52 ms, of which reading takes 6: a busy machine's, not the network's.
    long late = 0;
    for (int i = 1; i <= 1_000; i++) {
      late = timeline.late((250 + i * 40) * MS, (90_250 + i * 52) * MS, 6 * MS);
    }
    assertThat(timeline.isBusy()).isTrue();
    assertThat(late).isBetween(11_900 * MS, 12_100 * MS);
  }

  @Test
  void aJumpOfTheCamerasClockBeginsAnew() {
    begin();
    assertThat(timeline.late(5_000_000 * MS, 90_300 * MS, QUEUED)).isZero();
    assertThat(timeline.late(5_000_040 * MS, 90_340 * MS, QUEUED)).isZero();
    assertThat(timeline.late(10 * MS, 90_380 * MS, QUEUED)).isZero();
  }

  @Test
  void aGapForWhichNothingCameIsNoJump() {
    begin();
    assertThat(timeline.late(10_240 * MS, 100_240 * MS, 9_990 * MS)).isZero();
    assertThat(timeline.late(10_280 * MS, 100_480 * MS, QUEUED)).isEqualTo(200 * MS);
  }

  @Test
  void aCameraWhoseClockIsSlowIsNotLateForThat() {
    // One part in a thousand: 600 ms in the ten minutes.
    for (long i = 0; i < 600_000; i += 40) {
      long late = timeline.late((i - i / 1000) * MS, i * MS, 35 * MS);
      assertThat(late).as("at " + i).isLessThan(15 * MS);
    }
  }

  @Test
  void aCameraWhoseTimeStampsSayTwiceItsRateIsNotLateForThat() {
    for (long i = 0; i < 60_000; i += 80) {
      assertThat(timeline.late(i / 2 * MS, i * MS, 75 * MS)).as("at " + i).isZero();
    }
  }
}
