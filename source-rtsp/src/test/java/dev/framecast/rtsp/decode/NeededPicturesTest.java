package dev.framecast.rtsp.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeededPicturesTest {
  private static final long FRAME = 40_000_000L;

  private final NeededPictures needed = new NeededPictures();
  private long frame;
  private int decoded;

  /**
   * Twenty-five pictures a second with a key frame every so many, and every second one referred to.
   */
  private void watch(double seconds, int keyEvery, boolean unreferenced, double wantedFps) {
    decoded = 0;
    for (int i = 0; i < seconds * 25; i++, frame++) {
      boolean key = frame % keyEvery == 0;
      if (!needed.leavesOut(key, wantedFps, 1 + frame * FRAME)) {
        needed.decodes(!unreferenced || frame % 2 == 0, 1 + frame * FRAME);
        decoded++;
      }
    }
  }

  @Test
  void keyFramesAloneAreDecodedWhenNobodyWantsMore() {
    watch(10, 25, false, 1);
    assertThat(needed.isKeysAlone()).isTrue();
    assertThat(needed.keyFrameFps()).isEqualTo(1);
    watch(10, 25, false, 1);
    assertThat(decoded).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"25, 0", "25, 2", "50, 1", "125, 0.1", "1000000, 0.01"})
  void allAreDecodedWhereThatWouldBeTooFewOrTooSeldom(int keyEvery, double wantedFps) {
    watch(30, keyEvery, false, wantedFps);
    assertThat(needed.isKeysAlone()).isFalse();
    assertThat(decoded).isEqualTo(30 * 25);
  }

  @Test
  void whoeverWantsMoreGetsAllFromTheNextKeyFrameOn() {
    watch(10.4, 25, false, 1);
    assertThat(needed.isKeysAlone()).isTrue();
    watch(0.6, 25, false, 25);
    assertThat(decoded).as("up to the next key frame").isZero();
    watch(5, 25, false, 25);
    assertThat(decoded).isEqualTo(125);
    assertThat(needed.keyFrameFps()).isZero();
  }

  @Test
  void aShortLullIsNotWorthIt() {
    watch(10, 25, false, 25);
    watch(2, 25, false, 1);
    assertThat(needed.isKeysAlone()).isFalse();
  }

  @Test
  void keyFramesThatCameLateOnceAreNotReliedOn() {
    watch(4, 25, false, 1);
    frame += 40;
    watch(1, 1_000_000, false, 1);
    watch(2, 25, false, 1);
    assertThat(needed.isKeysAlone()).isFalse();
  }

  @Test
  void aStreamWhoseKeyFramesAreNoWholePicturesIsDecodedAsBefore() {
    watch(10, 25, false, 1);
    needed.keyRefused();
    needed.keyRefused();
    watch(10, 25, false, 1);
    assertThat(needed.isKeysAlone()).isFalse();
    assertThat(decoded).isGreaterThan(200);
  }

  @Test
  void picturesThatNoOtherRefersToAreSkippedWhenTheOthersAreEnough() {
    watch(10, 50, true, 10);
    assertThat(needed.skipsUnreferenced(10)).isTrue();
    assertThat(needed.skipsUnreferenced(12)).isTrue();
    assertThat(needed.skipsUnreferenced(15)).isFalse();
    assertThat(needed.skipsUnreferenced(0)).isFalse();
  }

  @Test
  void aStreamInWhichAllAreReferredToSkipsNone() {
    watch(10, 50, false, 10);
    assertThat(needed.skipsUnreferenced(10)).isFalse();
  }
}
