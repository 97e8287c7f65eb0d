package dev.framecast.rtsp.demux;

import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;

import dev.framecast.internal.NalUnits;
import dev.framecast.rtsp.ffmpeg.Interrupt;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.jspecify.annotations.Nullable;

/**
 * Webcams on Linux, as FFmpeg reads them. For those that make H.264 themselves: OpenCV, which reads
 * the others, has no decoder for it. Confined to the session's thread.
 */
final class Devices {
  private static final int LOOKS = 10;
  private static final long LOOK_NANOS = 50_000_000L;

  // Of H.264, by the first byte of a NAL unit.
  private static final int TYPE = 31;
  private static final int IDR = 5;
  private static final int SPS = 7;

  private final NalUnits nals = new NalUnits(0);

  static AVInputFormat format(Address address) throws SourceException {
    AVInputFormat format;
    try {
      format = find();
    } catch (LinkageError e) {
      throw new SourceException(
          Kind.UNSUPPORTED,
          address
              + ": FFmpeg's devices do not load; beside its own they need libraries of the system:"
              + " libasound2, libpulse0, libxcb1 and libxcb-shm0",
          e);
    }
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

  /** The system makes a device first, and a moment later says who may use it. */
  static void awaitAccess(Address address, Interrupt interrupt) {
    Path device = Path.of(address.url());
    for (int i = 0; i < LOOKS && Files.exists(device) && !Files.isReadable(device); i++) {
      interrupt.sleepUntil(System.nanoTime() + LOOK_NANOS);
    }
  }

  /** Whether decoding can begin with that picture of H.264, as far as cameras repeat their SPS. */
  boolean beginsWithKeyFrame(ByteBuffer picture) {
    nals.begin(picture);
    while (nals.next()) {
      int type = nals.header() & TYPE;
      if (type == IDR || type == SPS) {
        return true;
      }
    }
    return false;
  }
}
