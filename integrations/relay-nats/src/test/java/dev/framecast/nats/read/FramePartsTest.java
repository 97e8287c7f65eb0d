package dev.framecast.nats.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameFormat;
import dev.framecast.nats.wire.FrameHeader;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramePartsTest {
  private final FrameParts parts = new FrameParts();

  private static FrameHeader header(long sequence, int part, int count) {
    return new FrameHeader("a", sequence, 0, 1, 0, 0, FrameFormat.JPEG, true, false, part, count);
  }

  private byte[] add(long sequence, int part, int count, int... bytes) {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      data[i] = (byte) bytes[i];
    }
    return parts.add(header(sequence, part, count), data);
  }

  @Test
  void aFrameOfOnePartIsWhole() {
    assertThat(add(1, 0, 1, 1, 2)).containsExactly(1, 2);
  }

  @Test
  void partsAreJoinedInTheirOrder() {
    assertThat(add(1, 0, 3, 1, 2)).isNull();
    assertThat(add(1, 1, 3)).isNull();
    assertThat(add(1, 2, 3, 3)).containsExactly(1, 2, 3);
  }

  @Test
  void aFrameOfWhichAPieceIsMissingIsLeftOutAndTheNextIsWhole() {
    assertThat(add(1, 0, 3, 1)).isNull();
    assertThat(add(1, 2, 3, 3)).isNull();
    assertThat(add(2, 1, 2, 9)).isNull();
    assertThat(add(3, 0, 2, 5)).isNull();
    assertThat(add(4, 1, 2, 6)).as("of another frame").isNull();
    assertThat(add(5, 0, 2, 7)).isNull();
    assertThat(add(5, 1, 3, 7)).as("of another count").isNull();
    assertThat(add(6, 0, 2, 7)).isNull();
    assertThat(add(6, 1, 2, 8)).containsExactly(7, 8);
  }

  @Test
  void aPieceThatComesTwiceIsNotTakenForTheNext() {
    assertThat(add(1, 0, 2, 1)).isNull();
    assertThat(add(1, 0, 2, 1)).isNull();
    assertThat(add(1, 1, 2, 2)).containsExactly(1, 2);
    assertThat(add(1, 1, 2, 2)).isNull();
  }

  @Test
  void whatComesAtRandomIsEitherWholeOrNothing() {
    Random random = new Random(11);
    for (int i = 0; i < 50_000; i++) {
      int count = 1 + random.nextInt(4);
      int part = random.nextInt(count);
      int sequence = random.nextInt(3);
      byte[] frame = add(sequence, part, count, sequence, part, count);
      if (frame != null) {
        assertThat(frame).hasSize(3 * count);
        for (int j = 0; j < count; j++) {
          assertThat(frame[3 * j]).isEqualTo((byte) sequence);
          assertThat(frame[3 * j + 1]).isEqualTo((byte) j);
        }
      }
    }
  }
}
