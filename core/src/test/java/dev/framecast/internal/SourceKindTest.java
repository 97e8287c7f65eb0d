package dev.framecast.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.http.HttpMjpegSource;
import dev.framecast.source.image.ImageSource;
import dev.framecast.source.image.TestPatternSource;
import org.junit.jupiter.api.Test;

class SourceKindTest {
  private static class HeatMapSource implements FrameSource {
    @Override
    public FrameSession open() {
      throw new IllegalStateException();
    }
  }

  @Test
  void aSourceThatDoesNotSayItsKindIsCalledByItsClass() {
    FrameSource lambda = () -> null;
    assertThat(lambda.kind()).isEqualTo("custom");
    assertThat(new HeatMapSource().kind()).isEqualTo("heat map");
    assertThat(new HeatMapSource() {}.kind()).isEqualTo("custom");
  }

  @Test
  void ourSourcesSayIt() {
    assertThat(HttpMjpegSource.of("http://10.0.0.5/a").kind()).isEqualTo("http");
    assertThat(TestPatternSource.of(320, 180, 5).kind()).isEqualTo("test pattern");
    assertThat(ImageSource.of("secret lair", 5, () -> null).kind()).isEqualTo("images");
  }
}
