package dev.framecast.jpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LosslessTurnTest {
  private static final Map<Turn, List<String>> JPEGTRAN =
      Map.of(
          Turn.NONE, List.of(),
          Turn.FLIPPED, List.of("-flip", "horizontal"),
          Turn.HALF, List.of("-rotate", "180"),
          Turn.UPSIDE_DOWN, List.of("-flip", "vertical"),
          Turn.TRANSPOSED, List.of("-transpose"),
          Turn.RIGHT, List.of("-rotate", "90"),
          Turn.TRANSVERSED, List.of("-transverse"),
          Turn.LEFT, List.of("-rotate", "270"));

  private final LosslessTurn lossless = new LosslessTurn();

  @TempDir private Path folder;

  private static List<byte[]> jpegs() {
    return List.of(
        Jpegs.color(160, 96),
        Jpegs.gray(160, 96),
        Jpegs.plain(160, 96),
        Jpegs.withRestarts(160, 96, 3),
        Jpegs.optimized(160, 96),
        Jpegs.sampled(160, 96, 2, 1),
        Jpegs.sampled(160, 96, 1, 2),
        Jpegs.sampled(160, 96, 2, 2),
        Jpegs.without(Jpegs.color(160, 96), 0xC4),
        Jpegs.cmyk(160, 96));
  }

  private byte[] turn(byte[] jpeg, Turn turn) {
    assertThat(lossless.turn(ByteBuffer.wrap(jpeg), turn)).as("%s", turn).isTrue();
    ByteBuffer result = lossless.result();
    byte[] turned = new byte[result.remaining()];
    result.get(turned);
    return turned;
  }

  @ParameterizedTest
  @EnumSource
  void eachTurnAndTheOneBackLeaveTheSameCoefficients(Turn turn) {
    for (byte[] jpeg : jpegs()) {
      assertThat(turn(turn(jpeg, turn), back(turn))).isEqualTo(turn(jpeg, Turn.NONE));
    }
  }

  private static Turn back(Turn turn) {
    return Arrays.stream(Turn.values())
        .filter(back -> turn.then(back) == Turn.NONE)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void theTurnedPictureShowsWhatItShould(Turn turn) {
    byte[] jpeg = Jpegs.of(Turned.corners(160, 96));
    byte[] turned = turn(jpeg, turn);
    JpegCheck check = new JpegCheck();
    assertThat(check.inspect(ByteBuffer.wrap(turned))).as(check.problem()).isTrue();
    BufferedImage right = Turned.of(Jpegs.decode(jpeg), turn);
    assertThat(check.width()).isEqualTo(right.getWidth());
    assertThat(Jpegs.difference(Jpegs.decode(turned), right)).isLessThan(0.5);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("real")
  void jpegtranPutsTheSameBitsIntoTheScan(Turn turn) throws Exception {
    for (byte[] jpeg : jpegs().subList(0, 9)) { // for four colours it takes other tables
      byte[] right = scan(jpegtran(jpeg, JPEGTRAN.get(turn)));
      assertThat(Arrays.equals(scan(turn(jpeg, turn)), right)).isTrue();
    }
  }

  @Test
  @Tag("real")
  void jpegtranCutsTheSamePartOut() throws Exception {
    for (byte[] jpeg : jpegs().subList(0, 9)) {
      assertThat(lossless.turn(ByteBuffer.wrap(jpeg), Turn.NONE, Crop.of("25,25,50,50"))).isTrue();
      ByteBuffer result = lossless.result();
      byte[] part = new byte[result.remaining()];
      result.get(part);
      // What is coded beyond the edge, and never seen, may differ.
      BufferedImage right = Jpegs.decode(jpegtran(jpeg, List.of("-crop", "80x48+40+24")));
      BufferedImage seen = Jpegs.decode(part);
      assertThat(seen.getWidth()).isEqualTo(right.getWidth());
      assertThat(seen.getHeight()).isEqualTo(right.getHeight());
      assertThat(Jpegs.difference(seen, right)).isZero();
    }
  }

  private byte[] jpegtran(byte[] jpeg, List<String> options)
      throws IOException, InterruptedException {
    Path file = Files.write(folder.resolve("picture.jpg"), jpeg);
    Path turned = folder.resolve("turned.jpg");
    List<String> command = new ArrayList<>(List.of("jpegtran", "-perfect"));
    command.addAll(options);
    command.addAll(List.of("-outfile", turned.toString(), file.toString()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
    return Files.readAllBytes(turned);
  }

  /** What stands behind the header of the scan. */
  private static byte[] scan(byte[] jpeg) {
    JpegCheck check = new JpegCheck();
    assertThat(check.inspect(ByteBuffer.wrap(jpeg))).isTrue();
    int at = check.startOfScan();
    int from = at + 2 + ((jpeg[at + 2] & 0xFF) << 8 | (jpeg[at + 3] & 0xFF));
    return Arrays.copyOfRange(jpeg, from, jpeg.length);
  }

  @Test
  void anEdgeThatIsNoWholeUnitCanOnlyStayWhereItIs() {
    byte[] fullHd = Jpegs.sampled(1920, 1080, 2, 2); // 67 and a half units down
    assertThat(Arrays.stream(Turn.values()).filter(turn -> can(fullHd, turn)))
        .containsExactly(Turn.NONE, Turn.FLIPPED, Turn.TRANSPOSED, Turn.LEFT);
    byte[] webcam = Jpegs.sampled(1920, 1080, 2, 1);
    assertThat(Turn.values()).allMatch(turn -> can(webcam, turn));
  }

  private boolean can(byte[] jpeg, Turn turn) {
    return lossless.turn(ByteBuffer.wrap(jpeg), turn);
  }

  @Test
  void progressiveAndBrokenJpegsAreLeftToDecoders() {
    assertThat(can(Jpegs.progressive(160, 96), Turn.HALF)).isFalse();
    byte[] cut = Arrays.copyOf(Jpegs.color(160, 96), 300);
    assertThat(can(cut, Turn.HALF)).isFalse();
    assertThat(can(new byte[0], Turn.HALF)).isFalse();
  }

  @Test
  void whatExifSaysIsReadAndIsOverOnceThePictureIsTurned() {
    for (boolean big : new boolean[] {true, false}) {
      byte[] jpeg = Jpegs.withApp1(Jpegs.color(160, 96), Jpegs.exif(6, big));
      assertThat(Exif.turn(ByteBuffer.wrap(jpeg))).isEqualTo(Turn.RIGHT);
      assertThat(Exif.turn(ByteBuffer.wrap(turn(jpeg, Turn.RIGHT)))).isEqualTo(Turn.NONE);
    }
    assertThat(Exif.turn(ByteBuffer.wrap(Jpegs.color(160, 96)))).isEqualTo(Turn.NONE);
    byte[] odd = Jpegs.withApp1(Jpegs.color(160, 96), Arrays.copyOf(Jpegs.exif(6, true), 17));
    assertThat(Exif.turn(ByteBuffer.wrap(odd))).isEqualTo(Turn.NONE);
  }

  @Test
  void exifIsReadWhateverStandsInFrontOfIt() {
    byte[] jpeg = Jpegs.withApp1(Jpegs.color(160, 96), Jpegs.exif(6, true));
    byte[] saysNothing = Jpegs.exif(8, false);
    saysNothing[28] = 0; // no orientation any more
    byte[] second = Jpegs.withApp1(jpeg, saysNothing);
    assertThat(Exif.turn(ByteBuffer.wrap(second))).isEqualTo(Turn.RIGHT);
    byte[] strange = {0, 'x', (byte) 0xFF, 1, (byte) 0xFF, (byte) 0xD0, (byte) 0xFF};
    byte[] between = inserted(jpeg, 2, strange);
    assertThat(new JpegCheck().inspect(ByteBuffer.wrap(between))).as("browsers skip it").isTrue();
    assertThat(Exif.turn(ByteBuffer.wrap(between))).isEqualTo(Turn.RIGHT);
    assertThat(Exif.turn(ByteBuffer.wrap(turn(between, Turn.RIGHT)))).isEqualTo(Turn.NONE);
  }

  private static byte[] inserted(byte[] jpeg, int index, byte... more) {
    return ByteBuffer.allocate(jpeg.length + more.length)
        .put(jpeg, 0, index)
        .put(more)
        .put(jpeg, index, jpeg.length - index)
        .array();
  }

  @Test
  void whatEndsEarlyIsLeftToDecodersWhichShowWhatThereIs() {
    byte[] jpeg = Jpegs.color(160, 96);
    int data = scan(jpeg).length;
    byte[] marked = Jpegs.withRestarts(160, 96, 7);
    int end = marked.length - 2;
    int restart = indexOf(marked, 0xD2);
    List<byte[]> cut =
        List.of(
            without(jpeg, jpeg.length - 3, jpeg.length - 2),
            without(jpeg, jpeg.length - data / 2, jpeg.length - 2),
            without(marked, end - 1, end),
            without(marked, restart - 9, restart));
    for (byte[] less : cut) {
      assertThat(new JpegCheck().inspect(ByteBuffer.wrap(less))).as("looks whole").isTrue();
      assertThat(Turn.values()).noneMatch(turn -> can(less, turn));
    }
  }

  private static byte[] without(byte[] jpeg, int from, int to) {
    return ByteBuffer.allocate(jpeg.length - (to - from))
        .put(jpeg, 0, from)
        .put(jpeg, to, jpeg.length - to)
        .array();
  }

  /** Where that marker stands in the data of the scan. */
  private static int indexOf(byte[] jpeg, int marker) {
    int at = jpeg.length - scan(jpeg).length;
    while (jpeg[at] != (byte) 0xFF || (jpeg[at + 1] & 0xFF) != marker) {
      at++;
    }
    return at;
  }

  @Test
  void fillBytesInTheDataAreTakenAsDecodersTakeThem() {
    byte[] jpeg = Jpegs.withRestarts(160, 96, 7);
    byte[] filled = inserted(jpeg, indexOf(jpeg, 0), (byte) 0xFF, (byte) 0xFF);
    filled = inserted(filled, indexOf(filled, 0xD1), (byte) 0xFF);
    filled = inserted(filled, filled.length - 2, (byte) 0xFF);
    assertThat(Jpegs.difference(Jpegs.decode(filled), Jpegs.decode(jpeg))).isZero();
    assertThat(Arrays.equals(turn(filled, Turn.HALF), turn(jpeg, Turn.HALF))).isTrue();
  }

  @Test
  void nothingThatMayShowAllOfThePictureIsLeftInAPart() {
    byte[] jpeg = Jpegs.withApp1(Jpegs.color(160, 96), "a thumbnail, say".getBytes(US_ASCII));
    for (int marker : new int[] {0xE0, 0xE1, 0xE2, 0xED, 0xEF, 0xEE, 0xFE}) {
      jpeg[3] = (byte) marker;
      assertThat(new String(turn(jpeg, Turn.HALF), ISO_8859_1)).contains("a thumbnail");
      assertThat(part(jpeg).contains("a thumbnail")).as("%x", marker).isFalse();
    }
    jpeg = Jpegs.withApp1(Jpegs.color(160, 96), "Adobe and a thumbnail".getBytes(US_ASCII));
    jpeg[3] = (byte) 0xEE;
    assertThat(part(jpeg).contains("Adobe")).isFalse();
  }

  private String part(byte[] jpeg) {
    Crop part = Crop.of("0,0,50,50");
    assertThat(lossless.turn(ByteBuffer.wrap(jpeg), Turn.HALF, part)).isTrue();
    return ISO_8859_1.decode(lossless.result()).toString();
  }

  @Test
  void whatTheColoursAreIsSaidOfAPartToo() {
    byte[] jpeg = Jpegs.withApp1(Jpegs.color(160, 96), "Adobe\0d\0\0\0\0\1".getBytes(US_ASCII));
    jpeg[3] = (byte) 0xEE;
    assertThat(part(jpeg).contains("Adobe")).isTrue();
    jpeg = Jpegs.withApp1(Jpegs.color(160, 96), "ICC_PROFILE\0\1\1profile".getBytes(US_ASCII));
    jpeg[3] = (byte) 0xE2;
    assertThat(part(jpeg).contains("profile")).isTrue();
  }

  @Test
  void whatIsBrokenInsideIsRefusedOrTurnedButNeverThrown() {
    Random random = new Random(1);
    byte[] jpeg = Jpegs.withApp1(Jpegs.color(160, 96), Jpegs.exif(6, false));
    JpegCheck check = new JpegCheck();
    int turned = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] changed = jpeg.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      Exif.turn(ByteBuffer.wrap(changed));
      if (check.inspect(ByteBuffer.wrap(changed))
          && lossless.turn(ByteBuffer.wrap(changed, 0, check.length()), Turn.LEFT)) {
        ByteBuffer result = lossless.result();
        assertThat(check.inspect(result)).as(check.problem()).isTrue();
        turned++;
      }
    }
    assertThat(turned).isPositive();
  }
}
