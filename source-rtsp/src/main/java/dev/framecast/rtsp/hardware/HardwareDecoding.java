package dev.framecast.rtsp.hardware;

import dev.framecast.rtsp.demux.Address;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.jspecify.annotations.Nullable;

/**
 * Which devices a source tries, and what was said and learnt of them; one for all sessions of a
 * source. Safe for use by many threads.
 */
public final class HardwareDecoding {
  /** Tries no device. */
  public static final String OFF = "off";

  /** Tries all types of devices. */
  public static final String AUTO = "auto";

  private static final Logger LOG = System.getLogger(HardwareDecoding.class.getName());

  /**
   * The system's own interfaces first, then those of one maker, then those that often open where
   * nothing decodes. FFmpeg has only those of its platform.
   */
  private static final List<String> ORDER =
      List.of(
          "videotoolbox",
          "d3d11va",
          "vaapi",
          "cuda",
          "d3d12va",
          "dxva2",
          "vdpau",
          "vulkan",
          "v4l2request");

  private final String wanted;
  private final HardwareDevices devices;
  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private final Set<String> avoided = ConcurrentHashMap.newKeySet();

  /**
   * What is to be tried.
   *
   * @param wanted {@link #OFF}, {@link #AUTO}, or a type of devices by FFmpeg's name
   * @param devices null for FFmpeg's
   */
  public HardwareDecoding(String wanted, @Nullable HardwareDevices devices) {
    this.wanted = wanted;
    this.devices = devices == null ? new FFmpegDevices() : devices;
  }

  /** Opens the first device that opens, for one decoder; null if there is none, which is said. */
  public @Nullable HardwarePictures open(Address address, AVCodec codec) {
    if (wanted.equals(OFF)) {
      return null;
    }
    String format = codec.name().getString(StandardCharsets.US_ASCII);
    List<String> types = devices.types(codec);
    List<String> tried = new ArrayList<>();
    for (String type : wanted.equals(AUTO) ? ordered(types) : List.of(wanted)) {
      if (types.contains(type) && !avoided.contains(format + " " + type)) {
        HardwareDevice device = devices.open(codec, type);
        if (device != null) {
          return new HardwarePictures(this, device, address, format, closed(tried));
        }
        tried.add(type);
      }
    }
    processor(address, format, reason(types, tried));
    return null;
  }

  private String reason(List<String> types, List<String> tried) {
    if (!tried.isEmpty()) {
      return closed(tried);
    }
    if (types.isEmpty() || wanted.equals(AUTO) || types.contains(wanted)) {
      return types.isEmpty()
          ? "FFmpeg has no device for it here"
          : "devices gave no picture before";
    }
    return "FFmpeg has no such device for it here, only " + String.join(", ", types);
  }

  private static String closed(List<String> tried) {
    return tried.isEmpty() ? "" : "no device opens of " + String.join(", ", tried);
  }

  private static List<String> ordered(List<String> types) {
    List<String> ordered = new ArrayList<>(ORDER);
    ordered.retainAll(types);
    for (String type : types) {
      if (!ordered.contains(type)) {
        ordered.add(type);
      }
    }
    return ordered;
  }

  /** That type of devices is of no use for these streams, not in later sessions either. */
  void avoid(String format, String type) {
    avoided.add(format + " " + type);
  }

  /** The processor decodes; says so once. */
  void processor(Address address, String format, String why) {
    say(
        address,
        format + " is decoded by the processor in spite of hwaccel=" + wanted + ": " + why);
  }

  /** Says it once, for people who look why decoding takes what it takes. */
  void say(Address address, String what) {
    LOG.log(said.add(what) ? Level.INFO : Level.DEBUG, "{0}: {1}", address, what);
  }
}
