package dev.framecast.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.internal.BitWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SequenceParameterSetTest {

  static List<Streams.Row> rows() {
    return Streams.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatAnSpsSaysIsWhatFfprobeSays(Streams.Row row) throws Exception {
    SequenceParameterSet sps = Streams.parsed(row.file());
    assertThat(sps.codec()).isEqualTo(row.codec());
    assertThat(sps.level()).isEqualTo(row.level());
    assertThat(sps.width()).isEqualTo(row.width());
    assertThat(sps.height()).isEqualTo(row.height());
    assertThat(sps.codedWidth()).isEqualTo(aligned(row, row.width()));
    assertThat(sps.codedHeight()).isEqualTo(aligned(row, row.height()));
    assertThat(sps.chromaFormat()).isEqualTo(chromaFormat(row.pixels()));
    assertThat(sps.bitDepth()).isEqualTo(row.pixels().endsWith("10le") ? 10 : 8);
    assertThat(sps.profile()).isEqualTo(profile(row.codec(), row.profile()));
    assertThat(sps.reorderedFrames()).isEqualTo(row.reordered());
    assertThat(sps.pixelWidth() + ":" + sps.pixelHeight()).isEqualTo(row.pixelAspect());
    assertThat(Math.round(sps.framesPerSecond()) + "/1").isEqualTo(row.rate());
    assertThat(sps.isInterlaced()).isEqualTo(row.file().startsWith("interlaced"));
    assertThat(sps.bytes()).isEqualTo(Streams.sps(row.file()));
  }

  /** H.264 codes macroblocks of 16 pixels, x265 blocks of 8. */
  private static int aligned(Streams.Row row, int side) {
    int block = row.codec() == VideoCodec.H264 ? 16 : 8;
    int fields = row.file().startsWith("interlaced") && side > 64 ? 2 : 1;
    return (side + fields * block - 1) / (fields * block) * fields * block;
  }

  private static int chromaFormat(String pixels) {
    return pixels.startsWith("yuv420") ? 1 : pixels.startsWith("yuv422") ? 2 : 3;
  }

  private static int profile(VideoCodec codec, String name) {
    return switch (name) {
      case "ConstrainedBaseline" -> 66;
      case "Main" -> codec == VideoCodec.H264 ? 77 : 1;
      case "High" -> 100;
      case "High10" -> 110;
      case "High4:2:2" -> 122;
      case "High4:4:4Predictive" -> 244;
      case "Main10" -> 2;
      case "Rext" -> 4;
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "baseline.h264, avc1.42C00D",
    "main-b-frames.h264, avc1.4D400B",
    "high.h264, avc1.64000B",
    "high10.h264, avc1.6E000A",
    "high422.h264, avc1.7A000A",
    "high444.h264, avc1.F4000A",
    "main.h265, hev1.1.6.L30.90",
    "main10.h265, hev1.2.4.L30.90",
    "main422-10.h265, hev1.4.10.L30.9D.8",
    "high-tier.h265, hev1.1.6.H123.90"
  })
  void theCodecStringIsThatOfRfc6381(String file, String codec) throws Exception {
    assertThat(Streams.parsed(file).codecString()).isEqualTo(codec);
  }

  @ParameterizedTest
  @CsvSource({
    "Z0IAKeKQFgJNgScFAQXh4kRU, avc1.420029, 704, 576, 12:11",
    "Z0IAKeKQCgC3YC3AQEBpB4kRUA==, avc1.420029, 1280, 720, 1:1",
  })
  void theSpsThatACameraHasInItsSdpIsRead(
      String base64, String codec, int width, int height, String pixel) throws Exception {
    SequenceParameterSet sps = parse(VideoCodec.H264, Base64.getDecoder().decode(base64));
    assertThat(sps.codecString()).isEqualTo(codec);
    assertThat(sps.width()).isEqualTo(width);
    assertThat(sps.height()).isEqualTo(height);
    assertThat(sps.pixelWidth() + ":" + sps.pixelHeight()).isEqualTo(pixel);
    assertThat(sps.reorderedFrames()).isZero();
    assertThat(sps.framesPerSecond()).isZero(); // not said
  }

  @Test
  void aFullHdPictureIsCroppedFrom1088Rows() throws Exception {
    SequenceParameterSet sps = Streams.parsed("full-hd.h264");
    assertThat(sps.codedHeight()).isEqualTo(1088);
    assertThat(sps.height()).isEqualTo(1080);
  }

  @Test
  void withoutAVuiNothingIsSaidOfReorderingRateAndShape() throws Exception {
    SequenceParameterSet sps =
        parse(VideoCodec.H264, Changed.withoutVui(Streams.sps("main-b-frames.h264")));
    assertThat(sps.reorderedFrames()).isEqualTo(-1);
    assertThat(sps.framesPerSecond()).isZero();
    assertThat(sps.pixelWidth()).isEqualTo(1);
    assertThat(sps.pixelHeight()).isEqualTo(1);
    assertThat(sps.width()).isEqualTo(160);
  }

  @Test
  void picturesThatAreNumberedAsTheyComeAreNotReordered() throws Exception {
    SequenceParameterSet sps =
        parse(VideoCodec.H264, Changed.withoutVui(Streams.sps("anamorphic.h264")));
    assertThat(sps.reorderedFrames()).isZero(); // pic_order_cnt_type 2
    assertThat(sps.pixelWidth()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anSpsThatIsCutOffIsRefusedOrOnlyLacksItsVui(Streams.Row row) throws Exception {
    byte[] whole = Streams.sps(row.file());
    for (int length = 0; length < whole.length; length++) {
      try {
        SequenceParameterSet sps = parse(row.codec(), Arrays.copyOf(whole, length));
        assertThat(sps.width()).isEqualTo(row.width());
        assertThat(sps.height()).isEqualTo(row.height());
        assertThat(length).isGreaterThan(6);
      } catch (BitstreamException e) {
        assertThat(e).hasMessageMatching(".*(cut off|not a sequence).*");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void garbageIsRefusedOrHasAPossibleSize(VideoCodec codec) {
    Random random = new Random(7);
    byte[] header = Streams.bytes(codec == VideoCodec.H264 ? "6764" : "42010101");
    for (int i = 0; i < 20_000; i++) {
      byte[] garbage = new byte[random.nextInt(120)];
      random.nextBytes(garbage);
      try {
        SequenceParameterSet sps = parse(codec, Streams.join(header, garbage));
        assertThat(sps.width()).isBetween(1, SequenceParameterSet.MAX_SIDE);
        assertThat(sps.height()).isBetween(1, SequenceParameterSet.MAX_SIDE);
      } catch (BitstreamException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void sixtyFourKilobytesAreRefused(VideoCodec codec) {
    byte[] large = new byte[65_536];
    large[0] = codec == VideoCodec.H264 ? 0x67 : (byte) 0x42;
    large[1] = 1;
    assertThatThrownBy(() -> parse(codec, large))
        .isInstanceOf(BitstreamException.class)
        .hasMessage("a sequence parameter set of 65536 bytes: must be at most 4096");
  }

  @ParameterizedTest
  @EnumSource
  void nothingAndOtherUnitsAreRefused(VideoCodec codec) {
    assertThatThrownBy(() -> parse(codec, new byte[0]))
        .isInstanceOf(BitstreamException.class)
        .hasMessageContaining("not a sequence parameter set");
    assertThatThrownBy(() -> parse(codec, Streams.bytes("68ce38800000")))
        .isInstanceOf(BitstreamException.class)
        .hasMessageContaining("not a sequence parameter set")
        .hasMessageContaining("type");
  }

  @Test
  void aNumberOfMoreThan31BitsIsRefused() {
    assertThatThrownBy(() -> parse(VideoCodec.H264, Streams.bytes("674200 1e 00000000 ff ffffff")))
        .isInstanceOf(BitstreamException.class);
  }

  @ParameterizedTest
  @CsvSource({"1023, 1023, 16384", "1024, 10, 0", "10, 1024, 0", "100000000, 3, 0"})
  void sidesOfMoreThan16384PixelsAreRefused(int across, int down, int side) throws Exception {
    byte[] sps = h264(across, down, 0);
    if (side > 0) {
      assertThat(parse(VideoCodec.H264, sps).width()).isEqualTo(side);
    } else {
      assertThatThrownBy(() -> parse(VideoCodec.H264, sps))
          .isInstanceOf(BitstreamException.class)
          .hasMessageContaining("must be at most 16384");
    }
  }

  @Test
  void aPictureOfWhichNothingIsLeftIsRefused() throws Exception {
    assertThat(parse(VideoCodec.H264, h264(3, 3, 31)).width()).isEqualTo(2);
    assertThatThrownBy(() -> parse(VideoCodec.H264, h264(3, 3, 32)))
        .isInstanceOf(BitstreamException.class)
        .hasMessage("a picture of 64x64 cropped to 0x64");
  }

  @Test
  void theParametersOfASliceOfAnotherLayerAreRefused() {
    byte[] layer = Streams.sps("main.h265");
    layer[1] |= 8;
    assertThatThrownBy(() -> parse(VideoCodec.H265, layer))
        .isInstanceOf(BitstreamException.class)
        .hasMessageContaining("base layer");
  }

  @Test
  void anSpsIsReadFromItsPlaceInABuffer() throws Exception {
    byte[] nal = Base64.getDecoder().decode("Z0IAKeKQCgC3YC3AQEBpB4kRUA==");
    ByteBuffer buffer = ByteBuffer.allocateDirect(100).position(10).put(nal).limit(10 + nal.length);
    buffer.position(10);
    assertThat(SequenceParameterSet.parse(VideoCodec.H264, buffer).width()).isEqualTo(1280);
    assertThat(buffer.position()).isEqualTo(10);
  }

  private static SequenceParameterSet parse(VideoCodec codec, byte[] nal)
      throws BitstreamException {
    return SequenceParameterSet.parse(codec, ByteBuffer.wrap(nal));
  }

  private static byte[] h264(int across, int down, int cropRight) {
    BitWriter bits = new BitWriter(10);
    bits.number(0x42001e, 24);
    bits.golomb(0); // id
    bits.golomb(0); // frame numbers
    bits.golomb(2); // order
    bits.golomb(1); // references
    bits.flag(false);
    bits.golomb(across);
    bits.golomb(down);
    bits.flag(true); // frames
    bits.flag(true);
    bits.flag(cropRight > 0);
    if (cropRight > 0) {
      bits.golomb(0);
      bits.golomb(cropRight);
      bits.golomb(0);
      bits.golomb(0);
    }
    bits.flag(false);
    bits.end();
    return bits.unit(new byte[] {0x67});
  }
}
