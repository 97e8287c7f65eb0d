package dev.framecast.rtsp.demux;

import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.jspecify.annotations.Nullable;

/**
 * Webcams on Linux, as FFmpeg reads them. For those that give H.264 or H.265: OpenCV, which reads
 * the others, has no decoder for it.
 */
final class Devices {
  private Devices() {}

  static AVInputFormat format(Address address) throws SourceException {
    AVInputFormat format = find();
    if (format == null || format.isNull()) {
      throw new SourceException(
          Kind.UNSUPPORTED, address + ": this build of FFmpeg reads no V4L2 devices (Linux alone)");
    }
    return format;
  }

  private static @Nullable AVInputFormat find() {
    avdevice_register_all(); // idempotent, from any thread
    return av_find_input_format("v4l2");
  }
}
