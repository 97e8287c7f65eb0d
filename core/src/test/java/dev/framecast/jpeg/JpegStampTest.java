package dev.framecast.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegStampTest {
  private final JpegStamp stamp = new JpegStamp();

  private static List<byte[]> jpegs() {
    return List.of(
        Jpegs.color(163, 101),
        Jpegs.gray(163, 101),
        Jpegs.plain(160, 96),
        Jpegs.withRestarts(163, 101, 3),
        Jpegs.withRestarts(163, 101, 22),
        Jpegs.sampled(163, 101, 2, 1),
        Jpegs.sampled(163, 101, 1, 2),
        Jpegs.sampled(163, 101, 2, 2),
        Jpegs.without(Jpegs.color(163, 101), 0xC4));
  }

  /** Stripes, so that each pixel counts. */
  private static Overlay stripes(int width, int height) {
    byte[] luma = new byte[width * height];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = (byte) (i % width / 3 % 2 == 0 ? 20 : 230);
    }
    return new Overlay(width, height, luma);
  }

  private byte[] stamp(byte[] jpeg, Overlay over) {
    assertThat(stamp.stamp(ByteBuffer.wrap(jpeg), over)).isTrue();
    ByteBuffer result = stamp.result();
    byte[] stamped = new byte[result.remaining()];
    result.get(stamped);
    return stamped;
  }

  @Test
  void theOverlayIsSeenAndNothingElseChanges() {
    for (byte[] jpeg : jpegs()) {
      byte[] stamped = stamp(jpeg, stripes(60, 20));
      JpegCheck check = new JpegCheck();
      assertThat(check.inspect(ByteBuffer.wrap(stamped))).as(check.problem()).isTrue();
      BufferedImage before = Jpegs.rgb(Jpegs.decode(jpeg));
      BufferedImage after = Jpegs.rgb(Jpegs.decode(stamped));
      assertThat(after.getWidth()).isEqualTo(before.getWidth());
      for (int x = 0; x < before.getWidth(); x++) {
        for (int y = 0; y < before.getHeight(); y++) {
          if (x > 66 || y > 34) { // colours are smoothed over the edge of a unit
            assertThat(after.getRGB(x, y)).as("%d,%d", x, y).isEqualTo(before.getRGB(x, y));
          } else if (x < 60 && y < 20) {
            int green = after.getRGB(x, y) >> 8 & 0xFF;
            assertThat(green).as("%d,%d", x, y).isCloseTo(x / 3 % 2 == 0 ? 20 : 230, within(40));
          }
        }
      }
    }
  }

  @Test
  void anOverlayMayBeLargerThanThePicture() {
    for (byte[] jpeg : jpegs()) {
      for (Overlay over : List.of(stripes(4000, 8), stripes(8, 4000), stripes(500, 500))) {
        byte[] stamped = stamp(jpeg, over);
        assertThat(Jpegs.decode(stamped).getHeight()).isEqualTo(Jpegs.decode(jpeg).getHeight());
        assertThat(new JpegCheck().inspect(ByteBuffer.wrap(stamped))).isTrue();
      }
    }
  }

  @Test
  void ofAPictureThatIsAllCoveredNoBitIsLeft() {
    Random random = new Random(9);
    byte[] first = new byte[0];
    for (int i = 0; i < 40; i++) {
      BufferedImage image = new BufferedImage(40, 24, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setSample(random.nextInt(40), random.nextInt(24), 0, random.nextInt(256));
      byte[] stamped = stamp(Jpegs.of(image), stripes(40, 24));
      first = i == 0 ? stamped : first;
      assertThat(stamped).as("padding is the writer's own").isEqualTo(first);
    }
  }

  @Test
  void aSecondOneReplacesTheFirst() {
    byte[] jpeg = Jpegs.color(320, 180);
    byte[] once = stamp(jpeg, stripes(100, 30));
    byte[] twice = stamp(stamp(jpeg, new Overlay(100, 30, new byte[3000])), stripes(100, 30));
    assertThat(Jpegs.difference(Jpegs.decode(twice), Jpegs.decode(once))).isZero();
  }

  @Test
  void whatHasNoCodesOrOtherColoursIsLeftToAnEncoder() {
    for (byte[] jpeg : List.of(Jpegs.progressive(160, 96), Jpegs.cmyk(160, 96))) {
      assertThat(stamp.stamp(ByteBuffer.wrap(jpeg), stripes(60, 20))).isFalse();
    }
    byte[] own = Jpegs.optimized(160, 96);
    LosslessTurn lossless = new LosslessTurn();
    assertThat(stamp.stamp(ByteBuffer.wrap(own), stripes(60, 20))).isFalse();
    assertThat(lossless.turn(ByteBuffer.wrap(own), Turn.NONE)).isTrue();
    assertThat(stamp.stamp(lossless.result(), stripes(60, 20))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatExifSaidOfHowItLiesCountsNoMore(boolean bigEndian) {
    byte[] jpeg = Jpegs.withApp1(Jpegs.color(160, 96), Jpegs.exif(6, bigEndian));
    assertThat(Exif.turn(ByteBuffer.wrap(jpeg))).isEqualTo(Turn.RIGHT);
    byte[] stamped = stamp(jpeg, stripes(60, 20));
    assertThat(Exif.turn(ByteBuffer.wrap(stamped))).isEqualTo(Turn.NONE);
    assertThat(Exif.turn(ByteBuffer.wrap(jpeg))).as("the original").isEqualTo(Turn.RIGHT);
  }

  @Test
  void ofTwoWordsOfExifOnHowItLiesTheFirstCounts() {
    byte[] second = Jpegs.withApp1(Jpegs.color(160, 96), Jpegs.exif(3, true));
    byte[] jpeg = Jpegs.withApp1(second, Jpegs.exif(6, false));
    assertThat(Exif.turn(ByteBuffer.wrap(jpeg))).isEqualTo(Turn.RIGHT);
    assertThat(Exif.turn(ByteBuffer.wrap(stamp(jpeg, stripes(60, 20))))).isEqualTo(Turn.NONE);
  }

  @Test
  void aRestartIntervalUnderTheTextThatIsCutIsRefused() {
    byte[] jpeg = Jpegs.withRestarts(320, 180, 20);
    byte[] cut = new byte[jpeg.length];
    int length = 0;
    boolean first = true;
    for (int i = 0; i < jpeg.length; i++) {
      boolean marker = (jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == 0xD0 && first;
      if (marker) {
        length -= 40; // bytes of the first interval
        first = false;
      }
      cut[length++] = jpeg[i];
    }
    byte[] shorter = Arrays.copyOf(cut, length);
    assertThat(new JpegCheck().inspect(ByteBuffer.wrap(shorter))).isTrue();
    assertThat(stamp.stamp(ByteBuffer.wrap(shorter), stripes(320, 20))).isFalse();
  }

  @Test
  void whatIsBrokenIsRefusedOrStaysAJpeg() {
    Random random = new Random(3);
    for (byte[] jpeg : jpegs()) {
      for (int i = 0; i < 300; i++) {
        byte[] broken = jpeg.clone();
        for (int n = random.nextInt(3); n >= 0; n--) {
          broken[2 + random.nextInt(broken.length - 2)] = (byte) random.nextInt(256);
        }
        broken =
            random.nextInt(4) > 0 ? broken : Arrays.copyOf(broken, random.nextInt(jpeg.length));
        if (new JpegCheck().inspect(ByteBuffer.wrap(broken))) {
          if (stamp.stamp(ByteBuffer.wrap(broken), stripes(60, 20))) {
            JpegCheck check = new JpegCheck();
            assertThat(check.inspect(stamp.result())).as(check.problem()).isTrue();
          }
        }
      }
    }
  }
}
