package dev.framecast.rtsp.http;

import dev.framecast.internal.CertificateTrust;
import dev.framecast.internal.Credentials;
import dev.framecast.internal.HostConnector;
import dev.framecast.internal.Login;
import dev.framecast.rtsp.wire.ClientOptions;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one session for a stream over HTTP, by its source's client: follows redirects,
 * answers demands for a login at the address's own host alone, trusts certificates as the source
 * does, and uses no proxy. Confined to the session's thread but for {@link #cancel}.
 */
public final class HttpFetch implements AutoCloseable {
  private static final int MAX_REDIRECTS = 5;
  private static final int MAX_REQUESTS = 20;

  private final String description;
  private final URI start;
  private final ClientOptions options;
  private final HostConnector connector;
  private final Login login;
  private final HttpClient client;
  private final Cookies cookies = new Cookies();
  private final Set<InputStream> bodies = ConcurrentHashMap.newKeySet();
  private volatile @Nullable CompletableFuture<?> request;
  private volatile boolean cancelled;

  /**
   * What was answered.
   *
   * @param uri where it came from, behind all redirects
   * @param body to be closed by the caller
   */
  public record Answer(URI uri, InputStream body) {}

  /**
   * Connects to nobody yet.
   *
   * @param description the address for messages
   * @param start the address; its host is the one that the credentials are for
   */
  public HttpFetch(
      String description, URI start, @Nullable Credentials credentials, ClientOptions options) {
    this.description = description;
    this.start = start;
    this.options = options;
    connector = new HostConnector(options.names());
    login = new Login(credentials, Credentials.Protocol.HTTP);
    client = options.http().get(options);
  }

  /**
   * Asks, and waits for the head of the answer.
   *
   * @param from the first byte that is wanted
   * @param end the first that is not wanted any more; 0 for all
   */
  public Answer get(URI uri, long from, long end) throws SourceException {
    URI at = uri;
    int redirects = 0;
    for (int i = 0; i < MAX_REQUESTS; i++) {
      boolean own = isOwn(at);
      HttpResponse<InputStream> response = send(at, from, end, own);
      int status = response.statusCode();
      if (status == 200 || status == 206) {
        login.accepted(own ? response.headers().allValues("authentication-info") : List.of());
        return new Answer(at, body(response, status == 200 ? from : 0, end - from));
      }
      close(response.body());
      if (status == 401 && own && login.refused(response.headers().allValues("www-authenticate"))) {
        continue;
      }
      String location = response.headers().firstValue("location").orElse(null);
      if (status < 300 || status >= 400 || location == null) {
        throw refused(status);
      }
      if (++redirects > MAX_REDIRECTS) {
        break;
      }
      URI next = HttpUris.resolve(at, location, description);
      if (isSecure(at) && !isSecure(next)) {
        throw fail(Kind.NO_VIDEO, "it redirects from https to http");
      }
      at = next;
    }
    throw fail(Kind.NO_VIDEO, "more than " + MAX_REDIRECTS + " redirects");
  }

  /** Whether it is the address's own host, also where that went over from http to https. */
  boolean isOwn(URI uri) {
    boolean usual = hasUsualPort(uri) && hasUsualPort(start);
    return uri.getHost().equalsIgnoreCase(start.getHost())
        && (usual || port(uri) == port(start))
        && (isSecure(uri) || !isSecure(start));
  }

  private static boolean hasUsualPort(URI uri) {
    return port(uri) == usualPort(uri);
  }

  private static int port(URI uri) {
    return uri.getPort() < 0 ? usualPort(uri) : uri.getPort();
  }

  private static int usualPort(URI uri) {
    return isSecure(uri) ? 443 : 80;
  }

