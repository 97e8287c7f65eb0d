package dev.framecast.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.jpeg.entropy.Markers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JPEGs whose end-of-image marker is missing: whole ones are told from those that were cut. */
class JpegWithoutEndTest {
  private static final int[] PADDINGS = {0, 2, 16, 3_000};

  private final JpegCheck check = new JpegCheck();

  static Stream<byte[]> sequential() {
    return Stream.of(
        Jpegs.color(200, 120),
        Jpegs.color(33, 17),
        Jpegs.gray(200, 120),
        Jpegs.plain(200, 120),
        Jpegs.plain(208, 128),
        Jpegs.optimized(200, 120),
        Jpegs.sampled(200, 120, 2, 1),
        Jpegs.sampled(200, 120, 1, 1),
        Jpegs.withRestarts(200, 120, 3),
        Jpegs.withApp1(Jpegs.color(200, 120), Jpegs.color(32, 20)),
        Jpegs.without(Jpegs.color(200, 120), 0xC4));
  }

  private boolean isWhole(byte[] jpeg) {
    ByteBuffer bytes = ByteBuffer.wrap(jpeg);
    return check.inspect(bytes) || check.lacksOnlyEnd(bytes);
  }

  @ParameterizedTest
  @MethodSource("sequential")
  void aWholePictureIsKnownByItsBlocksWhateverPadsIt(byte[] jpeg) {
    for (int padding : PADDINGS) {
      byte[] padded =
          Arrays.copyOf(Arrays.copyOf(jpeg, jpeg.length - 2), jpeg.length - 2 + padding);
      assertThat(isWhole(padded)).as("%d zeros", padding).isTrue();
      assertThat(check.problem()).isNull();
      assertThat(check.length()).isEqualTo(jpeg.length);
    }
    byte[] line = Arrays.copyOf(jpeg, jpeg.length);
    line[jpeg.length - 2] = '\r';
    line[jpeg.length - 1] = '\n';
    assertThat(isWhole(line)).isTrue();
    assertThat(check.length()).isEqualTo(jpeg.length);
  }

  @ParameterizedTest
  @MethodSource("sequential")
  void aCutPictureIsToldAlsoWherePadded(byte[] jpeg) {
    for (int padding : PADDINGS) {
      for (int cut = 2; cut < jpeg.length - 4; cut += 29) {
        byte[] padded = Arrays.copyOf(Arrays.copyOf(jpeg, cut), cut + padding);
        if (isWhole(padded)) {
          // What is missing is no more than a zero can stand for.
          assertThat(cut).as("%d zeros", padding).isGreaterThan(jpeg.length - 12);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sequential")
  void blocksAreCountedOnceHoweverThePiecesCome(byte[] jpeg) {
    int given = 10;
    boolean whole = check.inspect(ByteBuffer.wrap(jpeg, 0, given));
    while (!whole && given < jpeg.length - 2) {
      given = Math.min(given + 13, jpeg.length - 2);
      // Elsewhere in memory, as in a buffer that moves what it keeps.
      ByteBuffer moved = ByteBuffer.allocate(jpeg.length + 9).put(9, jpeg).position(9);
      moved.limit(9 + given);
      whole = check.resume(moved) || check.lacksOnlyEnd(moved);
    }
    assertThat(whole).isTrue();
    assertThat(given).isGreaterThan(jpeg.length - 16);
    assertThat(check.length()).isEqualTo(jpeg.length);
  }

  @Test
  void ofProgressivePicturesItCannotBeTold() {
    byte[] jpeg = Jpegs.progressive(200, 120);
    assertThat(isWhole(Arrays.copyOf(jpeg, jpeg.length - 2))).isFalse();
    assertThat(check.isCut()).isTrue();
  }

  @Test
  void whatIsNotCutLacksNoEnd() {
    byte[] jpeg = Jpegs.color(64, 48);
    assertThat(check.inspect(ByteBuffer.wrap(jpeg))).isTrue();
    assertThat(check.lacksOnlyEnd(ByteBuffer.wrap(jpeg))).isFalse();
    assertThat(check.length()).isEqualTo(jpeg.length);
    assertThat(isWhole(new byte[] {1, 2, 3})).isFalse();
    assertThat(isWhole(new byte[0])).isFalse();
  }

  @Test
  void junkInFrontOfARestartMarkerIsNoBlock() {
    byte[] jpeg = Jpegs.withRestarts(200, 120, 3);
    ByteBuffer junk = ByteBuffer.allocate(2 * jpeg.length);
    for (int i = 0; i < jpeg.length - 2; i++) {
      if ((jpeg[i] & 0xFF) == 0xFF && Markers.isRestart(jpeg[i + 1] & 0xFF) && i % 2 == 0) {
        junk.put(new byte[] {0x12, 0x34, 0x56});
      }
      junk.put(jpeg[i]);
    }
    byte[] bytes = Arrays.copyOf(junk.array(), junk.position());
    assertThat(isWhole(bytes)).isTrue();
    assertThat(check.length()).isEqualTo(bytes.length + 2);
    assertThat(isWhole(Arrays.copyOf(bytes, bytes.length - 60))).isFalse();
  }
}
