package dev.framecast.jpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JpegCheckTest {
  private final JpegCheck check = new JpegCheck();

  static Stream<byte[]> goodJpegs() {
    return Stream.of(
        Jpegs.color(200, 120),
        Jpegs.gray(200, 120),
        Jpegs.progressive(200, 120),
        Jpegs.withRestarts(200, 120, 3),
        Jpegs.withApp1(Jpegs.color(200, 120), Jpegs.color(32, 20)));
  }

  @ParameterizedTest
  @MethodSource("goodJpegs")
  void goodJpegsPass(byte[] jpeg) {
    assertThat(check.inspect(ByteBuffer.wrap(jpeg))).as(check.problem()).isTrue();
    assertThat(check.width()).isEqualTo(200);
    assertThat(check.height()).isEqualTo(120);
    assertThat(check.length()).isEqualTo(jpeg.length);
    assertThat(check.hasHuffmanTables()).isTrue();
    assertThat(jpeg[check.startOfScan()]).isEqualTo((byte) 0xFF);
    assertThat(jpeg[check.startOfScan() + 1]).isEqualTo((byte) 0xDA);
  }

  @ParameterizedTest
  @MethodSource("goodJpegs")
  void everyTruncationFails(byte[] jpeg) {
    for (int length = 0; length < jpeg.length; length++) {
      assertThat(check.inspect(ByteBuffer.wrap(jpeg, 0, length))).as("%d bytes", length).isFalse();
      assertThat(check.isCut()).as(check.problem()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("goodJpegs")
  void aCutJpegGluedToTheNextFailsUnlessItDecodesAllTheSame(byte[] jpeg) {
    BufferedImage whole = Jpegs.decode(jpeg);
    check.inspect(ByteBuffer.wrap(jpeg));
    int headers = check.startOfScan();
    int passed = 0;
    int other = 0;
    for (int cut = 1; cut < jpeg.length; cut++) {
      ByteBuffer glued = ByteBuffer.allocate(cut + jpeg.length).put(jpeg, 0, cut).put(jpeg).flip();
      if (check.inspect(glued)) {
        // A segment that was cut swallows the second beginning, and what is not understood is
        // skipped up to the second's headers: the second picture, by all rules.
        passed++;
        assertThat(cut).isLessThan(headers);
        BufferedImage shown = Jpegs.decode(glued);
        boolean same = shown.getWidth() == whole.getWidth();
        other += same && Jpegs.difference(shown, whole) == 0 ? 0 : 1;
      }
    }
    assertThat(passed).isLessThan(headers);
    assertThat(other).as("a segment ended where one of the second's thumbnail does").isLessThan(9);
  }

  @ParameterizedTest
  @MethodSource("goodJpegs")
  void flippedBytesNeverThrow(byte[] jpeg) {
    Random random = new Random(7);
    int failures = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] flipped = jpeg.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        flipped[random.nextInt(700)] = (byte) random.nextInt(256);
      }
      failures += check.inspect(ByteBuffer.wrap(flipped)) ? 0 : 1;
      assertThat(check.length()).isLessThanOrEqualTo(jpeg.length);
    }
    assertThat(failures).isPositive();
  }

  @ParameterizedTest
  @MethodSource("goodJpegs")
  void paddingAfterTheEndIsNotCounted(byte[] jpeg) {
    assertThat(check.inspect(ByteBuffer.wrap(Arrays.copyOf(jpeg, jpeg.length + 999)))).isTrue();
    assertThat(check.length()).isEqualTo(jpeg.length);
  }

  @Test
  void theBufferIsReadBetweenPositionAndLimitInEitherByteOrder() {
    byte[] jpeg = Jpegs.color(64, 48);
    ByteBuffer buffer = ByteBuffer.allocateDirect(jpeg.length + 10);
    buffer.position(5).put(jpeg).limit(buffer.position()).position(5);
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      assertThat(check.inspect(buffer.order(order))).as(check.problem()).isTrue();
      assertThat(check.length()).isEqualTo(jpeg.length);
      assertThat(buffer.position()).isEqualTo(5);
      assertThat(buffer.get(5 + check.startOfScan() + 1)).isEqualTo((byte) 0xDA);
    }
  }

  @Test
  void fillBytesInFrontOfMarkersAreFine() {
    byte[] jpeg = Jpegs.gray(64, 48);
    ByteBuffer filled = ByteBuffer.allocate(jpeg.length + 3).put(jpeg, 0, jpeg.length - 2);
    filled.put(new byte[] {-1, -1, -1}).put(jpeg, jpeg.length - 2, 2).flip();
    assertThat(check.inspect(filled)).as(check.problem()).isTrue();
    assertThat(check.length()).isEqualTo(jpeg.length + 3);
  }

  @Test
  void missingHuffmanTablesAreSaid() {
    byte[] jpeg = Jpegs.without(Jpegs.color(64, 48), 0xC4);
    assertThat(check.inspect(ByteBuffer.wrap(jpeg))).isTrue();
    assertThat(check.hasHuffmanTables()).isFalse();
  }

  @Test
  void missingQuantizationTablesAreAProblem() {
    assertProblem(Jpegs.without(Jpegs.color(64, 48), 0xDB), "quantization");
  }

  @Test
  void aMissingPictureHeaderIsAProblem() {
    assertProblem(Jpegs.without(Jpegs.color(64, 48), 0xC0), "picture header");
  }

  @Test
  void aPictureWithoutSizeIsAProblem() {
    byte[] jpeg = Jpegs.color(64, 48);
    Arrays.fill(jpeg, startOfFrame(jpeg) + 5, startOfFrame(jpeg) + 9, (byte) 0);
    assertProblem(jpeg, "0x0");
  }

  @Test
  void arithmeticCodingIsAProblem() {
    byte[] jpeg = Jpegs.color(64, 48);
    jpeg[startOfFrame(jpeg) + 1] = (byte) 0xC9;
    assertProblem(jpeg, "browsers");
  }

  @Test
  void otherThingsAreNoJpegs() {
    assertProblem(new byte[0], "cut off");
    assertProblem(new byte[] {0}, "not a JPEG");
    assertProblem("<html>not found</html>".getBytes(US_ASCII), "not a JPEG");
    assertProblem(new byte[] {-1, (byte) 0xD8, -1, (byte) 0xD9}, "no picture");
  }

  @Test
  void aGoodJpegAfterABadOneIsGood() {
    assertProblem(new byte[] {1, 2, 3, 4, 5}, "not a JPEG");
    assertThat(check.inspect(ByteBuffer.wrap(Jpegs.color(64, 48)))).isTrue();
  }

  private void assertProblem(byte[] jpeg, String words) {
    assertThat(check.inspect(ByteBuffer.wrap(jpeg))).isFalse();
    assertThat(check.problem()).contains(words);
  }

  private static int startOfFrame(byte[] jpeg) {
    int i = 2;
    while ((jpeg[i + 1] & 0xFF) != 0xC0) {
      i += 2 + (((jpeg[i + 2] & 0xFF) << 8) | (jpeg[i + 3] & 0xFF));
    }
    return i;
  }
}
