package dev.framecast.rtsp;

import dev.framecast.internal.NetworkAddress;
import dev.framecast.internal.StreamPaths;
import dev.framecast.source.FrameSource;
import dev.framecast.source.Settings;
import dev.framecast.source.SourceAddress;
import dev.framecast.source.SourceProvider;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * {@link RtspSource}s of streams that are not RTSP, by address: {@code
 * https://cdn.example/live.m3u8}, {@code rtmp://192.168.0.10/live/yard}, {@code
 * srt://192.168.0.10:9000#latency=200ms}, {@code udp://0.0.0.0:5000}. Found by {@link
 * dev.framecast.source.FrameSources}; apps need not touch it.
 */
public final class StreamSourceProvider implements SourceProvider {
  private static final Duration LONGEST_LATENCY = Duration.ofMinutes(1);

  /** Called by the JDK's service loader. */
  public StreamSourceProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("http", "https", "rtmp", "rtmps", "srt", "udp");
  }

  /** Of http those that are no JPEGs. */
  @Override
  public boolean takes(SourceAddress address) {
    return !address.scheme().startsWith("http")
        || StreamPaths.isStream(address.location(), address.settings().text("format"));
  }

  @Override
  public FrameSource create(SourceAddress address) {
    Settings settings = address.settings();
    RtspSource.Builder builder = builder(address);
    if (address.scheme().startsWith("http")) {
      settings.oneOf("format", RtspSource.Format.class).ifPresent(builder::format);
      settings.oneOf("variant", RtspSource.Variant.class).ifPresent(builder::variant);
      settings.flag("loop").ifPresent(builder::loop);
    }
    if (address.scheme().equals("https") || address.scheme().equals("rtmps")) {
      RtspSourceProvider.trust(settings, builder);
    }
    if (address.scheme().equals("srt")) {
      srt(settings, builder);
    }
    return RtspSourceProvider.build(settings, builder);
  }

  /** Who calls whom. */
  private enum Mode {
    CALLER,
    LISTENER
  }

  private static void srt(Settings settings, RtspSource.Builder builder) {
    settings
        .oneOf("mode", Mode.class)
        .ifPresent(mode -> builder.option("mode", mode.name().toLowerCase(Locale.ROOT)));
    settings
        .duration("latency")
        .ifPresent(
            latency -> {
              if (latency.compareTo(LONGEST_LATENCY) > 0) {
                throw Settings.invalid("latency", "must be 1m at most");
              }
              builder.option("latency", String.valueOf(latency.toNanos() / 1_000));
            });
    settings
        .text("passphrase")
        .ifPresent(
            passphrase -> {
              if (passphrase.length() < 10 || passphrase.length() > 79) {
                throw Settings.invalid("passphrase", "must have 10 to 79 characters");
              }
              builder.option("passphrase", passphrase);
            });
    settings.text("streamId").ifPresent(id -> builder.option("streamid", id));
  }

  // Does not hand on the cause: its message quotes what it does not understand.
  private static RtspSource.Builder builder(SourceAddress address) {
    try {
      return RtspSource.builder(address.withoutSettings());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(right(address.scheme()));
    }
  }

  private static String right(String scheme) {
    return switch (scheme) {
      case "srt", "udp" ->
          scheme
              + ": must be "
              + scheme
              + "://host:port, without user and password; in front of the port @ or nothing stands"
              + " for all addresses of this machine";
      default ->
          scheme
              + ": must be "
              + scheme
              + "://host[:port]/path, "
              + NetworkAddress.CREDENTIALS
              + "; user and password are 127 bytes at most";
    };
  }
}
