package dev.framecast.rtsp.http;

import dev.framecast.internal.CertificateTrust;
import dev.framecast.internal.Credentials;
import dev.framecast.internal.HostConnector;
import dev.framecast.internal.Login;
import dev.framecast.internal.http.HttpHead;
import dev.framecast.rtsp.wire.ClientOptions;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one session for a stream over HTTP: follows redirects, answers demands for a
 * login at the address's own host alone, trusts certificates as the source does, and uses no proxy.
 * Confined to the session's thread but for {@link #cancel}.
 */
public final class HttpFetch implements AutoCloseable {
  private static final int MAX_REDIRECTS = 5;
  private static final int MAX_REQUESTS = 20;

  private final String description;
  private final URI start;
  private final ClientOptions options;
  private final Login login;
  private final Cookies cookies = new Cookies();
  private final HttpConnections connections;
  private volatile boolean cancelled;

  /**
   * What was answered.
   *
   * @param uri where it came from, behind all redirects
   * @param body to be closed by the caller
   * @param length how many bytes were announced; 0 where none were
   */
  public record Answer(URI uri, InputStream body, long length) {}

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
    login = new Login(credentials, Credentials.Protocol.HTTP);
    connections = new HttpConnections(options);
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
      HttpConnections.Answer answer = send(at, from, end, own);
      HttpHead head = answer.head();
      int status = head.status();
      if (status == 200 || status == 206) {
        login.accepted(own ? head.all("Authentication-Info") : List.of());
        InputStream body = body(answer, status == 200 ? from : 0, end - from);
        return new Answer(at, body, answer.body().length());
      }
      connections.release(answer);
      if (status == 401 && own && login.refused(head.all("WWW-Authenticate"))) {
        continue;
      }
      String location = head.first("Location");
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

  static int port(URI uri) {
    return uri.getPort() < 0 ? usualPort(uri) : uri.getPort();
  }

  private static int usualPort(URI uri) {
    return isSecure(uri) ? 443 : 80;
  }

  static boolean isSecure(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  private HttpConnections.Answer send(URI uri, long from, long end, boolean own)
      throws SourceException {
    try {
      HttpConnections.Answer answer = connections.ask(uri, request(uri, from, end, own));
      cookies.take(uri, answer.head().all("Set-Cookie"));
      return answer;
    } catch (IOException | CancellationException e) {
      throw failure(e);
    }
  }

  private String request(URI uri, long from, long end, boolean own) throws IOException {
    String host = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    StringBuilder lines = new StringBuilder("GET " + target(uri) + " HTTP/1.1\r\n");
    add(lines, "Host", host);
    add(lines, "User-Agent", options.userAgent());
    add(lines, "Accept-Encoding", "identity");
    if (from > 0 || end > 0) {
      add(lines, "Range", "bytes=" + from + "-" + (end > 0 ? end - 1 : ""));
    }
    add(lines, "Authorization", own ? login.authorization("GET", target(uri)) : null);
    add(lines, "Cookie", cookies.of(uri));
    return lines.append("\r\n").toString();
  }

  private static void add(StringBuilder lines, String name, @Nullable String value) {
    if (value != null) { // which may be a server's, with the ends of lines in it
      lines.append(name + ": " + value.replaceAll("[\r\n]", " ") + "\r\n");
    }
  }

  private static String target(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private InputStream body(HttpConnections.Answer answer, long skipped, long length)
      throws SourceException {
    Body body = new Body(answer, length > 0 ? length : Long.MAX_VALUE);
    try {
      answer.body().skipNBytes(skipped);
    } catch (IOException e) {
      connections.release(answer);
      throw failure(e);
    }
    if (cancelled) {
      connections.release(answer);
      throw fail(Kind.ENDED, "cancelled");
    }
    return body;
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

  private SourceException failure(Exception e) {
    if (cancelled || e instanceof CancellationException) {
      return fail(Kind.ENDED, "cancelled");
    }
    if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
      return fail(Kind.ENDED, "interrupted");
    }
    String certificate = CertificateTrust.problem(e);
    if (certificate != null) {
      return fail(Kind.UNSUPPORTED, "no secure connection: " + certificate);
    }
    if (e instanceof SSLException) {
      return fail(Kind.UNSUPPORTED, "no secure connection: the TLS handshake failed");
    }
    if (e instanceof SocketTimeoutException) {
      boolean lookup = HostConnector.LOOKUP.equals(e.getMessage());
      String what = lookup ? "its host name could not be looked up within " : "no answer for ";
      return fail(Kind.UNREACHABLE, what + options.timeoutMillis() + " ms");
    }
    if (e instanceof UnknownHostException) {
      return fail(Kind.UNREACHABLE, "no such host");
    }
    if (e instanceof ProtocolException) {
      return fail(Kind.UNREACHABLE, "the answer is no proper HTTP");
    }
    return fail(
        Kind.UNREACHABLE,
        e instanceof ConnectException ? "nobody answers there" : "the connection broke");
  }

  /** With the address in front. */
  public SourceException fail(Kind kind, String what) {
    return new SourceException(kind, description + ": " + what);
  }

  int connections() {
    return connections.count();
  }

  /**
   * Makes a running request fail at once, later ones as well, and ends what is read. Any thread.
   */
  public void cancel() {
    cancelled = true;
    connections.cancel();
  }

  @Override
  public void close() {
    connections.close();
  }

  /** Of which no more is read than was wanted. */
  private final class Body extends FilterInputStream {
    private final HttpConnections.Answer answer;
    private final boolean bounded;
    private long left;
    private boolean released;

    Body(HttpConnections.Answer answer, long length) {
      super(answer.body());
      this.answer = answer;
      bounded = answer.body().isBounded();
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
      if (read < 0 && left > 0 && bounded && !answer.body().isOver()) {
        throw new EOFException("less than was announced");
      }
      return read;
    }

    @Override
    public void close() {
      if (!released) {
        released = true;
        connections.release(answer);
      }
    }
  }
}
