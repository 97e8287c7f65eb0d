package dev.framecast.rtsp.hardware;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** A device that is open, for one decoder. Confined to the session's thread. */
public interface HardwareDevice extends AutoCloseable {

  /** FFmpeg's name of its type. */
  String type();

  /** Has the decoder use it, which is not open yet. */
  void attachTo(AVCodecContext context);

  /** Whether the picture is in the device's memory, and not in that of the processor. */
  boolean holds(AVFrame picture);

  /**
   * Copies the pixels alone.
   *
   * @param picture in the device's memory
   * @param memory without buffers; gets some
   * @return FFmpeg's code, negative if it failed
   */
  int copy(AVFrame picture, AVFrame memory);

  /** Comes after the decoder is freed; more than once has no effect. */
  @Override
  void close();
}
