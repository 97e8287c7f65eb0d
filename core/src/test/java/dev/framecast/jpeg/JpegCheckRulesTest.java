package dev.framecast.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Headers that claim what cannot be, each of which a decoder would believe or refuse. */
class JpegCheckRulesTest {
  private static final int DHT = 0xC4;
  private static final int SOF0 = 0xC0;
  private static final int SOS = 0xDA;
  private static final int DRI = 0xDD;

  private final JpegCheck check = new JpegCheck();

  @Test
  void aClaimOfMorePixelsThanAllowedIsRefused() {
    byte[] jpeg = sized(Jpegs.color(64, 48), 20_000, 30_000);
    assertThat(check.inspect(ByteBuffer.wrap(jpeg))).isFalse();
    assertThat(check.problem()).isEqualTo("a picture of 20000x30000 pixels: more than 33177600");
    check.maxPixels(64 * 48 - 1);
    assertProblem(Jpegs.color(64, 48), "a picture of 64x48 pixels: more than 3071");
    check.maxPixels(64 * 48);
    assertThat(check.inspect(ByteBuffer.wrap(Jpegs.color(64, 48)))).isTrue();
    assertThatThrownBy(() -> check.maxPixels(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moreBlocksThanTheDataCanHoldAreACutPicture() {
    for (byte[] jpeg : new byte[][] {Jpegs.color(64, 48), Jpegs.progressive(64, 48)}) {
      assertProblem(sized(jpeg, 7_000, 4_000), "the JPEG is cut: ");
      assertThat(check.isCut()).as("more may come").isFalse();
    }
  }

  @Test
  void theLeastThatAPictureCanHaveIsEnough() {
    // One colour all over costs the fewest bits: here the bound is nearest to the truth.
    for (int size : new int[] {1, 7, 8, 9, 17, 640, 2_000}) {
      assertThat(check.inspect(ByteBuffer.wrap(Jpegs.plain(size, size)))).as("%d", size).isTrue();
      assertThat(check.inspect(ByteBuffer.wrap(Jpegs.plain(1, size)))).as("%d", size).isTrue();
    }
  }

  @Test
  void whatTheComponentsOfAPictureMayBeIsBounded() {
    assertProblem(changed(SOF0, 11, 0x00), "a sampling of 0x0");
    assertProblem(changed(SOF0, 11, 0x52), "a sampling of 5x2");
    assertProblem(changed(SOF0, 11, 0x32), "a sampling of 2x1: must divide 3x2", 14, 0x21);
    assertProblem(changed(SOF0, 12, 4), "a quantization table 4");
    assertProblem(changed(SOF0, 13, 1), "two colour components of the name 1");
    assertProblem(changed(SOF0, 11, 0x44), "blocks in a unit");
    assertProblem(sized(Jpegs.color(64, 48), 65_501, 8), "a side may have 65500");
  }

  @Test
  void aScanNamesComponentsThatThereAreEachOnce() {
    assertProblem(changed(SOS, 5, 9), "a colour component 9 that there is not");
    assertProblem(changed(SOS, 7, 1), "a colour component 1 that there is not");
  }

  @Test
  void aScanNamesHuffmanTablesThatThereAre() {
    assertProblem(changed(SOS, 6, 0x40), "without its Huffman table");
    assertProblem(changed(SOS, 6, 0x04), "without its Huffman table");
    byte[] bare = Jpegs.without(Jpegs.color(64, 48), DHT);
    bare[segment(bare, SOS) + 6] = 0x22;
    assertProblem(bare, "without its Huffman table");
  }

  @Test
  void aHuffmanTableThatCannotBeIsAProblemWhereItIsUsed() {
    byte[] allOnes = Jpegs.color(64, 48);
    // Instead of the longest code one of a single bit more: then all ones is a code, too.
    int counts = segment(allOnes, DHT) + 5;
    Arrays.fill(allOnes, counts, counts + 16, (byte) 0);
    allOnes[counts] = 2;
    allOnes[counts + 15] = 10;
    assertProblem(allOnes, "a broken Huffman table");
    assertProblem(changed(DHT, 5 + 16, 16), "a broken Huffman table");
    byte[] unused = changed(DHT, 5 + 16, 16);
    byte[] table = Arrays.copyOfRange(unused, segment(unused, DHT), segment(unused, DHT) + 33);
    table[4] = 3; // of which no scan knows
    assertThat(check.inspect(ByteBuffer.wrap(inserted(Jpegs.color(64, 48), SOF0, table))))
        .as(check.problem())
        .isTrue();
  }

  @Test
  void restartMarkersAreAnnouncedCountedAndInTurn() {
    byte[] jpeg = Jpegs.withRestarts(200, 120, 3);
    assertThat(check.inspect(ByteBuffer.wrap(jpeg))).as(check.problem()).isTrue();
    assertProblem(Jpegs.without(jpeg, DRI), "was not announced");
    byte[] wrong = jpeg.clone();
    wrong[restart(wrong, 2) + 1] = (byte) 0xD5;
    assertProblem(wrong, "restart marker 5 in place of 2");
    byte[] fewer = jpeg.clone();
    fewer[segment(fewer, DRI) + 5] = 2;
    assertProblem(fewer, "restart markers");
    byte[] length = inserted(Jpegs.color(64, 48), SOF0, new byte[] {-1, (byte) DRI, 0, 5, 0, 0, 0});
    assertProblem(length, "a broken restart interval");
  }

  @Test
  void progressiveScansAreOfCoefficientsThatThereAre() {
    byte[] jpeg = Jpegs.progressive(64, 48);
    int parameters = segment(jpeg, SOS) + 5 + 2 * jpeg[segment(jpeg, SOS) + 4];
    for (int[] change : new int[][] {{0, 5}, {1, 1}, {1, 64}, {2, 0x0E}, {2, 0x33}}) {
      byte[] changed = jpeg.clone();
      changed[parameters + change[0]] = (byte) change[1];
      assertProblem(changed, "a progressive scan of coefficients");
    }
  }

  @Test
  void whatDecodersDoNotMindIsNoProblem() {
    byte[] jpeg = Jpegs.color(64, 48);
    byte[] zeros = jpeg.clone();
    zeros[segment(zeros, SOS) + 12] = 0; // some cameras write no parameters in sequential scans
    byte[] strayed = inserted(jpeg, DHT, new byte[] {0, 7, -1, 0, 'x', -1});
    byte[] padded = inserted(jpeg, SOF0, new byte[4]);
    for (byte[] good : new byte[][] {zeros, strayed, padded}) {
      assertThat(check.inspect(ByteBuffer.wrap(good))).as(check.problem()).isTrue();
      assertThat(check.length()).isEqualTo(good.length);
      assertThat(Jpegs.difference(Jpegs.decode(good), Jpegs.decode(jpeg))).isZero();
    }
  }

  @Test
  void aComponentWithoutDataIsACutPicture() {
    byte[] jpeg = Jpegs.progressive(64, 48);
    byte[] one = jpeg.clone();
    int at = segment(one, SOS);
    // A scan of the first component alone, the other two taken out of the header.
    ByteBuffer cut = ByteBuffer.allocate(one.length - 4).put(one, 0, at + 4);
    cut.put((byte) 1).put(one, at + 5, 2).put(one, at + 11, one.length - at - 11);
    byte[] result = cut.array();
    result[at + 3] = 8;
    assertProblem(result, "a colour component has no data");
  }

  @Test
  void aSegmentThatIsTooShortForItselfIsBrokenAtOnce() {
    for (int size : new int[] {0, 1}) {
      byte[] broken = {-1, (byte) 0xD8, -1, (byte) 0xE0, 0, (byte) size};
      assertProblem(broken, "a broken segment at byte 2");
      assertThat(check.isCut()).isFalse();
    }
  }

  private void assertProblem(byte[] jpeg, String words, int... more) {
    for (int i = 0; i < more.length; i += 2) {
      jpeg[segment(jpeg, SOF0) + more[i]] = (byte) more[i + 1];
    }
    assertThat(check.inspect(ByteBuffer.wrap(jpeg))).isFalse();
    assertThat(check.problem()).contains(words);
  }

  /** A colour JPEG with another byte in its first segment of that kind, counted from the marker. */
  private static byte[] changed(int marker, int offset, int value) {
    byte[] jpeg = Jpegs.color(64, 48);
    jpeg[segment(jpeg, marker) + offset] = (byte) value;
    return jpeg;
  }

  private static byte[] sized(byte[] jpeg, int width, int height) {
    byte[] sized = jpeg.clone();
    int marker = sized[segment(sized, -1) + 1] & 0xFF;
    ByteBuffer.wrap(sized)
        .putShort(segment(sized, marker) + 5, (short) height)
        .putShort(segment(sized, marker) + 7, (short) width);
    return sized;
  }

  /** With bytes in front of the first segment of that kind. */
  private static byte[] inserted(byte[] jpeg, int marker, byte[] bytes) {
    int at = segment(jpeg, marker);
    return ByteBuffer.allocate(jpeg.length + bytes.length)
        .put(jpeg, 0, at)
        .put(bytes)
        .put(jpeg, at, jpeg.length - at)
        .array();
  }

  private static int restart(byte[] jpeg, int number) {
    int i = segment(jpeg, SOS);
    while (jpeg[i] != -1 || (jpeg[i + 1] & 0xFF) != 0xD0 + number) {
      i++;
    }
    return i;
  }

  /** Where the first marker of that kind stands; -1 for a frame header of any kind. */
  private static int segment(byte[] jpeg, int marker) {
    int i = 2;
    while (true) {
      int kind = jpeg[i + 1] & 0xFF;
      boolean frame = kind >= SOF0 && kind <= 0xC2;
      if (kind == marker || (frame && marker == -1)) {
        return i;
      }
      i += 2 + (((jpeg[i + 2] & 0xFF) << 8) | (jpeg[i + 3] & 0xFF));
    }
  }

  @Test
  void aPictureOfThousandsOfScansWouldTakeTooLong() {
    byte[] jpeg = Jpegs.progressive(64, 48);
    int scan = -1;
    for (int i = 2; i + 1 < jpeg.length; i++) {
      if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == 0xDA) {
        scan = i; // the last one
      }
    }
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.write(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < 100; i++) {
      many.write(jpeg, scan, jpeg.length - 2 - scan);
    }
    many.write(0xFF);
    many.write(0xD9);
    JpegCheck check = new JpegCheck();
    assertThat(check.inspect(ByteBuffer.wrap(many.toByteArray()))).isFalse();
    assertThat(check.problem()).contains("scans");
  }
}
