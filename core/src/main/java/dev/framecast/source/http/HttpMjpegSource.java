package dev.framecast.source.http;

import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SourceException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A camera that sends MJPEG over HTTP, as most network cameras do beside RTSP, and as another
 * framecast does. Its JPEGs are handed on untouched, and decoded only where a viewer wants them
 * smaller.
 *
 * <pre>{@code
 * HttpMjpegSource yard =
 *     HttpMjpegSource.builder("http://192.168.0.10/video.mjpg").credentials("me", "secret").build();
 * cameras.add("yard", yard);
 * }</pre>
 *
 * <p>Basic and Digest credentials are sent when the camera asks, and only to the host and port that
 * were named. They appear in no message.
 *
 * <p>A {@link SourceException} tells what is wrong: {@code UNREACHABLE} (nobody there, no answer in
 * time, connection lost), {@code UNAUTHORIZED} (401, 403), {@code NO_VIDEO} (404, a web page),
 * {@code UNSUPPORTED} (another kind of answer, also a single JPEG), {@code BUSY} (503), {@code
 * BROKEN}, and {@code ENDED} when it ends before its first picture.
 *
 * <p>Immutable.
 */
public final class HttpMjpegSource implements FrameSource {
  private final CameraUrl url;
  private final @Nullable HttpAuth auth;
  private final Duration timeout;
  private final @Nullable HttpClient client;

  private HttpMjpegSource(Builder from) {
    url = from.url;
    auth = from.auth;
    timeout = from.timeout;
    client = from.client;
  }

  /**
   * A camera at this address, which may hold credentials as {@code http://user:password@host/...}.
   *
   * @throws IllegalArgumentException when this is no http or https address, or when it has an
   *     {@code @} in its path or query, which might be the rest of a password: encode it as {@code
   *     %40}, or use {@link Builder#credentials}
   */
  public static HttpMjpegSource of(String uri) {
    return builder(uri).build();
  }

  /**
   * Begins with an address and the defaults.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static Builder builder(String uri) {
    return new Builder(CameraUrl.parse(Objects.requireNonNull(uri, "uri")));
  }

  /** Collects options. Not safe for use by several threads. */
  public static final class Builder {
    private final CameraUrl url;
    private @Nullable HttpAuth auth;
    private Duration timeout = Duration.ofSeconds(5);
    private @Nullable HttpClient client;

    private Builder(CameraUrl url) {
      this.url = url;
      this.auth = url.auth();
    }

    /** These credentials instead of the address's. */
    public Builder credentials(String user, String password) {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
      if (user.indexOf(':') >= 0) {
        throw new IllegalArgumentException("the user has a colon in it: HTTP cannot express that");
      }
      auth = new HttpAuth(user, password);
      return this;
    }

    /**
     * This bound on the time until the camera's answer begins, instead of 5 seconds. How long
     * pictures may stay away after that is the {@link dev.framecast.camera.Camera}'s business.
     */
    public Builder timeout(Duration value) {
      Objects.requireNonNull(value, "timeout");
      if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException(
            "timeout " + value + ": must be more than zero and at most a day");
      }
      timeout = value;
      return this;
    }

    /**
     * This client instead of one that all sources share: for a camera whose certificate only you
     * know, or for a proxy. It must not follow redirects by itself, lest credentials travel along.
     */
    public Builder client(HttpClient value) {
      Objects.requireNonNull(value, "client");
      if (value.followRedirects() != HttpClient.Redirect.NEVER) {
        throw new IllegalArgumentException("client: must be built with Redirect.NEVER");
      }
      client = value;
      return this;
    }

    /** The source. */
    public HttpMjpegSource build() {
      return new HttpMjpegSource(this);
    }
  }

  @Override
  public FrameSession open() {
    return open(SessionContext.NONE);
  }

  @Override
  public FrameSession open(SessionContext context) {
    Objects.requireNonNull(context, "context");
    HttpClient http = client == null ? Shared.CLIENT : client;
    return new HttpMjpegSession(new HttpDial(http, url, auth, timeout), context);
  }

  @Override
  public String description() {
    return url.toString();
  }

  @Override
  public String kind() {
    return "http";
  }

  /** Made when first needed; its few threads serve all sources, and none of them ever blocks. */
  private static final class Shared {
    static final HttpClient CLIENT =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  }
}
