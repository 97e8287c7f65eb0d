package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PictureGateTest {
  private final PictureGate gate = new PictureGate();

  @Test
  void beforeTheFirstWholePictureNothingIsShownForLong() {
    assertThat(gate.lets(false, 0)).isFalse();
    assertThat(gate.lets(false, PictureGate.FIRST_NANOS - 1)).isFalse();
    assertThat(gate.lets(false, PictureGate.FIRST_NANOS)).isTrue();
  }

  @Test
  void aBrokenPictureIsLeftOut() {
    assertThat(gate.lets(true, 0)).isTrue();
    assertThat(gate.lets(false, 1)).isFalse();
    assertThat(gate.lets(true, 2)).isTrue();
  }

  @Test
  void brokenPicturesAreBetterThanNoneForLong() {
    assertThat(gate.lets(true, 5)).isTrue();
    assertThat(gate.lets(false, 4 + PictureGate.LATER_NANOS)).isFalse();
    assertThat(gate.lets(false, 5 + PictureGate.LATER_NANOS)).isTrue();
    assertThat(gate.lets(true, 6 + PictureGate.LATER_NANOS)).isTrue();
    assertThat(gate.lets(false, 7 + PictureGate.LATER_NANOS)).isFalse();
  }
}
