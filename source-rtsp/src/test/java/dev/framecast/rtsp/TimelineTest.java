package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long MS = 1_000_000;
  private static final long QUEUED = 0;
  private static final long AWAITED = 30 * MS;

  private final Timeline timeline = new Timeline();

  /**
   * A quarter of a second of pictures that come in time, on clocks that know nothing of another.
   */
  private void begin() {
    for (int i = 0; i <= 250; i += 40) {
      assertThat(timeline.skips(i * MS, (90_000 + i) * MS, AWAITED)).isFalse();
    }
  }

  @Test
  void aPictureBehindWhichOthersWaitIsSkipped() {
    begin();
    assertThat(timeline.skips(280 * MS, 90_480 * MS, QUEUED)).isTrue();
    assertThat(timeline.skips(320 * MS, 90_482 * MS, QUEUED)).isTrue();
    assertThat(timeline.skips(440 * MS, 90_484 * MS, QUEUED)).isFalse();
  }

  @Test
  void aLatePictureThatWasWaitedForIsShown() {
    begin();
    assertThat(timeline.skips(280 * MS, 90_480 * MS, AWAITED)).isFalse();
  }

  @Test
  void evenWhenAllAreLateSomeAreShown() {
    begin();
    int shown = 0;
    for (int i = 280; i < 2_280; i += 40) {
      shown += timeline.skips(i * MS, (90_200 + i) * MS, QUEUED) ? 0 : 1;
    }
    assertThat(shown).isBetween(3, 5);
  }

  @Test
  void aJumpOfTheCamerasClockBeginsAnew() {
    begin();
    assertThat(timeline.skips(5_000_000 * MS, 90_300 * MS, QUEUED)).isFalse();
    assertThat(timeline.skips(5_000_040 * MS, 90_340 * MS, QUEUED)).isFalse();
    assertThat(timeline.skips(10 * MS, 90_380 * MS, QUEUED)).isFalse();
  }

  @Test
  void aCameraWhoseClockIsSlowIsNotLateForThat() {
    // One part in a thousand: 600 ms in the ten minutes.
    for (long i = 0; i < 600_000; i += 40) {
      assertThat(timeline.skips((i - i / 1000) * MS, i * MS, QUEUED)).as("at " + i).isFalse();
    }
  }
}
