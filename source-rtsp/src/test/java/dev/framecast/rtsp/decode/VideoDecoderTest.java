package dev.framecast.rtsp.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import dev.framecast.rtsp.demux.Address;
import dev.framecast.rtsp.demux.Demuxer;
import dev.framecast.rtsp.demux.SessionOptions;
import dev.framecast.rtsp.ffmpeg.FFmpeg;
import dev.framecast.rtsp.ffmpeg.FFmpegLog;
import dev.framecast.rtsp.ffmpeg.Interrupt;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

  /** Counts what FFmpeg says. */
  private static final class LogLines extends LogCallback {
    final AtomicInteger count = new AtomicInteger();

    @Override
    public void call(int level, BytePointer line) {
      count.incrementAndGet();
    }
  }
}
