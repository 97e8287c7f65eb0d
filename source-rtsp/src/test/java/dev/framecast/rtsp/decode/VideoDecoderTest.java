package dev.framecast.rtsp.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import dev.framecast.rtsp.demux.Address;
import dev.framecast.rtsp.demux.Demuxer;
import dev.framecast.rtsp.demux.SessionOptions;
import dev.framecast.rtsp.ffmpeg.FFmpeg;
import dev.framecast.rtsp.ffmpeg.FFmpegLog;
import dev.framecast.rtsp.ffmpeg.Interrupt;
import dev.framecast.rtsp.hardware.FakeDevices;
import dev.framecast.rtsp.hardware.HardwareDecoding;
import dev.framecast.rtsp.testcamera.AccessUnits;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoDecoderTest {
  private static final int PICTURES = 10;

  @TempDir Path folder;

  @Test
  @Timeout(30)
  void picturesAreDecodedWithoutAWordToTheLog() throws Exception {
    Path file = folder.resolve("a.h264");
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (byte[] picture : Clip.h264(320, 240, PICTURES, Matrix.BT601, Painter.BALL).pictures()) {
      stream.write(picture);
    }
    Files.write(file, stream.toByteArray());
    FFmpeg.load();
    Address address = Address.parse(file.toString());
    try (Demuxer demuxer =
            new Demuxer(address, SessionOptions.overTcp(Duration.ofSeconds(5)), new Interrupt());
        LogLines lines = new LogLines();
        VideoDecoder decoder = new VideoDecoder(address, demuxer.parameters(), Long.MAX_VALUE, 1)) {
      setLogCallback(lines);
      int decoded = 0;
      while (demuxer.read()) {
        assertThat(decoder.send(demuxer.packet(), 1)).isTrue();
        while (decoder.receive()) {
          decoded++;
        }
      }
      assertThat(decoded).isGreaterThanOrEqualTo(PICTURES - 1);
      assertThat(lines.count).hasValue(0);
    } finally {
      setLogCallback(FFmpegLog.INSTANCE);
    }
  }

  @ParameterizedTest
  @Timeout(30)
  @ValueSource(
      strings = {"main-b-frames.h264", "high-cropped.h264", "main-b-frames.h265", "main10.h265"})
  void whateverDecodesAllPicturesAreTheSame(String stream) throws Exception {
    FFmpeg.load();
    FakeDevices devices = new FakeDevices("vaapi");
    List<Long> expected = checksums(stream, new HardwareDecoding("off", null));
    assertThat(expected).hasSizeGreaterThan(3);
    assertThat(checksums(stream, new HardwareDecoding("auto", null))).isEqualTo(expected);
    assertThat(checksums(stream, new HardwareDecoding("auto", devices))).isEqualTo(expected);
    assertThat(devices.copied).hasValue(expected.size());
    assertThat(devices.closed).hasValue(1);
  }

  private List<Long> checksums(String stream, HardwareDecoding hardware) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] unit : AccessUnits.read(stream)) {
      all.write(unit);
    }
    Address address =
        Address.parse(Files.write(folder.resolve(stream), all.toByteArray()).toString());
    List<Long> sums = new ArrayList<>();
    try (Demuxer demuxer =
            new Demuxer(address, SessionOptions.overTcp(Duration.ofSeconds(5)), new Interrupt());
        VideoDecoder decoder =
            VideoDecoder.of(address, demuxer.parameters(), Long.MAX_VALUE, hardware)) {
      boolean more = true;
      while (more) {
        more = demuxer.read();
        if (more) {
          assertThat(decoder.send(demuxer.packet(), 1)).isTrue();
        } else {
          decoder.end();
        }
        while (decoder.receive()) {
          sums.add(checksum(decoder.picture()));
        }
      }
    }
    return sums;
  }

  private static long checksum(AVFrame picture) {
    CRC32 sum = new CRC32();
    for (int y = 0; y < picture.height(); y++) {
      byte[] line = new byte[picture.width()];
      picture.data(0).position((long) y * picture.linesize(0)).get(line);
      sum.update(line);
    }
    return sum.getValue();
  }

  /** Counts what FFmpeg says. */
  private static final class LogLines extends LogCallback {
    final AtomicInteger count = new AtomicInteger();

    @Override
    public void call(int level, BytePointer line) {
      count.incrementAndGet();
    }
  }
}
