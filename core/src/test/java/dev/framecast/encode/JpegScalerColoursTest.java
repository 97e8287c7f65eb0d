package dev.framecast.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.jpeg.Jpegs;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** JPEGs of other colours than those of video. */
class JpegScalerColoursTest {
  @Test
  void aJpegOfFourColoursIsWholeForBrowsersButIsNotDecodedWhichIsSaid() throws IOException {
    ByteBuffer jpeg = ByteBuffer.wrap(Jpegs.cmyk(64, 48));
    JpegCheck check = new JpegCheck();
    assertThat(check.inspect(jpeg)).as(check.problem()).isTrue();
    try (JpegScaler scaler = new JpegScaler()) {
      for (Rendition rendition : new Rendition[] {Rendition.jpeg(32, 80), Rendition.bgr24(0)}) {
        assertThatThrownBy(() -> scaler.scale(jpeg, rendition, new FrameSlot()))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("CMYK")
            .hasMessageContaining("YCbCr");
      }
      FrameSlot slot = new FrameSlot();
      scaler.scale(ByteBuffer.wrap(Jpegs.color(64, 48)), Rendition.jpeg(32, 80), slot);
      assertThat(Jpegs.decode(slot.bytes()).getWidth()).isEqualTo(32);
    }
  }

  @Test
  void fourColoursBehindAPictureOfThreeAreSaidToBeSuch() throws Exception {
    try (JpegScaler scaler = new JpegScaler()) {
      FrameSlot slot = new FrameSlot();
      for (int i = 0; i < 2; i++) {
        scaler.scale(ByteBuffer.wrap(Jpegs.color(64, 48)), Rendition.jpeg(32, 80), slot);
        slot.clear();
        assertThatThrownBy(
                () ->
                    scaler.scale(ByteBuffer.wrap(Jpegs.cmyk(64, 48)), Rendition.jpeg(32, 80), slot))
            .hasMessageContaining("CMYK");
        slot.clear();
      }
    }
  }
}
