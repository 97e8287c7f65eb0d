package dev.framecast.rtsp.hardware;

import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.jspecify.annotations.Nullable;

/** The devices of this machine. Safe for use by many threads. */
public interface HardwareDevices {

  /** The types of devices that the decoder can use, by FFmpeg's names, whether there are any. */
  List<String> types(AVCodec codec);

  /**
   * Opens a device for one decoder; may take some hundred milliseconds.
   *
   * @param type one of {@link #types}
   * @return null if there is none, or it does not open
   */
  @Nullable HardwareDevice open(AVCodec codec, String type);
}
