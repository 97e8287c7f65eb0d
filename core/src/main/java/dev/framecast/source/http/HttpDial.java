package dev.framecast.source.http;

import dev.framecast.internal.Secrets;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a camera for its stream: follows redirects, answers its demand for credentials, and says in
 * which way it failed. Used once; {@link #cancel} may come from any thread.
 */
final class HttpDial {
  private static final int MAX_REDIRECTS = 5;
  private static final Set<String> KNOWN_TYPES =
      Set.of(
          "application/json",
          "application/sdp",
          "application/xml",
          "image/gif",
          "image/png",
          "image/webp",
          "text/html",
          "text/plain",
          "text/xml",
          "video/h264",
          "video/mp2t",
          "video/mp4",
          "video/x-flv");

  private final HttpClient client;
  private final CameraUrl url;
  private final @Nullable HttpAuth auth;
  private final Duration timeout;

  private volatile boolean cancelled;
  private volatile @Nullable CompletableFuture<HttpResponse<InputStream>> pending;

  HttpDial(HttpClient client, CameraUrl url, @Nullable HttpAuth auth, Duration timeout) {
    this.client = client;
    this.url = url;
    this.auth = auth;
    this.timeout = timeout;
  }

  /** For people, without credentials. */
  String address() {
    return url.toString();
  }

  /** The answer that holds the stream; its body is for the caller to close. */
  HttpResponse<InputStream> dial() throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    URI uri = url.uri();
    HttpAuth credentials = auth;
    String authorization = null;
    boolean renewed = false;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; ) {
      HttpResponse<InputStream> response = send(uri, authorization, deadline);
      int status = response.statusCode();
      if (status == 200) {
        return checkType(response);
      }
      response.body().close();
      List<String> challenges = response.headers().allValues("WWW-Authenticate");
      boolean stale = authorization != null && !renewed && HttpAuth.isStale(challenges);
      if (status == 401 && credentials != null && (authorization == null || stale)) {
        renewed |= stale; // once: a camera whose nonces are always stale would be asked for ever
        authorization = credentials.answer(challenges, uri);
        if (authorization == null) {
          throw fail(
              Kind.UNAUTHORIZED, "the camera wants a login of a kind other than Basic or Digest");
        }
      } else if (status >= 300 && status < 400 && status != 304) {
        URI target = target(uri, response);
        if (!isSameHost(uri, target)) {
          credentials = null; // they were given for that host alone
        }
        authorization = null;
        uri = target;
        redirects++;
      } else {
        throw refused(status);
      }
    }
    throw fail(Kind.NO_VIDEO, "more than " + MAX_REDIRECTS + " redirects");
  }

  /** Makes a running {@link #dial} fail at once, and a later one as well. */
  void cancel() {
    cancelled = true;
    CompletableFuture<?> request = pending;
    if (request != null) {
      request.cancel(true);
    }
  }

  private HttpResponse<InputStream> send(URI uri, @Nullable String authorization, long deadline)
      throws SourceException {
    CompletableFuture<HttpResponse<InputStream>> future;
    try {
      future = client.sendAsync(request(uri, authorization), BodyHandlers.ofInputStream());
    } catch (IllegalArgumentException e) {
      // Without the cause: the JDK quotes whole headers.
      throw fail(Kind.UNSUPPORTED, "the JDK's HTTP client refuses such a request");
    }
    pending = future;
    boolean answered = false;
    try {
      if (cancelled) {
        throw fail(Kind.ENDED, "cancelled");
      }
      HttpResponse<InputStream> response =
          future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      answered = true;
      return response;
    } catch (TimeoutException e) {
      throw fail(Kind.UNREACHABLE, "no answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw fail(Kind.UNREACHABLE, reason(e.getCause()));
    } catch (CancellationException e) {
      throw fail(Kind.ENDED, "cancelled");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fail(Kind.ENDED, "interrupted");
    } finally {
      pending = null;
      if (!answered) {
        abandon(future);
      }
    }
  }

  private static HttpRequest request(URI uri, @Nullable String authorization) {
    // No timeout in it: newer JDKs let that bound the whole body, which never ends here.
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .version(HttpClient.Version.HTTP_1_1)
            .header("User-Agent", "framecast")
            .header("Accept", "multipart/x-mixed-replace, */*;q=0.8");
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return request.build();
  }

  /** Should the answer come in the same moment, its connection must not stay open. */
  private static void abandon(CompletableFuture<HttpResponse<InputStream>> future) {
    future.cancel(true);
    HttpResponse<InputStream> late = future.isCompletedExceptionally() ? null : future.getNow(null);
    if (late != null) {
      try {
        late.body().close();
      } catch (IOException e) {
        // It is gone then, which is all that was wanted.
      }
    }
  }

  /** In words of our own: the JDK's quote what the camera sent, which may be the login. */
  private static String reason(@Nullable Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException) {
        return "there is no host of that name";
      }
      if (t instanceof ProtocolException || !(t instanceof IOException)) {
        return "the connection failed: the answer is no proper HTTP";
      }
    }
    if (cause instanceof ConnectException) {
      return "nobody answers there";
    }
    if (cause instanceof SSLException) {
      return "no secure connection: " + cause.getMessage();
    }
    return cause != null && String.valueOf(cause.getMessage()).contains("received no bytes")
        ? "the connection failed: the camera hung up without an answer"
        : "the connection failed";
  }

  private URI target(URI from, HttpResponse<InputStream> response) throws SourceException {
    String location = response.headers().firstValue("Location").orElse("");
    if (location.isBlank()) {
      throw fail(Kind.NO_VIDEO, "the camera redirects without saying where");
    }
    try {
      URI target = CameraUrl.parse(from.resolve(location).toString()).uri();
      if ("https".equalsIgnoreCase(from.getScheme())
          && "http".equalsIgnoreCase(target.getScheme())) {
        throw fail(Kind.NO_VIDEO, "the camera redirects from https to http");
      }
      return target;
    } catch (IllegalArgumentException e) {
      throw fail(Kind.NO_VIDEO, "the camera redirects to an address that cannot be used");
    }
  }

  /** The same port, too, save for the step from http to https where both are the usual ones. */
  private static boolean isSameHost(URI a, URI b) {
    return a.getHost().equalsIgnoreCase(b.getHost())
        && (port(a) == port(b) || (port(a) == 80 && port(b) == 443));
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  private SourceException refused(int status) {
    return switch (status) {
      case 401 ->
          fail(
              Kind.UNAUTHORIZED,
              auth == null ? "the camera wants a login" : "the camera refuses the login");
      case 403 -> fail(Kind.UNAUTHORIZED, "the camera refuses access (403)");
      case 503 -> fail(Kind.BUSY, "the camera is busy (503)");
      default ->
          status >= 500
              ? fail(Kind.UNREACHABLE, "the camera answers with error " + status)
              : fail(Kind.NO_VIDEO, "no stream under this address (" + status + ")");
    };
  }

  private HttpResponse<InputStream> checkType(HttpResponse<InputStream> response)
      throws IOException {
    String full = response.headers().firstValue("Content-Type").orElse("");
    String type = full.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    SourceException problem = null;
    if (type.equals("image/jpeg") || type.equals("image/jpg")) {
      problem =
          fail(
              Kind.UNSUPPORTED,
              "this address gives one JPEG at a time, not a stream; fetch it again and again with"
                  + " a JpegSource");
    } else if (type.startsWith("text/") || type.equals("application/json")) {
      problem = fail(Kind.NO_VIDEO, "the answer is " + named(type) + ", not video");
    } else if (!isMjpeg(type)) {
      problem = fail(Kind.UNSUPPORTED, "the answer is " + named(type) + ", not MJPEG");
    }
    if (problem != null) {
      response.body().close();
      throw problem;
    }
    return response;
  }

  /** Only types that there are: what else a camera may say is not for others to read. */
  private static String named(String type) {
    return KNOWN_TYPES.contains(type) ? type : "of another type";
  }

  private static boolean isMjpeg(String type) {
    return type.isEmpty()
        || type.startsWith("multipart/")
        || type.equals("application/octet-stream")
        || type.matches("video/(x-)?(m-?jpeg|motion-?jpeg)");
  }

  private SourceException fail(Kind kind, String what) {
    return new SourceException(kind, url + ": " + Secrets.hide(what));
  }
}
