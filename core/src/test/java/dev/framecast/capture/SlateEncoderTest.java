package dev.framecast.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Rendition;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlateEncoderTest {
  @Test
  void aSlateOfPixelsHasAsManyAsItSays() {
    SlateEncoder encoder = new SlateEncoder();
    BufferedImage backdrop = new BufferedImage(8, 300, BufferedImage.TYPE_3BYTE_BGR);
    for (int width : List.of(0, 1, 15, 16, 17, 333)) {
      for (Rendition rendition : List.of(Rendition.bgr24(width), Rendition.gray8(width))) {
        for (BufferedImage behind : new BufferedImage[] {null, backdrop}) {
          SlateEncoder.Slate slate = encoder.slate(behind, rendition, "Yard", "NO SIGNAL", "");
          assertThat(slate.bytes().remaining())
              .as("%s: %dx%d", rendition, slate.width(), slate.height())
              .isEqualTo(rendition.format().bytes(slate.width(), slate.height()));
          assertThat(width == 0 || slate.width() <= width).as("%s", rendition).isTrue();
        }
      }
    }
  }
}
