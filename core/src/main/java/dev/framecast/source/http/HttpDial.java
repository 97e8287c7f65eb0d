package dev.framecast.source.http;

import dev.framecast.internal.Credentials.Protocol;
import dev.framecast.internal.Login;
import dev.framecast.internal.http.HttpHead;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;

/**
 * Asks a camera for what is under its address: follows redirects, answers its demand for
 * credentials, and says in which way it failed. For one session, on one thread; {@link #cancel} may
 * come from any thread.
 */
final class HttpDial {
  private static final int MAX_REDIRECTS = 5;

  /** All that a camera can demand before it gives anything: redirects, logins of each kind. */
  private static final int MAX_REQUESTS = 20;

  private final HttpExchange.Settings settings;
  private final HttpExchange exchange;
  private final Login login;

  HttpDial(HttpExchange.Settings settings) {
    this.settings = settings;
    this.exchange = new HttpExchange(settings);
    this.login = new Login(settings.auth(), Protocol.HTTP);
  }

  /** Requests a second that may be made of one picture. */
  double fps() {
    return settings.fps();
  }

  /** How long the camera has for an answer. */
  long timeoutNanos() {
    return settings.timeout().toNanos();
  }

  /** For people, without credentials. */
  String address() {
    return settings.url().toString();
  }

  /**
   * The answer that holds what was asked for (200), or says that there is nothing now (204), or
   * that it has not changed (304).
   *
   * @param headers more lines of the request, such as conditions; each with its CRLF
   */
  HttpExchange.Answer ask(String headers) throws IOException {
    long deadline = System.nanoTime() + timeoutNanos();
    CameraUrl url = settings.url();
    boolean own = true; // credentials were given for that host alone
    int redirects = 0;
    for (int requests = 0; requests < MAX_REQUESTS; requests++) {
      String authorization = own ? login.authorization("GET", url.target()) : null;
      HttpExchange.Answer answer = exchange.ask(url, authorization, headers, deadline);
      int status = answer.head().status();
      if ((status >= 200 && status < 300) || isUnchanged(status, headers)) {
        login.accepted(answer.head().all("Authentication-Info"));
        return answer;
      }
      exchange.release(answer);
      if (status == 401) {
        if (!own) {
          throw fail(Kind.UNAUTHORIZED, "the camera redirects to a host that wants a login");
        }
        if (!login.refused(answer.head().all("WWW-Authenticate"))) {
          throw fail(HttpProblems.kind(login.problem()), HttpProblems.words(login.problem()));
        }
      } else if (status >= 300 && status < 400 && status != 304) {
        if (++redirects > MAX_REDIRECTS) {
          break;
        }
        CameraUrl target = target(url, answer.head());
        own &= url.isSameHost(target);
        url = target;
      } else {
        throw refused(status);
      }
    }
    throw fail(Kind.NO_VIDEO, "more than " + MAX_REDIRECTS + " redirects");
  }

  private static boolean isUnchanged(int status, String headers) {
    return status == 304 && headers.contains("If-");
  }

  /** The answer has been read as far as it is of use: its connection may be used again. */
  void release(HttpExchange.Answer answer) {
    exchange.release(answer);
  }

  /** Makes a running {@link #ask} fail at once, a later one as well, and ends what was asked. */
  void cancel() {
    exchange.cancel();
  }

  /** Ends what was asked. Any thread. */
  void close() {
    exchange.close();
  }

  boolean isCancelled() {
    return exchange.isCancelled();
  }

  private CameraUrl target(CameraUrl from, HttpHead head) throws SourceException {
    String location = head.first("Location");
    if (location == null) {
      throw fail(Kind.NO_VIDEO, "the camera redirects without saying where");
    }
    CameraUrl target;
    try {
      target = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw fail(Kind.NO_VIDEO, "the camera redirects to an address that cannot be used");
    }
    if (from.isSecure() && !target.isSecure()) {
      throw fail(Kind.NO_VIDEO, "the camera redirects from https to http");
    }
    return target;
  }

  private SourceException refused(int status) {
    return switch (status) {
      case 403 -> fail(Kind.UNAUTHORIZED, "the camera refuses access (403)");
      case 503 -> fail(Kind.BUSY, "the camera is busy (503)");
      default ->
          status >= 500
              ? fail(Kind.UNREACHABLE, "the camera answers with error " + status)
              : fail(Kind.NO_VIDEO, "no stream under this address (" + status + ")");
    };
  }

  /** For reading the answer's body has failed. */
  SourceException broken(HttpExchange.Answer answer) {
    if (isCancelled()) {
      return fail(Kind.ENDED, "cancelled");
    }
    return fail(
        Kind.UNREACHABLE,
        answer.isLate() ? "the picture did not come in time" : "the connection broke");
  }

  SourceException fail(Kind kind, String what) {
    return settings.fail(kind, what);
  }
}
