package dev.framecast.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.frame.FrameSlot;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.jpeg.Jpegs;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HuffmanTablesTest {

  @Test
  void aJpegWithoutTablesDecodesToTheSamePixelsOnceMended() {
    byte[] whole = Jpegs.color(320, 200);
    byte[] stripped = Jpegs.without(whole, 0xC4);
    assertThat(stripped).hasSizeLessThan(whole.length);

    FrameSlot slot = new FrameSlot();
    slot.passThrough(ByteBuffer.wrap(stripped));
    JpegCheck check = new JpegCheck();
    check.inspect(slot.bytes());
    HuffmanTables.addTo(slot, check.startOfScan());

    assertThat(check.inspect(slot.bytes())).as(check.problem()).isTrue();
    assertThat(check.hasHuffmanTables()).isTrue();
    assertThat(check.length()).isEqualTo(slot.length());
    assertThat(Jpegs.difference(Jpegs.decode(slot.bytes()), Jpegs.decode(whole))).isZero();
  }

  @Test
  void aPlaceOutsideOfTheJpegIsRefused() {
    FrameSlot slot = new FrameSlot();
    slot.put(new byte[10], 0, 10);
    assertThatThrownBy(() -> HuffmanTables.addTo(slot, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("start of scan 10");
  }
}
