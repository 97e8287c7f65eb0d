package dev.framecast.rtsp;

import dev.framecast.internal.NetworkAddress;
import dev.framecast.source.FrameSource;
import dev.framecast.source.Settings;
import dev.framecast.source.SourceAddress;
import dev.framecast.source.SourceProvider;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/**
 * {@link RtspSource}s by address: {@code rtsp://192.168.0.10/stream1#transport=udp}, {@code
 * file:/films/a.mp4#loop=false}, {@code v4l2:/dev/video2#size=1920x1080}. Found by {@link
 * dev.framecast.source.FrameSources}; apps need not touch it.
 */
public final class RtspSourceProvider implements SourceProvider {

  /** Called by the JDK's service loader. */
  public RtspSourceProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("rtsp", "rtsps", "file", "v4l2");
  }

  @Override
  public FrameSource create(SourceAddress address) {
    Settings settings = address.settings();
    if (address.scheme().equals("v4l2")) {
      return webcam(address);
    }
    RtspSource.Builder builder = address.scheme().equals("file") ? file(address) : camera(address);
    if (address.scheme().equals("file")) {
      // An address is a camera's, and a camera goes on.
      builder.loop(settings.flag("loop").orElse(true));
    } else {
      settings.oneOf("transport", RtspSource.Transport.class).ifPresent(builder::transport);
      settings
          .oneOf("clock", Clock.class)
          .ifPresent(clock -> builder.cameraClock(clock == Clock.CAMERA));
      if (address.scheme().equals("rtsps")) {
        trust(settings, builder);
      }
    }
    return build(settings, builder);
  }

  /** What a webcam is asked for. */
  private enum DeviceFormat {
    H264,
    MJPEG
  }

  private static FrameSource webcam(SourceAddress address) {
    Settings settings = address.settings();
    RtspSource.Builder builder = RtspSource.builder("v4l2:" + address.decodedLocation());
    settings
        .oneOf("format", DeviceFormat.class)
        .ifPresent(
            format -> builder.option("input_format", format.name().toLowerCase(Locale.ROOT)));
    settings
        .text("size")
        .ifPresent(
            size -> {
              if (!size.matches("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}")) {
                throw Settings.invalid("size", "must be WIDTHxHEIGHT, such as 1280x720");
              }
              builder.option("video_size", size);
            });
    settings
        .decimal("fps")
        .ifPresent(
            fps -> {
              if (!(fps > 0 && fps <= 1_000)) {
                throw Settings.invalid("fps", "must be above 0, 1000 at most");
              }
              builder.option("framerate", BigDecimal.valueOf(fps).toPlainString());
            });
    return build(settings, builder);
  }

  /** Whose time a picture's capture time is. */
  private enum Clock {
    ARRIVAL,
    CAMERA
  }

  /** Which pictures are deinterlaced: those that are flagged as interlaced, or none. */
  private enum Deinterlace {
    AUTO,
    OFF
  }

  /** The source, with what all of them can be told. */
  static RtspSource build(Settings settings, RtspSource.Builder builder) {
    settings.duration("timeout").ifPresent(builder::timeout);
    settings.duration("keyFrameWait").ifPresent(builder::keyFrameWait);
    settings
        .oneOf("deinterlace", Deinterlace.class)
        .ifPresent(wanted -> builder.deinterlace(wanted == Deinterlace.AUTO));
    settings.oneOf("hwaccel", RtspSource.Hwaccel.class).ifPresent(builder::hwaccel);
    builder.options(settings.group("option", "NAME"));
    return builder.build();
  }

  static void trust(Settings settings, RtspSource.Builder builder) {
    settings
        .text("fingerprint")
        .ifPresent(
            text -> {
              try {
                builder.fingerprint(text);
              } catch (IllegalArgumentException e) {
                throw Settings.invalid(
                    "fingerprint", "must be 64 hexadecimal digits, with or without colons");
              }
            });
    if (settings.flag("insecure").orElse(false)) {
      builder.insecure();
    }
  }

  // Neither hands on the cause: its message quotes what it does not understand.

  private static RtspSource.Builder file(SourceAddress address) {
    String path = address.decodedLocation();
    try {
      return RtspSource.builder("file:" + path);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a file address must be file:PATH, a video file's");
    }
  }

  private static RtspSource.Builder camera(SourceAddress address) {
    try {
      return RtspSource.builder(address.withoutSettings());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "an rtsp address must be rtsp://host[:port]/path or rtsps://..., "
              + NetworkAddress.CREDENTIALS
              + "; user and password are 127 bytes at most");
    }
  }
}
