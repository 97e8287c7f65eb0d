package dev.framecast.source.provider;

import dev.framecast.internal.NetworkAddress;
import dev.framecast.internal.StreamPaths;
import dev.framecast.source.FrameSource;
import dev.framecast.source.Settings;
import dev.framecast.source.SourceAddress;
import dev.framecast.source.SourceProvider;
import dev.framecast.source.http.HttpMjpegSource;
import java.util.Optional;
import java.util.Set;

/** Motion JPEG and single JPEGs over HTTP: {@code http://192.168.0.10/video.mjpg#timeout=10s}. */
public final class HttpSourceProvider implements SourceProvider {

  /** Called by the JDK's service loader. */
  public HttpSourceProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("http", "https");
  }

  /** All but video streams, which framecast-source-rtsp has. */
  @Override
  public boolean takes(SourceAddress address) {
    return !StreamPaths.isStream(address.location(), address.settings().text("format"));
  }

  @Override
  public FrameSource create(SourceAddress address) {
    HttpMjpegSource.Builder source = source(address.withoutSettings());
    Settings settings = address.settings();
    settings.duration("timeout").ifPresent(source::timeout);
    settings.decimal("fps").ifPresent(source::fps);
    Optional<String> fingerprint = settings.text("fingerprint");
    boolean insecure = settings.flag("insecure").orElse(false);
    if (fingerprint.isPresent() && insecure) {
      throw Settings.invalid("insecure", "must be left out where there is a fingerprint");
    }
    fingerprint.ifPresent(source::fingerprint);
    if (insecure) {
      source.insecure();
    }
    return source.build();
  }

  private static HttpMjpegSource.Builder source(String address) {
    try {
      return HttpMjpegSource.builder(address);
    } catch (IllegalArgumentException e) {
      // Not with the cause: its message quotes what it does not understand.
      throw new IllegalArgumentException(
          "an http address must be http://host[:port]/path or https://..., "
              + NetworkAddress.CREDENTIALS);
    }
  }
}
