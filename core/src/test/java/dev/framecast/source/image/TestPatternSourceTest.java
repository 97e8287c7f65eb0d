package dev.framecast.source.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestPatternSourceTest {
  private final FrameSlot slot = new FrameSlot();

  @ParameterizedTest
  @CsvSource({
    "1280,720,0,80",
    "1280,720,320,20",
    "640,360,0,10",
    "640,360,320,80",
    "321,241,0,50",
    "1920,1080,320,30",
    "160,90,0,80"
  })
  void theNumberIsReadBackFromTheJpeg(int width, int height, int wanted, int quality)
      throws IOException {
    try (FrameSession session = TestPatternSource.of(width, height, 1000).open()) {
      for (int n = 0; n < 20; n++) {
        assertThat(session.advance()).isTrue();
        slot.clear();
        session.writeJpeg(Rendition.jpeg(wanted, quality), slot);
        assertThat(TestPatternSource.readNumber(Jpegs.decode(slot.bytes()))).isEqualTo(n);
        assertThat(slot.isStamped()).isTrue();
      }
    }
  }

  @Test
  void everyNumberCanBeDrawnAndReadBack() {
    BufferedImage image = new BufferedImage(320, 180, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      int number = random.nextInt(1 << 24);
      NumberStrip.draw(image.createGraphics(), 320, 180, number);
      assertThat(TestPatternSource.readNumber(image)).isEqualTo(number);
    }
    NumberStrip.draw(image.createGraphics(), 320, 180, 1 << 24);
    assertThat(TestPatternSource.readNumber(image)).isZero();
  }

  @Test
  void otherPicturesHaveNoNumber() {
    assertThat(
            TestPatternSource.readNumber(new BufferedImage(320, 180, BufferedImage.TYPE_3BYTE_BGR)))
        .isEqualTo(-1);
    assertThat(TestPatternSource.readNumber(Jpegs.picture(320, 180, BufferedImage.TYPE_INT_RGB)))
        .isEqualTo(-1);
    assertThat(TestPatternSource.readNumber(new BufferedImage(1, 1, 1))).isEqualTo(-1);
  }

  @Test
  void twoDeterministicSessionsGiveTheSameBytesAndFramesDiffer() throws IOException {
    TestPatternSource source =
        TestPatternSource.builder(320, 180, 1000).deterministic(true).build();
    FrameSlot other = new FrameSlot();
    FrameSlot before = new FrameSlot();
    try (FrameSession a = source.open();
        FrameSession b = source.open()) {
      for (int n = 0; n < 10; n++) {
        assertThat(a.advance() && b.advance()).isTrue();
        slot.clear();
        other.clear();
        a.writeJpeg(Rendition.SOURCE, slot);
        b.writeJpeg(Rendition.SOURCE, other);
        assertThat(slot.bytes()).isEqualTo(other.bytes()).isNotEqualTo(before.bytes());
        before.clear();
        before.put(slot.bytes());
      }
    }
  }

  @Test
  void labelsAndHuesMakePatternsDiffer() throws IOException {
    TestPatternSource.Builder pattern = TestPatternSource.builder(320, 180, 30).deterministic(true);
    byte[] plain = first(pattern.build());
    assertThat(plain).isNotEqualTo(first(pattern.hue(90).build()));
    byte[] north = first(pattern.label("north").build());
    assertThat(north).isNotEqualTo(first(pattern.label("south").build()));
    byte[] reddish = first(pattern.hue(30).build());
    assertThat(reddish).isEqualTo(first(pattern.hue(390).build()));
  }

  @Test
  void aTextGivesThePattern() {
    assertThat(TestPatternSource.builder("1280x720@30").build().description())
        .isEqualTo("test pattern 1280x720@30");
    assertThat(TestPatternSource.builder("640x360@12.5").build().description())
        .isEqualTo("test pattern 640x360@12.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1280x720", "x@", "12y8@3", "1280x720@", "99999999999x1@1"})
  void aBadTextIsNamedWithTheRightForm(String text) {
    assertThatThrownBy(() -> TestPatternSource.builder(text).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining("1280x720@30");
  }

  @Test
  void sizesAndRatesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> TestPatternSource.builder("10x10@30").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10x10");
    assertThatThrownBy(() -> TestPatternSource.builder("640x360@0").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fps");
  }

  @Test
  void everySizeThatIsAcceptedIsDrawn() {
    for (int width : new int[] {160, 161, 320, 999, 1920, 7680}) {
      for (int height : new int[] {90, 91, 180, 640, 1081, 4320}) {
        if (width * height > 4_000_000) {
          continue; // nothing but memory distinguishes these from smaller ones
        }
        TestPattern pattern = new TestPattern(width, height, 0, "grid");
        for (int number : new int[] {0, 1, 79, 80, 12_345, 0xFFFFFF}) {
          assertThat(NumberStrip.read(pattern.draw(number, "12:00:00.000")))
              .as("%dx%d", width, height)
              .isEqualTo(number);
        }
      }
    }
  }

  private static byte[] first(TestPatternSource source) throws IOException {
    FrameSlot slot = new FrameSlot();
    try (FrameSession session = source.open()) {
      session.advance();
      session.writeJpeg(Rendition.SOURCE, slot);
    }
    byte[] bytes = new byte[slot.length()];
    slot.bytes().get(bytes);
    return bytes;
  }
}
