package dev.framecast.rtsp.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.jpeg.Turn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayMatrixTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1, NONE",
    "-1, 0, 0, 1, FLIPPED",
    "-1, 0, 0, -1, HALF",
    "1, 0, 0, -1, UPSIDE_DOWN",
    "0, 1, 1, 0, TRANSPOSED",
    "0, 1, -1, 0, RIGHT",
    "0, -1, -1, 0, TRANSVERSED",
    "0, -1, 1, 0, LEFT",
    // By a bit more or less, scaled, and nonsense.
    "65000, 3000, -3000, 65000, NONE",
    "100, 2000, -2000, 100, RIGHT",
    "0, 0, 0, 0, NONE",
    "-2147483648, 0, 0, -2147483648, HALF",
    "0, 2147483647, -2147483648, 0, RIGHT"
  })
  void theNearestTurnIsTaken(long a, long b, long c, long d, Turn turn) {
    assertThat(DisplayMatrix.turn(a, b, c, d)).isEqualTo(turn);
  }
}
