package dev.framecast.examples.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackTest {
  @Test
  void aStraightTrackGoesThroughItsPointsAndStaysAtItsEnds() {
    Track track = Track.straight(1, 10, 3, 30, 4, 0);
    assertThat(track.at(0)).isEqualTo(10);
    assertThat(track.at(2)).isCloseTo(20, within(1e-9));
    assertThat(track.at(3)).isCloseTo(30, within(1e-9));
    assertThat(track.at(3.5)).isCloseTo(15, within(1e-9));
    assertThat(track.at(9)).isCloseTo(0, within(1e-9));
    assertThat(track.covers(0.9)).isFalse();
    assertThat(track.covers(4)).isTrue();
    assertThat(track.covers(4.1)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-300, 270, 398, 1580", "1580, -240, 905, -300"})
  void aCarStopsWhereItShouldAndNeverJumpsOrGoesBack(
      double from, double speed, double stopAt, double to) {
    Track track = Track.stopping(15, from, speed, stopAt, 36, to);
    assertThat(track.at(30)).isCloseTo(stopAt, within(1e-9));
    assertThat(track.at(36)).isCloseTo(stopAt, within(1e-9));
    assertThat(track.at(1_000)).isCloseTo(to, within(1e-9));
    for (double time = 14; time < 60; time += 0.01) {
      double step = (track.at(time + 0.01) - track.at(time)) / speed;
      assertThat(step).as("at %s", time).isBetween(-1e-9, 0.01 + 1e-9);
    }
  }
}
