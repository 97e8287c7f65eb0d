package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MS = 1_000_000;

  private final Pace pace = new Pace(40 * MS);

  @Test
  void picturesAreDueAsTheyWereRecorded() {
    assertThat(pace.due(1_000 * MS, 5 * MS)).isEqualTo(5 * MS);
    assertThat(pace.due(1_040 * MS, 6 * MS)).isEqualTo(45 * MS);
    assertThat(pace.due(1_080 * MS, 46 * MS)).isEqualTo(85 * MS);
  }

  @Test
  void lateOnesAreSkippedButNotAll() {
    int shown = 0;
    for (int i = 0; i < 100; i++) {
      shown += pace.skips(0, 200 * MS) ? 0 : 1;
    }
    assertThat(shown).isBetween(5, 20);
    assertThat(pace.skips(190 * MS, 200 * MS)).isFalse();
  }

  @Test
  void afterAPauseItGoesOnFromWhereItWas() {
    assertThat(pace.due(0, 0)).isZero();
    assertThat(pace.due(40 * MS, 60_000 * MS)).isEqualTo(60_000 * MS);
    assertThat(pace.due(80 * MS, 60_001 * MS)).isEqualTo(60_040 * MS);
  }

  @Test
  void segmentsThatComeLateAreNotHurriedAfterAndItIsKnownByHowMuch() {
    Pace segments = Pace.ofSegments(40 * MS);
    assertThat(segments.due(0, 0)).isZero();
    assertThat(segments.due(40 * MS, 300 * MS)).isEqualTo(40 * MS);
    assertThat(segments.behind()).isZero();
    assertThat(segments.due(80 * MS, 980 * MS)).isEqualTo(980 * MS);
    assertThat(segments.behind()).isEqualTo(900 * MS);
    assertThat(segments.due(120 * MS, 990 * MS)).isEqualTo(1_024 * MS);
    assertThat(segments.due(60_000 * MS, 6_060 * MS)).isEqualTo(6_060 * MS);
    assertThat(segments.behind()).isEqualTo(5_900 * MS);
  }

  @Test
  void timesThatJumpBeginAnewWhenThePictureBeforeHasHadItsTime() {
    assertThat(pace.due(5_000 * MS, 0)).isZero();
    assertThat(pace.due(0, 10 * MS)).isEqualTo(40 * MS);
    assertThat(pace.due(40 * MS, 45 * MS)).isEqualTo(80 * MS);
    assertThat(pace.due(9_000_000 * MS, 90 * MS)).isEqualTo(120 * MS);
  }

  @Test
  void aTimeLapseRecordingWithoutAPromiseHasItsPaceFromTheSecondStepOn() {
    assertThat(pace.due(0, 0)).isZero();
    assertThat(pace.due(10_000 * MS, 0)).isEqualTo(40 * MS);
    assertThat(pace.due(20_000 * MS, 40 * MS)).isEqualTo(10_040 * MS);
    assertThat(pace.due(30_000 * MS, 10_040 * MS)).isEqualTo(20_040 * MS);
  }

  @Test
  void aTimeLapseRecordingHasThePaceThatItPromises() {
    Pace slow = new Pace(5_000 * MS);
    assertThat(slow.due(0, 0)).isZero();
    assertThat(slow.due(5_000 * MS, 0)).isEqualTo(5_000 * MS);
    assertThat(slow.due(10_000 * MS, 5_000 * MS)).isEqualTo(10_000 * MS);
  }

  @Test
  void timesThatAreNonsenseHaveNobodyWaitForLongerThanAMinute() {
    Random random = new Random(1);
    long now = 0;
    for (int i = 0; i < 1_000; i++) {
      long due = pace.due(random.nextInt(Integer.MAX_VALUE) * MS, now);
      assertThat(due - now).isLessThanOrEqualTo(60_000 * MS);
      now = Math.max(now, due);
    }
  }
}