  private static boolean isSecure(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  private HttpResponse<InputStream> send(URI uri, long from, long end, boolean own)
      throws SourceException {
    HttpRequest.Builder wanted =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofNanos(options.timeoutNanos()))
            .header("User-Agent", options.userAgent());
    if (from > 0 || end > 0) {
      wanted.header("Range", "bytes=" + from + "-" + (end > 0 ? end - 1 : ""));
    }
    String authorization = own ? login.authorization("GET", target(uri)) : null;
    if (authorization != null) {
      wanted.header("Authorization", authorization);
    }
    CompletableFuture<HttpResponse<InputStream>> sent = null;
    try {
      cookies.addTo(wanted, uri);
      // Before the client does, which cannot be interrupted while it looks a name up.
      String host = uri.getHost().replaceAll("[\\[\\]]", "");
      Object unused = connector.addresses(host, System.nanoTime() + options.timeoutNanos());
      sent = client.sendAsync(wanted.build(), BodyHandlers.ofInputStream());
      request = sent;
      if (cancelled) { // cancel() may have come too early to see it
        sent.cancel(true);
      }
      HttpResponse<InputStream> response = sent.get();
      cookies.take(uri, response.headers());
      return response;
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      if (sent != null) {
        sent.cancel(true);
      }
      Thread.currentThread().interrupt();
      throw fail(Kind.ENDED, "interrupted");
    } catch (IOException | CancellationException | IllegalArgumentException e) {
      throw failure(e);
    } finally {
      request = null;
    }
  }

  private static String target(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private InputStream body(HttpResponse<InputStream> response, long skipped, long length)
      throws SourceException {
    InputStream body = new Body(response.body(), length > 0 ? length : Long.MAX_VALUE);
    bodies.add(body);
    try {
      response.body().skipNBytes(skipped);
    } catch (IOException e) {
      close(body);
      throw failure(e);
    }
    if (cancelled) {
      close(body);
      throw fail(Kind.ENDED, "cancelled");
    }
    return body;
  }

  private static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // Nothing more is wanted of it.
    }
  }

  private SourceException refused(int status) {
    return switch (status) {
      case 401 -> fail(Kind.UNAUTHORIZED, "user and password are missing or wrong (401)");
      case 403 -> fail(Kind.UNAUTHORIZED, "this user may not see that stream (403)");
      case 404, 410 -> fail(Kind.NO_VIDEO, "no such stream there (" + status + "); check the path");
      case 429, 503 -> fail(Kind.BUSY, "the server is busy (" + status + ")");
      default ->
          status >= 500
              ? fail(Kind.UNREACHABLE, "the server cannot serve at present (" + status + ")")
              : fail(Kind.NO_VIDEO, "the server refuses that stream (" + status + ")");
    };
  }

  private SourceException failure(@Nullable Throwable e) {
    if (cancelled || e instanceof CancellationException) {
      return fail(Kind.ENDED, "cancelled");
    }
    String certificate = e == null ? null : CertificateTrust.problem(e);
    if (certificate != null) {
      return fail(Kind.UNSUPPORTED, "no secure connection: " + certificate);
    }
    if (e instanceof SSLException) {
      return fail(Kind.UNSUPPORTED, "no secure connection: the TLS handshake failed");
    }
    if (e instanceof HttpTimeoutException || e instanceof SocketTimeoutException) {
      boolean lookup = HostConnector.LOOKUP.equals(e.getMessage());
      String what = lookup ? "its host name could not be looked up within " : "no answer for ";
      return fail(Kind.UNREACHABLE, what + options.timeoutMillis() + " ms");
    }
    if (e instanceof UnknownHostException) {
      return fail(Kind.UNREACHABLE, "no such host");
    }
    return fail(
        Kind.UNREACHABLE,
        e instanceof ConnectException ? "nobody answers there" : "the connection broke");
  }

  /** With the address in front. */
  public SourceException fail(Kind kind, String what) {
    return new SourceException(kind, description + ": " + what);
  }

  /**
   * Makes a running request fail at once, later ones as well, and ends what is read. Any thread.
   */
  public void cancel() {
    cancelled = true;
    connector.cancel();
    CompletableFuture<?> running = request;
    if (running != null) {
      running.cancel(true);
    }
    bodies.forEach(HttpFetch::close);
  }

  @Override
  public void close() {
    bodies.forEach(HttpFetch::close);
  }

  /** Of which no more is read than was wanted. */
  private final class Body extends FilterInputStream {
    private long left;

    Body(InputStream in, long length) {
      super(in);
      left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      int read = left == 0 ? -1 : super.read(bytes, from, (int) Math.min(count, left));
      left -= Math.max(0, read);
      return read;
    }

    @Override
    public void close() throws IOException {
      bodies.remove(this);
      super.close();
    }
  }
}
