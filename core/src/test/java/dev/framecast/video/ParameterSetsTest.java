package dev.framecast.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterSetsTest {

  static List<Streams.Row> rows() {
    return Streams.rows();
  }

  private static ParameterSets of(String file) throws BitstreamException {
    ParameterSets sets = new ParameterSets(Streams.codecOf(file));
    for (byte[] nal : Streams.nals(Streams.read(file))) {
      boolean ignored = sets.add(ByteBuffer.wrap(nal));
    }
    return sets;
  }

  @Test
  void setsComeFromAnSdp() throws Exception {
    ParameterSets sets = new ParameterSets(VideoCodec.H264);
    assertThat(sets.sequence()).isNull();
    sets.addBase64("Z0IAKeKQFgJNgScFAQXh4kRU, aM48gA==,");
    SequenceParameterSet sequence = sets.sequence();
    assertThat(sequence).isNotNull();
    assertThat(sequence.width()).isEqualTo(704);
  }

  @Test
  void setsOfH265ComeInThreeParts() throws Exception {
    ParameterSets sets = new ParameterSets(VideoCodec.H265);
    for (int type : new int[] {34, 33, 32}) {
      assertThat(sets.sequence()).isNull();
      byte[] nal = Streams.first("main10.h265", type);
      sets.addBase64(Base64.getEncoder().encodeToString(nal));
    }
    SequenceParameterSet sequence = sets.sequence();
    assertThat(sequence).isNotNull();
    assertThat(sequence.codecString()).isEqualTo("hev1.2.4.L30.90");
    sets.clear();
    assertThat(sets.sequence()).isNull();
  }

  @Test
  void whatIsNoBase64IsRefusedWithoutRepeatingIt() {
    ParameterSets sets = new ParameterSets(VideoCodec.H264);
    assertThatThrownBy(() -> sets.addBase64("Z0IA*secret"))
        .isInstanceOf(BitstreamException.class)
        .hasMessage("parameter sets of the SDP: must be Base64 with commas");
  }

  @Test
  void aSetThatComesAgainIsNoNews() throws Exception {
    ParameterSets sets = new ParameterSets(VideoCodec.H264);
    assertThat(sets.add(ByteBuffer.wrap(Streams.sps("high.h264")))).isTrue();
    assertThat(sets.add(ByteBuffer.wrap(Streams.sps("high.h264")))).isFalse();
    assertThat(sets.add(ByteBuffer.wrap(Streams.sps("high10.h264")))).isTrue();
    assertThat(sets.add(ByteBuffer.wrap(Streams.first("high.h264", 5)))).isFalse();
    assertThat(sets.add(ByteBuffer.allocate(0))).isFalse();
  }

  @Test
  void anSpsThatCannotBeReadTakesThePlaceOfTheOneBefore() throws Exception {
    for (String file : List.of("high.h264", "main.h265")) {
      ParameterSets sets = of(file);
      byte[] sps = Streams.sps(file);
      byte[] cut = Arrays.copyOf(sps, file.endsWith("264") ? 7 : 20);
      assertThatThrownBy(() -> sets.add(ByteBuffer.wrap(cut)))
          .isInstanceOf(BitstreamException.class);
      assertThat(sets.sequence()).isNull();
      assertThat(sets.add(ByteBuffer.wrap(sps))).isTrue();
      assertThat(sets.sequence()).isNotNull();
    }
  }

  @Test
  void largeSetsAndNumbersOutOfRangeAreRefused() {
    ParameterSets sets = new ParameterSets(VideoCodec.H264);
    byte[] large = new byte[5_000];
    large[0] = 0x68;
    assertThatThrownBy(() -> sets.add(ByteBuffer.wrap(large)))
        .isInstanceOf(BitstreamException.class)
        .hasMessage("a parameter set of 5000 bytes: must be at most 4096");
    assertThatThrownBy(() -> sets.add(ByteBuffer.wrap(Streams.bytes("68008080"))))
        .isInstanceOf(BitstreamException.class)
        .hasMessageContaining("must be below 256 and 32");
    assertThatThrownBy(() -> sets.add(ByteBuffer.wrap(Streams.bytes("68"))))
        .isInstanceOf(BitstreamException.class);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aConfigurationHasAllSetsAndIsReadBack(Streams.Row row) throws Exception {
    ParameterSets sets = of(row.file());
    byte[] record = sets.configuration();
    ParameterSets back = new ParameterSets(row.codec());
    assertThat(back.addConfiguration(ByteBuffer.wrap(record))).isEqualTo(4);
    assertThat(back.configuration()).isEqualTo(record);
    SequenceParameterSet sequence = back.sequence();
    assertThat(sequence).isNotNull();
    assertThat(sequence.bytes()).isEqualTo(Streams.sps(row.file()));
    for (int length = 0; length < record.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(record, 0, length);
      try {
        int ignored = new ParameterSets(row.codec()).addConfiguration(cut);
      } catch (BitstreamException e) {
        assertThat(e).hasMessageContaining("cut off");
      }
    }
  }

  @Test
  void theRecordOfHighIsThatOfIso14496() throws Exception {
    byte[] sps = Streams.sps("high.h264");
    byte[] pps = Streams.first("high.h264", 8);
    assertThat(of("high.h264").configuration())
        .isEqualTo(
            Streams.join(
                Streams.bytes("01 64000b ff e1 00"),
                new byte[] {(byte) sps.length},
                sps,
                Streams.bytes("01 00"),
                new byte[] {(byte) pps.length},
                pps,
                Streams.bytes("fd f8 f8 00")));
    assertThat(of("baseline.h264").configuration())
        .startsWith(Streams.bytes("01 42c00d ff e1"))
        .endsWith(Streams.first("baseline.h264", 8));
  }

  @Test
  void theRecordOfMain10IsThatOfIso14496() throws Exception {
    byte[] vps = Streams.first("main10.h265", 32);
    assertThat(of("main10.h265").configuration())
        .startsWith(
            Streams.join(
                Streams.bytes("01 02 20000000 900000000000 1e f000 fc fd fa fa 0000 0f 03"),
                Streams.bytes("a0 0001 00"),
                new byte[] {(byte) vps.length},
                vps,
                Streams.bytes("a1 0001 00")));
  }

  @Test
  void aHeaderWithStartCodesIsReadToo() throws Exception {
    ParameterSets sets = new ParameterSets(VideoCodec.H265);
    assertThat(sets.addConfiguration(ByteBuffer.wrap(Streams.read("main.h265")))).isZero();
    assertThat(sets.configuration()).isEqualTo(of("main.h265").configuration());
    assertThat(sets.addConfiguration(ByteBuffer.allocate(0))).isZero();
  }

  @Test
  void thereIsNoConfigurationWithoutSets() {
    ParameterSets sets = new ParameterSets(VideoCodec.H265);
    assertThatThrownBy(sets::configuration)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no complete parameter sets yet");
  }
}
