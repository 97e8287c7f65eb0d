package dev.framecast.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture that comes in pieces is looked at once, whatever the pieces are. */
class JpegCheckResumeTest {
  private final JpegCheck check = new JpegCheck();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100, 1_448})
  void piecesAreFoundGoodAsTheWholeIs(int piece) {
    for (byte[] jpeg :
        new byte[][] {
          Jpegs.color(200, 120), Jpegs.progressive(200, 120), Jpegs.withRestarts(200, 120, 3)
        }) {
      int given = Math.min(piece, jpeg.length);
      boolean good = check.inspect(ByteBuffer.wrap(jpeg, 0, given));
      while (given < jpeg.length) {
        assertThat(good).isFalse();
        assertThat(check.isCut()).as(check.problem()).isTrue();
        given = Math.min(given + piece, jpeg.length);
        // Elsewhere in memory, as in a buffer that moves what it keeps.
        good =
            check.resume(
                ByteBuffer.wrap(new byte[jpeg.length + 9])
                    .put(9, jpeg)
                    .position(9)
                    .limit(9 + given));
      }
      assertThat(good).as(check.problem()).isTrue();
      assertThat(check.length()).isEqualTo(jpeg.length);
      assertThat(check.width()).isEqualTo(200);
    }
  }

  @Test
  void noByteIsLookedAtTwice() {
    byte[] jpeg = Jpegs.color(640, 360);
    assertThat(check.inspect(ByteBuffer.wrap(jpeg))).isTrue();
    int data = check.startOfScan() + 14;
    byte[] seen = jpeg.clone();
    boolean good = check.inspect(ByteBuffer.wrap(seen, 0, data));
    for (int given = data; given < jpeg.length; ) {
      assertThat(good).isFalse();
      // Whoever looks there again finds the beginning of another picture; the last byte may be the
      // first half of a marker.
      for (int i = data; i + 1 < given - 1; i += 2) {
        seen[i] = (byte) 0xFF;
        seen[i + 1] = (byte) 0xD8;
      }
      given = Math.min(given + 144, jpeg.length);
      good = check.resume(ByteBuffer.wrap(seen, 0, given));
      assertThat(good || check.isCut()).as(check.problem()).isTrue();
    }
    assertThat(good).isTrue();
  }

  @Test
  void onlyWhatWasCutIsResumed() {
    byte[] jpeg = Jpegs.color(64, 48);
    assertThat(check.inspect(ByteBuffer.wrap(jpeg))).isTrue();
    assertThatThrownBy(() -> check.resume(ByteBuffer.wrap(jpeg)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(check.inspect(ByteBuffer.wrap(Arrays.copyOf(jpeg, 400)))).isFalse();
    assertThatThrownBy(() -> check.resume(ByteBuffer.wrap(jpeg, 0, 10)))
        .isInstanceOf(IllegalStateException.class);
  }
}
