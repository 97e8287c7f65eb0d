package dev.framecast.source.http;

import dev.framecast.internal.CertificateTrust;
import dev.framecast.internal.Credentials;
import dev.framecast.internal.HostNames;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SourceException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A camera that sends MJPEG over HTTP, as most network cameras do beside RTSP, and as another
 * framecast does; or one that gives a single JPEG, which is then asked for again and again. JPEGs
 * are handed on untouched, and decoded only where a viewer wants them smaller.
 *
 * <pre>{@code
 * HttpMjpegSource yard =
 *     HttpMjpegSource.builder("http://192.168.0.10/video.mjpg").credentials("me", "secret").build();
 * cameras.add("yard", yard);
 * }</pre>
 *
 * <p>Basic and Digest credentials are sent when the camera asks, and only to the host and port that
 * were named: in the strongest way that it offers, and in the next if it refuses that one. They
 * appear in no message.
 *
 * <p>Over https a camera whose certificate this Java does not trust is refused, with the
 * certificate's fingerprint in the message; see {@link Builder#fingerprint}. Nothing, so no
 * password, is sent to it.
 *
 * <p>A {@link SourceException} tells what is wrong: {@code UNREACHABLE} (nobody there, no answer in
 * time, connection lost), {@code UNAUTHORIZED} (401, 403), {@code NO_VIDEO} (404, a web page),
 * {@code UNSUPPORTED} (another kind of answer or login, a certificate that is not trusted), {@code
 * BUSY} (503), {@code BROKEN}, and {@code ENDED} when it ends before its first picture. Of single
 * pictures, once there was one, two in a row may fail without an end; the third ends the session.
 * What ends behind its first picture is such a single picture, also where the camera calls it a
 * stream.
 *
 * <p>No proxy is used, whatever the system's settings are.
 *
 * <p>Immutable.
 */
public final class HttpMjpegSource implements FrameSource {
  private final HttpExchange.Settings settings;

  private HttpMjpegSource(HttpExchange.Settings settings) {
    this.settings = settings;
  }

  /**
   * {@return the source of a camera at this address, with the defaults}
   *
   * @param uri may hold credentials as {@code http://user:password@host/...}
   * @throws IllegalArgumentException when this is no http or https address, or when it has an
   *     {@code @} in its path or query, which might be the rest of a password: encode it as {@code
   *     %40}, or use {@link Builder#credentials}
   */
  public static HttpMjpegSource of(String uri) {
    return builder(uri).build();
  }

  /**
   * {@return a builder with an address and the defaults}
   *
   * @param uri as {@link #of} takes it
   * @throws IllegalArgumentException as {@link #of}
   */
  public static Builder builder(String uri) {
    return new Builder(CameraUrl.parse(Objects.requireNonNull(uri, "uri")));
  }

  /** Collects options. Not safe for use by several threads. */
  public static final class Builder {
    private final CameraUrl url;
    private @Nullable Credentials auth;
    private Duration timeout = Duration.ofSeconds(5);
    private double fps = 1;
    private @Nullable CertificateTrust trust;
    private @Nullable SSLContext context;

    /** Of the source alone, so that it has one thread at most that hangs in a lookup. */
    private HostNames names = new HostNames(InetAddress::getAllByName);

    private Builder(CameraUrl url) {
      this.url = url;
      this.auth = url.auth();
    }

    /**
     * Sets credentials, instead of the address's.
     *
     * @param user without a colon
     * @param password as it is, without any encoding
     * @return this builder
     * @throws IllegalArgumentException when the user has a colon, which HTTP cannot express
     */
    public Builder credentials(String user, String password) {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
      if (user.indexOf(':') >= 0) {
        throw new IllegalArgumentException("the user has a colon in it: HTTP cannot express that");
      }
      auth = new Credentials(user, password);
      return this;
    }

    /**
     * Sets the bound on the time until the camera's answer begins, instead of 5 seconds. How long
     * pictures may stay away after that is the {@link dev.framecast.camera.Camera}'s business.
     *
     * @param value more than zero, and a day at most
     * @return this builder
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
     * Sets how often to ask for a picture, instead of once a second, where the address gives a
     * single one. It is measured from one request to the next. Never for two at a time, so a slow
     * camera gives fewer. A stream comes as fast as it comes.
     *
     * @param value 0.01 to 30 times a second
     * @return this builder
     */
    public Builder fps(double value) {
      if (!(value >= 0.01 && value <= 30)) {
        throw new IllegalArgumentException("fps " + value + ": must be 0.01 to 30");
      }
      fps = value;
      return this;
    }

    /**
     * Trusts the certificate of that fingerprint and no other, whatever else is said in it: for
     * cameras that have made theirs themselves. What it is is told when such a camera is refused.
     *
     * @param sha256 the SHA-256 of the certificate: 64 hexadecimal digits in any case, with or
     *     without colons
     * @return this builder
     * @throws IllegalArgumentException when it is none
     */
    public Builder fingerprint(String sha256) {
      trust = CertificateTrust.pinned(Objects.requireNonNull(sha256, "fingerprint"));
      return this;
    }

    /**
     * Trusts any certificate, so whoever stands between here and the camera. Better is {@link
     * #fingerprint}.
     *
     * @return this builder
     */
    public Builder insecure() {
      trust = CertificateTrust.insecure();
      return this;
    }

    /**
     * Sets this context instead of what the system trusts, such as one with an authority or a
     * client certificate of your own. The camera's host name has to be the certificate's.
     *
     * @param value used for each connection
     * @return this builder
     */
    public Builder sslContext(SSLContext value) {
      context = Objects.requireNonNull(value, "sslContext");
      return this;
    }

    /** For tests. */
    Builder names(HostNames value) {
      names = value;
      return this;
    }

    /** For tests. */
    Builder trust(CertificateTrust value) {
      trust = value;
      return this;
    }

    /**
     * {@return a source with these values}
     *
     * @throws IllegalArgumentException when two things are to say who is trusted
     */
    public HttpMjpegSource build() {
      if (context != null && trust != null) {
        throw new IllegalArgumentException(
            "sslContext, and fingerprint or insecure: give one, each says who is trusted");
      }
      CertificateTrust trusted = trust == null ? CertificateTrust.ofSystem() : trust;
      return new HttpMjpegSource(
          new HttpExchange.Settings(url, auth, timeout, fps, names, trusted, context));
    }
  }

  @Override
  public FrameSession open() {
    return open(SessionContext.NONE);
  }

  @Override
  public FrameSession open(SessionContext context) {
    Objects.requireNonNull(context, "context");
    return new HttpSession(new HttpDial(settings), context);
  }

  @Override
  public String description() {
    return settings.url().toString();
  }

  @Override
  public String kind() {
    return "http";
  }
}
