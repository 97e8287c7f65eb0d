package dev.framecast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.FrameSession;
import dev.framecast.FrameSlot;
import dev.framecast.Rendition;
import dev.framecast.SourceException;
import dev.framecast.jpeg.Jpegs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

class SupplierSourcesTest {
  private final FrameSlot slot = new FrameSlot();

  @Test
  void imagesBecomeJpegsAndNullIsSkipped() throws IOException {
    Iterator<BufferedImage> images =
        Arrays.asList(
                Jpegs.picture(64, 48, BufferedImage.TYPE_INT_RGB),
                null,
                null,
                Jpegs.picture(128, 96, BufferedImage.TYPE_INT_ARGB))
            .iterator();
    try (FrameSession session = ImageSource.of("plots", 500, images::next).open()) {
      assertThat(session.advance()).isTrue();
      session.writeJpeg(Rendition.SOURCE, slot);
      assertThat(Jpegs.decode(slot.jpeg()).getWidth()).isEqualTo(64);
      assertThat(slot.isPassedThrough()).isFalse();
      assertThat(session.advance()).isTrue();
      slot.clear();
      session.writeJpeg(new Rendition(64, 0), slot);
      assertThat(Jpegs.decode(slot.jpeg()).getWidth()).isEqualTo(64);
      assertThat(session.info().width()).isEqualTo(128);
    }
    assertThat(ImageSource.of("plots", 1, () -> null).description()).isEqualTo("plots");
  }

  @Test
  void jpegsAreHandedOnUntouchedOrScaled() throws IOException {
    byte[] jpeg = Jpegs.color(640, 360);
    byte[] padded = Arrays.copyOf(jpeg, jpeg.length + 10);
    try (FrameSession session = JpegSource.of(500, () -> padded).open()) {
      assertThat(session.advance()).isTrue();
      session.writeJpeg(Rendition.SOURCE, slot);
      assertThat(slot.jpeg()).isEqualTo(ByteBuffer.wrap(jpeg));
      assertThat(slot.isPassedThrough()).isTrue();
      slot.clear();
      session.writeJpeg(new Rendition(320, 0), slot);
      assertThat(Jpegs.decode(slot.jpeg()).getWidth()).isEqualTo(320);
      assertThat(slot.isPassedThrough()).isFalse();
      assertThat(session.info().decoded()).isEqualTo(1);
    }
  }

  @Test
  void aBrokenJpegIsLeftOutAndManyEndTheSession() throws IOException {
    byte[] jpeg = Jpegs.color(64, 48);
    byte[] cut = Arrays.copyOf(jpeg, jpeg.length / 2);
    Iterator<byte[]> one = Arrays.asList(cut, jpeg).iterator();
    try (FrameSession session = JpegSource.of(1000, one::next).open()) {
      assertThat(session.advance()).isTrue();
      assertThat(session.info().dropped()).isEqualTo(1);
    }
    try (FrameSession session = JpegSource.of("replay", 1000, () -> cut).open()) {
      assertThatThrownBy(session::advance)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("replay")
          .hasMessageContaining("cut off");
    }
  }

  @Test
  void whatTheFunctionThrowsEndsTheSession() throws IOException {
    IOException lost = new IOException("file lost");
    try (FrameSession session =
        JpegSource.of(
                1,
                () -> {
                  throw new UncheckedIOException(lost);
                })
            .open()) {
      assertThatThrownBy(session::advance).isSameAs(lost);
    }
    try (FrameSession session =
        ImageSource.of(
                1,
                () -> {
                  throw new IllegalStateException("no screen");
                })
            .open()) {
      assertThatThrownBy(session::advance)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("no screen");
    }
  }

  @Test
  void cancelEndsTheSession() throws IOException {
    try (FrameSession session = ImageSource.of(1, () -> null).open()) {
      session.cancel();
      assertThat(session.advance()).isFalse();
    }
  }
}
