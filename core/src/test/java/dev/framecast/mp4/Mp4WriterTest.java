package dev.framecast.mp4;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Frame;
import dev.framecast.frame.TestFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Mp4WriterTest {

  /** A box, and where its content is. */
  private record Box(String type, ByteBuffer content) {
    List<Box> boxes() {
      List<Box> boxes = new ArrayList<>();
      for (int at = 0; at < content.limit(); ) {
        int length = content.getInt(at);
        assertThat(length).isBetween(8, content.limit() - at);
        byte[] type = new byte[4];
        content.get(at + 4, type);
        boxes.add(new Box(new String(type, US_ASCII), content.slice(at + 8, length - 8)));
        at += length;
      }
      return boxes;
    }

    Box in(String path) {
      Box box = this;
      for (String type : path.split("/", -1)) {
        box = box.boxes().stream().filter(b -> b.type.equals(type)).findFirst().orElseThrow();
      }
      return box;
    }
  }

  private static Box write(List<? extends Frame> frames) throws IOException {
    Mp4Writer writer = new Mp4Writer();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.open(out);
    for (Frame frame : frames) {
      if (writer.takes(frame)) {
        writer.write(frame, out);
      }
    }
    return new Box("file", ByteBuffer.wrap(out.toByteArray()));
  }

  private static List<Box> fragments(Box file) {
    return file.boxes().stream().filter(box -> box.type.equals("moof")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"high.h264", "full-hd.h264", "main.h265", "high-slices.h264"})
  void aFileIsAHeaderAndAFragmentForEachFrame(String name) throws IOException {
    List<Frame> frames = UnitsOfFile.read(name);
    Box file = write(frames);
    List<String> types = file.boxes().stream().map(Box::type).toList();
    assertThat(types.subList(0, 2)).containsExactly("ftyp", "moov");
    assertThat(types).hasSize(2 + 2 * frames.size());
    Box track = file.in("moov/trak");
    assertThat(track.in("tkhd").content.getInt(76) >> 16).isEqualTo(frames.get(0).width());
    assertThat(track.in("tkhd").content.getInt(80) >> 16).isEqualTo(frames.get(0).height());
    assertThat(track.in("mdia/minf/stbl/stsd").content.limit()).isGreaterThan(100);
    for (Box moof : fragments(file)) {
      assertThat(moof.in("traf/tfhd").content.getInt(4)).isEqualTo(1);
    }
  }

  @Test
  void samplesHaveLengthsWhereStartCodesWere() throws IOException {
    List<Frame> frames = UnitsOfFile.read("high-slices.h264");
    List<Box> data = write(frames).boxes().stream().filter(box -> box.type.equals("mdat")).toList();
    for (int i = 0; i < frames.size(); i++) {
      ByteBuffer sample = data.get(i).content.duplicate();
      ByteBuffer unit = frames.get(i).bytes();
      assertThat(sample.remaining()).isEqualTo(unit.remaining());
      int nals = 0;
      while (sample.hasRemaining()) {
        int at = sample.position();
        int length = sample.getInt();
        assertThat(unit.getInt(at)).isEqualTo(1);
        assertThat(sample.slice(at + 4, length)).isEqualTo(unit.slice(at + 4, length));
        sample.position(at + 4 + length);
        nals++;
      }
      assertThat(nals).isGreaterThan(1);
    }
  }

  @Test
  void timesBeginAtZeroAndRiseByTheInterval() throws IOException {
    List<Frame> frames = UnitsOfFile.read("high.h264");
    long expected = 0;
    for (Box moof : fragments(write(frames))) {
      assertThat(moof.in("traf/tfdt").content.getLong(4)).isEqualTo(expected);
      assertThat(moof.in("traf/trun").content.getInt(12)).isEqualTo(3_600);
      assertThat(moof.in("traf/trun").content.getInt(24)).isZero();
      expected += 3_600;
    }
  }

  @Test
  void decodingTimesRiseThoughFramesAreLessThanATickApart() {
    Mp4Timeline timeline = new Mp4Timeline();
    List<Frame> frames = UnitsOfFile.readEvery(1, "high.h264");
    for (boolean reordered : new boolean[] {false, true}) {
      long before = -1;
      for (Frame frame : frames) {
        timeline.next(frame, reordered);
        assertThat(timeline.decodingTicks()).isGreaterThan(before);
        before = timeline.decodingTicks();
      }
    }
  }

  @Test
  void theDataIsWhereTheFragmentSays() throws IOException {
    Box file = write(UnitsOfFile.read("main.h265"));
    int at = 0;
    for (Box box : file.boxes()) {
      int length = box.content.limit() + 8;
      if (box.type.equals("moof")) {
        int offset = box.in("traf/trun").content.getInt(8);
        assertThat(offset).isEqualTo(length + 8);
        assertThat(file.content.getInt(at + length))
            .isEqualTo(box.in("traf/trun").content.getInt(16) + 8);
      }
      at += length;
    }
  }

  @Test
  void keyFramesAreSaidToBeSuch() throws IOException {
    List<Frame> frames = UnitsOfFile.read("high.h264");
    List<Box> fragments = fragments(write(frames));
    for (int i = 0; i < frames.size(); i++) {
      int flags = fragments.get(i).in("traf/trun").content.getInt(20);
      assertThat((flags & 0x10000) == 0).isEqualTo(frames.get(i).isKey());
    }
  }

  @Test
  void aFileBeginsWithAKeyFrameAndLeavesSlatesOut() throws IOException {
    List<Frame> frames = UnitsOfFile.read("high.h264");
    List<Frame> mixed = new ArrayList<>(frames.subList(1, 3));
    mixed.add(new TestFrame(new byte[] {1}, 1, 1, false));
    mixed.add(frames.get(0));
    mixed.add(new TestFrame(new byte[] {1}, 1, 1, false));
    mixed.add(frames.get(1));
    assertThat(fragments(write(mixed))).hasSize(2);
  }

  @Test
  void theMemoryOfASampleIsUsedAgainForTheNext() throws IOException {
    List<Frame> frames = UnitsOfFile.read("high.h264");
    Mp4Writer writer = new Mp4Writer();
    ByteBuffer first = writer.body(frames.get(0));
    assertThat(first.remaining()).isGreaterThan(writer.body(frames.get(1)).remaining());
    ByteBuffer second = writer.body(frames.get(2));
    assertThat(first.slice(0, second.remaining())).isEqualTo(second);
  }

  @Test
  void whatIsWrittenWhereNothingHappensIsABoxThatPlayersPassOver() throws IOException {
    List<Frame> frames = UnitsOfFile.read("high.h264");
    Mp4Writer writer = new Mp4Writer();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.open(out);
    for (Frame frame : frames.subList(0, 2)) {
      ByteBuffer filler = ByteBuffer.allocate(Mp4Writer.MAX_HEAD_BYTES);
      writer.filler(filler);
      out.write(filler.array(), 0, filler.position());
      writer.write(frame, out);
    }
    assertThat(new Box("file", ByteBuffer.wrap(out.toByteArray())).boxes())
        .extracting(Box::type)
        .containsExactly("ftyp", "free", "moov", "moof", "mdat", "free", "moof", "mdat");
  }

  @Test
  void framesOfAnotherCodecAreLeftOut() throws IOException {
    List<Frame> frames = new ArrayList<>(UnitsOfFile.read("high.h264").subList(0, 2));
    frames.addAll(UnitsOfFile.read("main.h265").subList(0, 2));
    assertThat(fragments(write(frames))).hasSize(2);
  }
}
