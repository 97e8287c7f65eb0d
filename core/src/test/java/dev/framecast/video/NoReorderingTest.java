package dev.framecast.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoReorderingTest {

  static List<Streams.Row> rows() {
    return Streams.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void nothingButTheReorderingIsChanged(Streams.Row row) throws Exception {
    SequenceParameterSet before = Streams.parsed(row.file());
    SequenceParameterSet after = parse(row.codec(), before.withoutReordering());
    assertThat(after.reorderedFrames()).isZero();
    assertSame(before, after);
    assertThat(after.withoutReordering()).isEqualTo(after.bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline.h264", "high.h264", "high-cropped.h264", "interlaced.h264"})
  void anSpsWithoutVuiGetsOneThatSaysNothingElse(String file) throws Exception {
    SequenceParameterSet before = parse(VideoCodec.H264, Changed.withoutVui(Streams.sps(file)));
    SequenceParameterSet after = parse(VideoCodec.H264, before.withoutReordering());
    assertThat(before.fields().hasVui).isFalse();
    assertThat(after.fields().hasVui).isTrue();
    assertThat(after.reorderedFrames()).isZero();
    assertThat(after.fields().bufferedFrames).isEqualTo(before.referenceFrames());
    assertSame(before, after);
  }

  @Test
  void aBufferHoldsWhatIsReferredToAndNotMore() throws Exception {
    SequenceParameterSet before = Streams.parsed("main-b-frames.h264");
    SequenceParameterSet after = parse(VideoCodec.H264, before.withoutReordering());
    assertThat(after.fields().bufferedFrames).isEqualTo(before.referenceFrames());
  }

  @Test
  void whatIsSaidAlreadyIsNotSaidAgain() throws Exception {
    for (String file : List.of("high.h264", "main.h265")) {
      assertThat(Streams.parsed(file).withoutReordering()).isEqualTo(Streams.sps(file));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"main.h265", "main10.h265", "main444.h265", "scaling-lists.h265"})
  void theReorderingOfH265IsTakenOutBitForBit(String file) throws Exception {
    byte[] reordered = Changed.withReordering(Streams.sps(file), 2);
    SequenceParameterSet before = parse(VideoCodec.H265, reordered);
    assertThat(before.reorderedFrames()).isEqualTo(2);
    assertThat(before.withoutReordering()).isEqualTo(Streams.sps(file));
  }

  @Test
  void aVuiThatIsCutOffIsLeftAsItIs() throws Exception {
    byte[] whole = Streams.sps("interlaced.h264");
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 4);
    SequenceParameterSet sps = parse(VideoCodec.H264, cut);
    assertThat(sps.reorderedFrames()).isEqualTo(-1);
    assertThat(sps.withoutReordering()).isEqualTo(cut);
  }

  private static void assertSame(SequenceParameterSet before, SequenceParameterSet after) {
    assertThat(after.codecString()).isEqualTo(before.codecString());
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields(
            "bytes",
            "fields.reorderedFrames",
            "fields.bufferedFrames",
            "fields.hasVui",
            "fields.reorderingAt")
        .isEqualTo(before);
  }

  private static SequenceParameterSet parse(VideoCodec codec, byte[] nal)
      throws BitstreamException {
    return SequenceParameterSet.parse(codec, ByteBuffer.wrap(nal));
  }
}
