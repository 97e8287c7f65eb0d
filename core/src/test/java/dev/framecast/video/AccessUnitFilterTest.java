package dev.framecast.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessUnitFilterTest {

  static List<Streams.Row> rows() {
    return Streams.rows();
  }

  private static AccessUnitFilter filter(VideoCodec codec) {
    return new AccessUnitFilter(new ParameterSets(codec), 0);
  }

  private static boolean inspect(AccessUnitFilter filter, byte[] unit) {
    return filter.inspect(ByteBuffer.wrap(unit));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aStreamHasNothingButItsSlicesAndParameterSetsInFrontOfKeyFrames(Streams.Row row) {
    AccessUnitFilter filter = filter(row.codec());
    for (byte[] unit : Streams.units(row.file())) {
      assertThat(inspect(filter, unit)).as(filter.problem()).isTrue();
      byte[] written = Streams.written(filter);
      List<byte[]> expected = new ArrayList<>();
      boolean h264 = row.codec() == VideoCodec.H264;
      for (int type : h264 ? new int[] {7, 8} : new int[] {32, 33, 34}) {
        if (filter.isKey()) {
          expected.add(Streams.first(row.file(), type));
        }
      }
      for (byte[] nal : Streams.nals(unit)) {
        if (Streams.type(row.codec(), nal) <= (h264 ? 5 : 21)) {
          expected.add(nal);
        }
      }
      assertThat(written)
          .isEqualTo(
              Streams.join(expected.stream().map(Streams::startCode).toArray(byte[][]::new)));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void keyFramesAreThoseOfFfprobeButNoRecoveryPoints(Streams.Row row) {
    AccessUnitFilter filter = filter(row.codec());
    StringBuilder keys = new StringBuilder();
    for (byte[] unit : Streams.units(row.file())) {
      boolean ignored = inspect(filter, unit);
      keys.append(filter.isKey() ? 'K' : '_');
      if (filter.isKey()) {
        SequenceParameterSet sequence = filter.sequence();
        assertThat(sequence).isNotNull();
        assertThat(sequence.width()).isEqualTo(row.width());
        assertThat(sequence.height()).isEqualTo(row.height());
      }
    }
    boolean wider = row.file().equals("open-gop.h264") || row.file().equals("intra-refresh.h264");
    String expected = wider ? "K" + "_".repeat(row.keys().length() - 1) : row.keys();
    assertThat(keys).hasToString(expected);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void bSlicesAndReorderedPicturesAreSeenWhereThereAreAny(Streams.Row row) {
    AccessUnitFilter filter = filter(row.codec());
    long bidirectional = 0;
    long earlier = 0;
    for (byte[] unit : Streams.units(row.file())) {
      boolean ignored = inspect(filter, unit);
      bidirectional += filter.hasBSlices() ? 1 : 0;
      earlier += filter.isShownEarlier() ? 1 : 0;
    }
    assertThat(bidirectional).isEqualTo(row.types().chars().filter(type -> type == 'B').count());
    assertThat(earlier > 0).isEqualTo(row.hasBFrames());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void lengthsAndShortStartCodesGiveTheSameAsLongStartCodes(Streams.Row row) {
    AccessUnitFilter codes = filter(row.codec());
    AccessUnitFilter shortCodes = filter(row.codec());
    AccessUnitFilter lengths = new AccessUnitFilter(new ParameterSets(row.codec()), 4);
    AccessUnitFilter threeBytes = new AccessUnitFilter(new ParameterSets(row.codec()), 3);
    for (byte[] unit : Streams.units(row.file())) {
      assertThat(inspect(codes, unit)).isTrue();
      byte[] expected = Streams.written(codes);
      byte[] shorter = {0, 0, 0, 0};
      for (byte[] nal : Streams.nals(unit)) {
        shorter = Streams.join(shorter, Streams.bytes("000001"), nal);
      }
      shorter = Streams.join(shorter, Streams.bytes("000000000000"));
      assertThat(inspect(shortCodes, shorter)).isTrue();
      assertThat(Streams.written(shortCodes)).isEqualTo(expected);
      assertThat(inspect(lengths, Streams.withLengths(unit, 4))).isTrue();
      assertThat(Streams.written(lengths)).isEqualTo(expected);
      assertThat(inspect(threeBytes, Streams.withLengths(unit, 3))).isTrue();
      assertThat(Streams.written(threeBytes)).isEqualTo(expected);
    }
  }

  @Test
  void allUnitsThatBrowsersDoNotNeedAreLeftOut() {
    byte[] unit = Streams.units("high-slices.h264").get(0);
    byte[] more = unit;
    for (int type : new int[] {0, 6, 9, 10, 11, 12, 13, 14, 15, 16, 19, 20, 21, 24, 31}) {
      more = Streams.join(more, Streams.bytes("000001"), new byte[] {(byte) type, 1, 2, 3});
    }
    AccessUnitFilter filter = filter(VideoCodec.H264);
    assertThat(inspect(filter, more)).isTrue();
    assertThat(filter.isKey()).isTrue();
    assertThat(Streams.types(VideoCodec.H264, Streams.written(filter)))
        .containsExactly(7, 8, 5, 5, 5, 5);
  }

  @Test
  void otherLayersAndReservedTypesOfH265AreLeftOut() {
    byte[] more = Streams.units("main.h265").get(0);
    for (int type : new int[] {10, 15, 22, 23, 24, 31, 35, 36, 37, 38, 39, 40, 41, 47, 48, 63}) {
      more = Streams.join(more, Streams.bytes("000001"), new byte[] {(byte) (type << 1), 1, 2, 3});
    }
    byte[] secondLayer = {20 << 1, 9, 2, 3};
    byte[] highestLayer = {(20 << 1) | 1, (byte) 0xf9, 2, 3};
    byte[] noLayer = {20 << 1, 0, 2, 3};
    for (byte[] nal : List.of(secondLayer, highestLayer, noLayer)) {
      more = Streams.join(more, Streams.startCode(nal));
    }
    AccessUnitFilter filter = filter(VideoCodec.H265);
    assertThat(inspect(filter, more)).isTrue();
    assertThat(Streams.types(VideoCodec.H265, Streams.written(filter)))
        .containsExactly(32, 33, 34, 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"high.h264", "main.h265"})
  void aKeyFrameWhoseParameterSetsHaveNotComeCannotBeHandedOn(String file) {
    VideoCodec codec = Streams.codecOf(file);
    AccessUnitFilter filter = filter(codec);
    byte[] bare = {};
    for (byte[] nal : Streams.nals(Streams.units(file).get(0))) {
      if (Streams.type(codec, nal) <= (codec == VideoCodec.H264 ? 5 : 21)) {
        bare = Streams.join(bare, Streams.startCode(nal));
      }
    }
    assertThat(inspect(filter, bare)).isFalse();
    assertThat(filter.missesParameterSets()).isTrue();
    assertThat(filter.isKey()).isTrue();
    assertThat(filter.sequence()).isNull();
    assertThat(filter.problem())
        .isEqualTo("picture parameter set 0, or what it refers to, is missing");
    assertThat(inspect(filter, Streams.units(file).get(0))).isTrue();
    assertThat(inspect(filter, bare)).isTrue();
    byte[] again = Streams.written(filter);
    assertThat(inspect(filter, Streams.units(file).get(0))).isTrue();
    assertThat(again).isEqualTo(Streams.written(filter));
  }

  @Test
  void anH265StreamWithoutItsVpsCannotBeHandedOn() {
    byte[] without = {};
    for (byte[] nal : Streams.nals(Streams.units("main.h265").get(0))) {
      if (Streams.type(VideoCodec.H265, nal) != 32) {
        without = Streams.join(without, Streams.startCode(nal));
      }
    }
    AccessUnitFilter filter = filter(VideoCodec.H265);
    assertThat(inspect(filter, without)).isFalse();
    assertThat(filter.missesParameterSets()).isTrue();
  }

  @Test
  void parameterSetsAloneAreNoPictureButRemembered() {
    byte[] sets =
        Streams.join(
            Streams.startCode(Streams.first("high.h264", 7)),
            Streams.startCode(Streams.first("high.h264", 8)));
    byte[] slice = Streams.startCode(Streams.first("high.h264", 5));
    AccessUnitFilter filter = filter(VideoCodec.H264);
    assertThat(inspect(filter, sets)).isFalse();
    assertThat(filter.hasPicture()).isFalse();
    assertThat(filter.isKey()).isFalse();
    assertThat(filter.length()).isZero();
    assertThat(filter.problem()).isEqualTo("an access unit without a picture");
    assertThat(inspect(filter, slice)).isTrue();
    assertThat(Streams.written(filter)).isEqualTo(Streams.join(sets, slice));
  }

  @Test
  void aPairOfFieldsOfWhichTheFirstIsAKeyFrameIsOne() {
    List<byte[]> units = Streams.units("high.h264");
    AccessUnitFilter filter = filter(VideoCodec.H264);
    assertThat(inspect(filter, Streams.join(units.get(0), units.get(1)))).isTrue();
    assertThat(filter.isKey()).isTrue();
    assertThat(inspect(filter, units.get(2))).isTrue();
    assertThat(inspect(filter, Streams.join(units.get(1), units.get(0)))).isTrue();
    assertThat(filter.isKey()).as("a key frame behind another picture").isFalse();
  }

  @Test
  void anotherSizeInMidstreamIsToldAtItsKeyFrame() {
    AccessUnitFilter filter = filter(VideoCodec.H264);
    List<String> sizes = new ArrayList<>();
    for (String file : List.of("high.h264", "baseline.h264", "high.h264")) {
      for (byte[] unit : Streams.units(file)) {
        assertThat(inspect(filter, unit)).isTrue();
        SequenceParameterSet sequence = filter.sequence();
        if (filter.isKey() && sequence != null) {
          sizes.add(sequence.width() + " " + sequence.codecString());
          assertThat(Streams.nals(Streams.written(filter)).get(0)).isEqualTo(Streams.sps(file));
        }
      }
    }
    assertThat(sizes)
        .containsExactly(
            "176 avc1.64000B",
            "176 avc1.64000B",
            "320 avc1.42C00D",
            "320 avc1.42C00D",
            "176 avc1.64000B",
            "176 avc1.64000B");
  }

  @Test
  void aPpsThatChangesBetweenKeyFramesIsHandedOnOnce() {
    List<byte[]> units = Streams.units("high.h264");
    byte[] pps = Streams.first("high.h264", 8);
    byte[] other = Arrays.copyOf(pps, pps.length + 1);
    other[pps.length] = 4;
    AccessUnitFilter filter = filter(VideoCodec.H264);
    assertThat(inspect(filter, units.get(0))).isTrue();
    byte[] ignored = Streams.written(filter);
    assertThat(inspect(filter, Streams.startCode(other))).isFalse();
    assertThat(inspect(filter, units.get(1))).isTrue();
    assertThat(Streams.nals(Streams.written(filter)).get(0)).isEqualTo(other);
    assertThat(inspect(filter, units.get(2))).isTrue();
    assertThat(Streams.types(VideoCodec.H264, Streams.written(filter))).containsExactly(1);
  }

  @Test
  void parameterSetsBehindTheSlicesAreThoseOfTheNextUnit() {
    byte[] unit = Streams.units("high.h264").get(0);
    byte[] otherSps = Streams.startCode(Streams.sps("high-cropped.h264"));
    AccessUnitFilter filter = filter(VideoCodec.H264);
    assertThat(inspect(filter, Streams.join(unit, otherSps))).isTrue();
    assertThat(Streams.nals(Streams.written(filter)).get(0)).isEqualTo(Streams.sps("high.h264"));
    assertThat(inspect(filter, Streams.startCode(Streams.first("high.h264", 5)))).isTrue();
    SequenceParameterSet sequence = filter.sequence();
    assertThat(sequence).isNotNull();
    assertThat(sequence.width()).isEqualTo(322);
  }

  @Test
  void aPictureOfAnotherSequenceThanItsKeyFrameIsNotHandedOn() {
    List<byte[]> units = Streams.units("high.h264");
    AccessUnitFilter filter = filter(VideoCodec.H264);
    assertThat(inspect(filter, units.get(0))).isTrue();
    assertThat(inspect(filter, Streams.startCode(Streams.sps("high-cropped.h264")))).isFalse();
    assertThat(inspect(filter, units.get(1))).isFalse();
    assertThat(filter.problem()).contains("another sequence");
    assertThat(inspect(filter, units.get(3))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"high.h264", "main.h265"})
  void nothingIsHandedOnBetweenALossAndTheNextKeyFrame(String file) {
    AccessUnitFilter filter = filter(Streams.codecOf(file));
    List<byte[]> units = Streams.units(file);
    assertThat(inspect(filter, units.get(0)) && inspect(filter, units.get(1))).isTrue();
    filter.restart();
    assertThat(inspect(filter, units.get(2))).isFalse();
    assertThat(filter.problem()).isEqualTo("a picture whose key frame has not come");
    int next = file.equals("high.h264") ? 3 : 4;
    assertThat(inspect(filter, units.get(next)) && inspect(filter, units.get(next + 1))).isTrue();
  }

  @Test
  void picturesBeforeAnOpenKeyFrameAreForThoseAloneWhoHaveWhatTheyReferTo() {
    List<byte[]> units = Streams.units("open-gop.h265");
    AccessUnitFilter filter = filter(VideoCodec.H265);
    StringBuilder whole = new StringBuilder();
    for (byte[] unit : units) {
      boolean good = inspect(filter, unit);
      whole.append(!good ? 'x' : filter.isKey() ? 'K' : filter.isRasl() ? 'R' : '_');
    }
    assertThat(whole).hasToString("K__KRR___KR__KRR");
    filter.restart();
    StringBuilder begun = new StringBuilder();
    for (byte[] unit : units.subList(3, units.size())) {
      boolean good = inspect(filter, unit);
      begun.append(!good ? 'x' : filter.isKey() ? 'K' : filter.isRasl() ? 'R' : '_');
    }
    assertThat(begun.substring(0, 4)).isEqualTo("Kxx_");
    assertThat(begun.substring(4)).isEqualTo(whole.substring(7));
  }

  @Test
  void theTopSubLayerAloneIsDisposable() {
    AccessUnitFilter filter = filter(VideoCodec.H265);
    int disposable = 0;
    for (byte[] unit : Streams.units("sub-layers.h265")) {
      assertThat(inspect(filter, unit)).isTrue();
      int temporalId = Streams.nals(Streams.written(filter)).get(filter.isKey() ? 3 : 0)[1] & 7;
      assertThat(filter.isDisposable()).isEqualTo(temporalId == 2 && !filter.isKey());
      disposable += filter.isDisposable() ? 1 : 0;
    }
    assertThat(disposable).isPositive();
  }

  @Test
  void reorderingIsTakenOutOfKeyFramesOnDemand() throws Exception {
    AccessUnitFilter filter = filter(VideoCodec.H264);
    SequenceParameterSet sps = Streams.parsed("main-b-frames.h264");
    byte[] key = Streams.units("main-b-frames.h264").get(0);
    filter.withoutReordering(true);
    assertThat(inspect(filter, key)).isTrue();
    filter.withoutReordering(false);
    assertThat(Streams.nals(Streams.written(filter)).get(0)).isEqualTo(sps.withoutReordering());
    assertThat(inspect(filter, key)).isTrue();
    assertThat(Streams.nals(Streams.written(filter)).get(0)).isEqualTo(sps.bytes());
  }

  @Test
  void aUnitThatEndsInsideOfALengthIsCutOff() {
    AccessUnitFilter filter = new AccessUnitFilter(new ParameterSets(VideoCodec.H264), 4);
    byte[] unit = Streams.withLengths(Streams.units("high.h264").get(0), 4);
    for (int length : new int[] {unit.length - 1, unit.length - 20, 30, 3}) {
      assertThat(inspect(filter, Arrays.copyOf(unit, length))).isFalse();
      assertThat(filter.problem()).contains("cut off");
    }
    assertThat(inspect(filter, Streams.join(unit, new byte[] {-1, -1, -1, -1}))).isFalse();
    assertThat(inspect(filter, unit)).isTrue();
  }

  @Test
  void whatIsNoUnitIsNoPicture() {
    AccessUnitFilter filter = filter(VideoCodec.H265);
    assertThat(filter.problem()).isNotNull();
    for (String hex :
        List.of("", "00", "000001", "00000001", "000001000001", "ffffff", "00000180")) {
      assertThat(inspect(filter, Streams.bytes(hex))).isFalse();
      assertThat(filter.length()).isZero();
      assertThat(Streams.written(filter)).isEmpty();
    }
  }

  @Test
  void aSampleOfMp4HasLengthsAndNoParameterSets() throws Exception {
    AccessUnitFilter filter = filter(VideoCodec.H264);
    byte[] unit = Streams.units("high-slices.h264").get(0);
    assertThat(inspect(filter, unit)).isTrue();
    ByteBuffer sample = ByteBuffer.allocate(filter.sampleLength());
    filter.writeSampleTo(sample);
    assertThat(sample.hasRemaining()).isFalse();
    byte[] written = Streams.written(filter);

    ParameterSets sets = new ParameterSets(VideoCodec.H264);
    int lengthBytes =
        sets.addConfiguration(ByteBuffer.wrap(filter.parameterSets().configuration()));
    AccessUnitFilter back = new AccessUnitFilter(sets, lengthBytes);
    assertThat(inspect(back, sample.array())).isTrue();
    assertThat(Streams.written(back)).isEqualTo(written);
  }

  @Test
  void aPartOfADirectBufferIsReadFromItsPositionToItsLimit() {
    byte[] unit = Streams.units("high.h264").get(0);
    ByteBuffer buffer = ByteBuffer.allocateDirect(unit.length + 50).position(20);
    buffer.put(unit).limit(20 + unit.length).position(20);
    AccessUnitFilter filter = filter(VideoCodec.H264);
    AccessUnitFilter plain = filter(VideoCodec.H264);
    assertThat(filter.inspect(buffer) && inspect(plain, unit)).isTrue();
    assertThat(Streams.written(filter)).isEqualTo(Streams.written(plain));
    assertThat(buffer.position()).isEqualTo(20);
    assertThat(buffer.remaining()).isEqualTo(unit.length);
  }

  @Test
  void lengthsHaveFourBytesAtMost() {
    ParameterSets sets = new ParameterSets(VideoCodec.H264);
    assertThatThrownBy(() -> new AccessUnitFilter(sets, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lengths of 5 bytes: must be 1 to 4, or 0 for start codes");
  }
}
