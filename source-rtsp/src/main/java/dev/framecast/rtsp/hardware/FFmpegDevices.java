package dev.framecast.rtsp.hardware;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_hw_config;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_get_type_name;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecHWConfig;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** What FFmpeg has. */
final class FFmpegDevices implements HardwareDevices {

  @Override
  public List<String> types(AVCodec codec) {
    List<String> types = new ArrayList<>();
    AVCodecHWConfig config;
    for (int i = 0; (config = avcodec_get_hw_config(codec, i)) != null; i++) {
      if (takesDevice(config)) {
        types.add(name(config));
      }
    }
    return types;
  }

  @Override
  public @Nullable HardwareDevice open(AVCodec codec, String type) {
    AVCodecHWConfig config;
    for (int i = 0; (config = avcodec_get_hw_config(codec, i)) != null; i++) {
      if (takesDevice(config) && name(config).equals(type)) {
        return open(config, type);
      }
    }
    return null;
  }

  private static @Nullable HardwareDevice open(AVCodecHWConfig config, String type) {
    AVBufferRef context = new AVBufferRef((Pointer) null);
    int code = av_hwdevice_ctx_create(context, config.device_type(), (BytePointer) null, null, 0);
    return code < 0 || context.isNull() ? null : new Device(type, config.pix_fmt(), context);
  }

  private static boolean takesDevice(AVCodecHWConfig config) {
    return (config.methods() & AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX) != 0;
  }

  private static String name(AVCodecHWConfig config) {
    BytePointer name = av_hwdevice_get_type_name(config.device_type());
    return name == null ? "" : name.getString(StandardCharsets.US_ASCII);
  }

  private record Device(String type, int format, AVBufferRef context) implements HardwareDevice {

    /**
     * Without a get_format callback: FFmpeg's own takes the format of the device that the decoder
     * was opened with, and the processor's where the device refuses the stream. So FFmpeg never
     * calls Java.
     */
    @Override
    public void attachTo(AVCodecContext decoder) {
      decoder.hw_device_ctx(av_buffer_ref(context));
    }

    @Override
    public boolean holds(AVFrame picture) {
      return picture.format() == format;
    }

    @Override
    public int copy(AVFrame picture, AVFrame memory) {
      return av_hwframe_transfer_data(memory, picture, 0);
    }

    @Override
    public void close() {
      if (!context.isNull()) {
        av_buffer_unref(context);
      }
    }
  }
}
