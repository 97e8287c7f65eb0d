package dev.framecast.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.jpeg.entropy.Markers;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** JPEGs that are odd: browsers show some of them, and would end a stream at the others. */
class OddJpegsTest {
  private final JpegCheck check = new JpegCheck();

  private void shown(byte[] jpeg) {
    assertThat(check.inspect(ByteBuffer.wrap(jpeg))).as(check.problem()).isTrue();
    assertThat(check.problem()).isNull();
  }

  private void refused(byte[] jpeg, String words) {
    assertThat(check.inspect(ByteBuffer.wrap(jpeg))).isFalse();
    assertThat(check.problem()).contains(words);
  }

  /** Puts bytes in front of each segment of the header. */
  private static byte[] before(byte[] jpeg, int... bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    int i = 2;
    boolean scan = false;
    while (!scan) {
      scan = (jpeg[i + 1] & 0xFF) == 0xDA;
      for (int b : bytes) {
        out.write(b);
      }
      int size = 2 + ((jpeg[i + 2] & 0xFF) << 8 | (jpeg[i + 3] & 0xFF));
      out.write(jpeg, i, size);
      i += size;
    }
    out.write(jpeg, i, jpeg.length - i);
    return out.toByteArray();
  }

  private static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    return ByteBuffer.allocate(jpeg.length + 4 + content.length)
        .put(jpeg, 0, 2)
        .putShort((short) (0xFF00 | marker))
        .putShort((short) (2 + content.length))
        .put(content)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  private static int indexOf(byte[] jpeg, int marker) {
    int i = 2;
    while ((jpeg[i + 1] & 0xFF) != marker) {
      i += 2 + ((jpeg[i + 2] & 0xFF) << 8 | (jpeg[i + 3] & 0xFF));
    }
    return i;
  }

  @Test
  void fillBytesAndJunkBetweenSegmentsAreSkippedAsDecodersDo() {
    shown(before(Jpegs.color(64, 48), 0xFF));
    shown(before(Jpegs.color(64, 48), 0xFF, 0xFF, 0xFF));
    shown(before(Jpegs.color(64, 48), 0x00, 0x12));
  }

  @Test
  void theLargestCommentAndAThumbnailAreNoHindrance() {
    byte[] jpeg = Jpegs.color(64, 48);
    shown(withSegment(jpeg, 0xFE, new byte[65_533]));
    assertThat(check.length()).isEqualTo(jpeg.length + 65_537);
    shown(withSegment(jpeg, 0xE1, Jpegs.color(160, 120)));
    assertThat(check.width()).isEqualTo(64);
    assertThat(check.field()).isZero();
  }

  @Test
  void greyPicturesAndThoseWithoutHuffmanTablesAreShown() {
    shown(Jpegs.gray(64, 48));
    shown(Jpegs.without(Jpegs.gray(64, 48), 0xC4));
    assertThat(check.hasHuffmanTables()).isFalse();
    refused(Jpegs.without(Jpegs.progressive(64, 48), 0xC4), "Huffman");
  }

  @Test
  void zerosAndAnotherPictureBehindTheEndAreNoPartOfIt() {
    byte[] jpeg = Jpegs.color(64, 48);
    shown(Arrays.copyOf(jpeg, jpeg.length + 512));
    assertThat(check.length()).isEqualTo(jpeg.length);
  }

  @Test
  void restartMarkersMayHaveJunkInFrontOfThemButMustBeAnnounced() {
    byte[] jpeg = Jpegs.withRestarts(200, 120, 3);
    ByteArrayOutputStream junk = new ByteArrayOutputStream();
    for (int i = 0; i < jpeg.length; i++) {
      if ((jpeg[i] & 0xFF) == 0xFF && i > 600 && Markers.isRestart(jpeg[i + 1] & 0xFF)) {
        junk.writeBytes(new byte[] {0x12, 0x34, 0x56});
      }
      junk.write(jpeg[i]);
    }
    shown(junk.toByteArray());
    refused(Jpegs.without(jpeg, 0xDD), "was not announced");
  }

  @Test
  void twoBeginningsAreRefusedForDecodersDoSo() {
    byte[] jpeg = Jpegs.color(64, 48);
    byte[] twice = ByteBuffer.allocate(jpeg.length + 2).put(jpeg, 0, 2).put(jpeg).array();
    refused(twice, "a second picture begins");
  }

  @Test
  void twelveBitsAndArithmeticCodingAreRefusedInWords() {
    byte[] jpeg = Jpegs.color(64, 48);
    int frame = indexOf(jpeg, 0xC0);
    byte[] deep = jpeg.clone();
    deep[frame + 1] = (byte) 0xC1;
    deep[frame + 4] = 12;
    refused(deep, "12 bits a sample: browsers show 8");
    byte[] arithmetic = jpeg.clone();
    arithmetic[frame + 1] = (byte) 0xC9;
    refused(arithmetic, "browsers do not show these");
  }

  @Test
  void aFieldOfAnInterlacedPictureIsKnownByItsSegmentAndItsShape() {
    byte[] avi1 = {'A', 'V', 'I', '1', 2, 0, 0, 0, 0, 0};
    shown(withSegment(Jpegs.color(320, 120), 0xE0, avi1));
    assertThat(check.field()).isEqualTo(2);
    shown(withSegment(Jpegs.color(320, 240), 0xE0, avi1));
    assertThat(check.field()).isZero();
    avi1[4] = 0;
    shown(withSegment(Jpegs.color(320, 120), 0xE0, avi1));
    assertThat(check.field()).isZero();
    shown(Jpegs.color(320, 120));
    assertThat(check.field()).isZero();
    shown(withSegment(Jpegs.color(320, 120), 0xE0, new byte[] {'A', 'V', 'I'}));
    assertThat(check.field()).isZero();
  }
}
