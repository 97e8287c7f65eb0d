package dev.framecast.rtsp.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PictureGateTest {
  private static final long WAIT = 1_000;

  private final PictureGate gate = new PictureGate(WAIT);

  private boolean shows(boolean key, boolean intact, long now) {
    return gate.lets(gate.admit(key, intact, now), false, false, now);
  }

  @Test
  void beforeTheFirstKeyFrameNothingIsShown() {
    assertThat(shows(false, true, 0)).isFalse();
    assertThat(shows(false, true, WAIT - 1)).isFalse();
    assertThat(shows(true, true, WAIT)).isTrue();
    assertThat(gate.restarts()).isTrue();
    assertThat(gate.isWithoutKey()).isFalse();
  }

  @Test
  void afterALossNothingIsShownUntilTheNextWholeKeyFrame() {
    assertThat(shows(true, true, 0)).isTrue();
    assertThat(shows(false, true, 1)).isTrue();
    assertThat(shows(false, false, 2)).isFalse();
    assertThat(shows(false, true, 3)).isFalse();
    assertThat(shows(true, false, 4)).isFalse();
    assertThat(shows(false, true, 5)).isFalse();
    assertThat(shows(true, true, 6)).isTrue();
    assertThat(shows(false, true, 7)).isTrue();
  }

  @Test
  void aKeyFrameInAWholeStreamRestartsNothing() {
    assertThat(shows(true, true, 0)).isTrue();
    assertThat(shows(true, true, 1)).isTrue();
    assertThat(gate.restarts()).isFalse();
  }

  @Test
  void aPictureThatFailedEndsItsGroupAlone() {
    long first = gate.admit(true, true, 0);
    long second = gate.admit(true, true, 1);
    assertThat(gate.lets(first, false, true, 2)).isFalse();
    assertThat(gate.lets(first, false, false, 3)).isFalse();
    assertThat(gate.lets(second, false, false, 4)).isTrue();
    assertThat(gate.isClosed()).isFalse();
    assertThat(gate.lets(second, false, true, 5)).isFalse();
    assertThat(gate.isClosed()).isTrue();
  }

  @Test
  void picturesOnTheWayFromARecoveryPointAreLeftOutOnly() {
    long group = gate.admit(true, true, 0);
    assertThat(gate.lets(group, true, false, 1)).isFalse();
    assertThat(gate.lets(group, false, false, 2)).isTrue();
    assertThat(gate.lets(group, true, false, 3)).as("that is damage").isFalse();
    assertThat(gate.lets(group, false, false, 4)).isFalse();
  }

  @Test
  void aStreamWithoutKeyFramesIsShownAfterTheWait() {
    assertThat(shows(false, true, 0)).isFalse();
    assertThat(shows(false, true, WAIT)).isTrue();
    assertThat(gate.isWithoutKey()).isTrue();
    assertThat(gate.lets(gate.admit(false, true, WAIT), true, false, WAIT)).isTrue();
    assertThat(shows(false, false, WAIT + 1)).as("a loss").isFalse();
    assertThat(shows(false, true, 2 * WAIT)).isFalse();
    assertThat(shows(false, true, 2 * WAIT + 1)).as("healed").isTrue();
  }
}
