package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Streams;
import dev.framecast.source.FrameSession;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The units of files. */
@Timeout(30)
class VideoFileTest {
  @TempDir Path folder;

  private final VideoWatcher watcher = new VideoWatcher();

  private Path file(String name) throws Exception {
    try (InputStream in = FrameFormat.class.getResourceAsStream("/dev/framecast/video/" + name)) {
      assertThat(in).as(name).isNotNull();
      return Files.write(folder.resolve(name), in.readAllBytes());
    }
  }

  private List<FrameSlot> units(Path file) throws Exception {
    List<FrameSlot> units = new ArrayList<>();
    try (FrameSession session = RtspSource.of(file.toString()).open(watcher)) {
      while (session.advance()) {
        FrameSlot slot = new FrameSlot();
        assertThat(session.writeVideo(slot)).isTrue();
        if (slot.length() > 0) {
          units.add(slot);
        }
      }
      if (!watcher.pictures) {
        assertThat(session.info().decoded()).isZero();
      }
    }
    return units;
  }

  private static byte[] stream(List<FrameSlot> units) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (FrameSlot unit : units) {
      byte[] bytes = new byte[unit.length()];
      unit.bytes().get(bytes);
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "baseline.h264, 8, false",
    "high-slices.h264, 6, false",
    "high444.h264, 4, false",
    "main-b-frames.h264, 12, true",
    "main.h265, 8, false",
    "main-b-frames.h265, 12, true",
  })
  void eachUnitIsHandedOnAndDecodesToTheSamePictures(String name, int count, boolean reordered)
      throws Exception {
    Path file = file(name);
    List<FrameSlot> units = units(file);
    assertThat(units).hasSizeLessThanOrEqualTo(count).hasSizeGreaterThan(1);
    FrameFormat format = name.endsWith("h264") ? FrameFormat.H264 : FrameFormat.H265;
    assertThat(units).allMatch(unit -> unit.video().format() == format);
    assertThat(units.get(0).isKey()).isTrue();
    assertThat(units.get(units.size() - 1).video().isReordered()).isEqualTo(reordered);
    Path copy = Files.write(folder.resolve("copy." + name), stream(units));
    assertThat(Streams.pictures(copy)).isEqualTo(Streams.pictures(file));
  }

  @Test
  void picturesAndUnitsOfAFileHaveTheSameTimes() throws Exception {
    watcher.pictures = true;
    Path file = file("high.h264");
    int both = 0;
    try (FrameSession session = RtspSource.of(file.toString()).open(watcher)) {
      while (session.advance()) {
        FrameSlot unit = new FrameSlot();
        FrameSlot jpeg = new FrameSlot();
        assertThat(session.writeVideo(unit)).isTrue();
        session.writeJpeg(Rendition.SOURCE, jpeg);
        if (unit.length() > 0 && jpeg.length() > 0) {
          both++;
          assertThat(jpeg.capturedNanos()).isEqualTo(unit.capturedNanos());
        }
      }
    }
    assertThat(both).isGreaterThan(2);
  }

  @Test
  void aFileIsPacedByItsUnits() throws Exception {
    List<FrameSlot> units = units(file("baseline.h264"));
    for (int i = 1; i < units.size(); i++) {
      long step = units.get(i).capturedNanos() - units.get(i - 1).capturedNanos();
      assertThat(step).isBetween(10_000_000L, 400_000_000L);
      assertThat(units.get(i).presentedMicros()).isGreaterThan(units.get(i - 1).presentedMicros());
    }
  }
}
