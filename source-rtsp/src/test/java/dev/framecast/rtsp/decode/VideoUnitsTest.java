package dev.framecast.rtsp.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.video.VideoCodec;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class VideoUnitsTest {
  private final VideoUnits units =
      Objects.requireNonNull(VideoUnits.of(VideoCodec.H264, ByteBuffer.allocate(0)));

  @Test
  void aUnitOfTooManyPiecesIsForNobodyAlsoWhereTheyComeAsOne() {
    assertThat(units.isInTooManyPieces(pieces(VideoUnits.MOST_NALS))).isFalse();
    assertThat(units.isInTooManyPieces(pieces(VideoUnits.MOST_NALS + 1))).isTrue();
  }

  @Test
  void aLongUnitOfFewPiecesIsNot() {
    ByteBuffer unit = ByteBuffer.allocate(1 << 20).put(pieces(3)).clear();
    assertThat(units.isInTooManyPieces(unit)).isFalse();
  }

  private static ByteBuffer pieces(int count) {
    ByteBuffer unit = ByteBuffer.allocate(6 * count);
    for (int i = 0; i < count; i++) {
      unit.put((byte) 0).put((byte) 0).put((byte) 1).put((byte) 0x65).put((byte) 0x88);
      unit.put((byte) 0x80);
    }
    return unit.flip();
  }
}
