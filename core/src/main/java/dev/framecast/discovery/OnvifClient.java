package dev.framecast.discovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.framecast.discovery.soap.LargeAnswers;
import dev.framecast.discovery.soap.SoapConnection;
import dev.framecast.discovery.soap.Xml;
import dev.framecast.internal.CertificateTrust;
import dev.framecast.internal.Credentials;
import dev.framecast.internal.Login;
import dev.framecast.internal.NetworkAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls to one camera, with the login that it wants, once it has asked for one: HTTP's digest where
 * it offers that, and WS-UsernameToken. Each is tried once, because cameras lock accounts; the
 * password is never sent as it is. For one thread.
 */
final class OnvifClient {
  private final InetAddress host;
  private final CertificateTrust trust;
  private final @Nullable LoginGiven given;
  private final long deadline;
  private final long requestNanos;
  private final LargeAnswers large;
  private final Login login;

  /** Whether this camera has refused the login before, so that it is not given it again. */
  private final boolean refusedBefore;

  private boolean token;
  private boolean tokenTried;
  private boolean refused;
  private boolean asked;
  private boolean posted;

  /** Whether the last request had a login with it. */
  private boolean carried;

  /** Whether one with a login was answered: what is refused from then on is not the login. */
  private boolean accepted;

  /** The camera's time minus ours. */
  private Duration skew = Duration.ZERO;

  /** User and password; its text has neither. */
  record LoginGiven(String user, String password) {
    @Override
    public String toString() {
      return "a login";
    }
  }

  /** The camera answers, but with a refusal; the message is for people. */
  static final class Fault extends IOException {
    private static final long serialVersionUID = 1L;

    Fault(String message) {
      super(message);
    }
  }

  /** It wants a login, or another one. */
  static final class Unauthorized extends IOException {
    private static final long serialVersionUID = 1L;

    Unauthorized(String message) {
      super(message);
    }
  }

  /**
   * Nothing is sent yet.
   *
   * @param trust which certificate is good enough, over https
   * @param refusedBefore whether it has refused that login, which it is not given again
   * @param large which all clients share
   * @param deadline of all calls together, on the scale of {@link System#nanoTime()}
   */
  OnvifClient(
      InetAddress host,
      CertificateTrust trust,
      @Nullable LoginGiven login,
      boolean refusedBefore,
      Duration request,
      LargeAnswers large,
      long deadline) {
    this.large = large;
    this.host = host;
    this.trust = trust;
    this.refusedBefore = refusedBefore && login != null;
    LoginGiven given = refusedBefore ? null : login;
    this.given = given;
    this.deadline = deadline;
    this.requestNanos = request.toNanos();
    this.login =
        Login.digestAlone(given == null ? null : new Credentials(given.user(), given.password()));
  }

  /** Whether it has asked for a login. */
  boolean wantsLogin() {
    return asked;
  }

  /** Whether it was given a login, and did not take it. */
  boolean refusedLogin() {
    return refused;
  }

  /**
   * Asks for the camera's time, which needs no login, and goes by it from now on. A camera that
   * does not tell it counts as right.
   */
  void readClock(NetworkAddress service) throws IOException {
    try {
      String request = "<GetSystemDateAndTime xmlns=\"" + Onvif.DEVICE + "\"/>";
      Xml body = call(service, request, false); // a login would be by a clock that may be wrong
      Xml utc = body.first("UTCDateTime");
      Instant theirs =
          LocalDateTime.of(
                  utc.number("Year"),
                  utc.number("Month"),
                  utc.number("Day"),
                  utc.number("Hour"),
                  utc.number("Minute"),
                  Math.min(59, utc.number("Second")))
              .toInstant(ZoneOffset.UTC);
      skew = Duration.between(Instant.now(), theirs);
    } catch (Fault | Unauthorized | DateTimeException e) {
      // Then its logins are as they are.
      asked = false;
    }
  }

  /**
   * The body of the answer.
   *
   * @param request the body's content
   * @throws Unauthorized when the camera wants a login that was not given, or another one
   * @throws Fault when it refuses for another reason
   * @throws IOException with words for people
   */
  Xml call(NetworkAddress service, String request) throws IOException {
    return call(service, request, true);
  }

  private Xml call(NetworkAddress service, String request, boolean withLogin) throws IOException {
    if (refused) {
      throw unauthorized();
    }
    while (true) {
      SoapConnection.Answer answer;
      Xml content;
      try (LargeAnswers.Turn turn = large.turn()) {
        answer = post(service, request, turn);
        content = content(answer);
      }
      if (!isRefusal(answer, content)) {
        if (asked && !token) { // what needs no login says nothing about one
          login.accepted(answer.all("Authentication-Info"));
        }
        if (carried) {
          accepted = true;
          refused = false;
        }
        return checked(answer, content);
      }
      asked = true;
      if (accepted && !isRenewed(answer)) {
        throw new Fault("does not allow that to this user");
      }
      refused |= carried && !accepted; // also where the connection breaks at the next way
      if (!accepted && (given == null || !withLogin || !next(answer))) {
        refused = given != null && withLogin;
        throw unauthorized();
      }
    }
  }

  /** Whether there is another way to log in that has not been tried. */
  private boolean next(SoapConnection.Answer answer) {
    if (!answer.all("WWW-Authenticate").isEmpty()
        && login.refused(answer.all("WWW-Authenticate"))) {
      token = false;
      return true;
    }
    if (!tokenTried) {
      token = true;
      tokenTried = true;
      return true;
    }
    return false;
  }

  /** Whether a digest may have been right but too old, which not all say. */
  private boolean isRenewed(SoapConnection.Answer answer) {
    List<String> challenges = answer.all("WWW-Authenticate");
    return !token && !challenges.isEmpty() && login.refused(challenges);
  }

  private Unauthorized unauthorized() {
    boolean isRefused = given != null || refusedBefore;
    return new Unauthorized(isRefused ? "refuses the login" : "wants a login");
  }

  private SoapConnection.Answer post(NetworkAddress service, String request, LargeAnswers.Turn turn)
      throws IOException {
    String header =
        token && given != null
            ? UsernameToken.of(given.user(), given.password(), Instant.now().plus(skew))
            : "";
    String message =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><s:Envelope"
            + " xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header>"
            + (header + "</s:Header><s:Body>" + request + "</s:Body></s:Envelope>");
    String answer = token ? null : login.authorization("POST", SoapConnection.target(service));
    carried = !header.isEmpty() || answer != null;
    long now = System.nanoTime();
    if (deadline - now <= 0) {
      throw new SocketTimeoutException(
          posted ? "did not answer all in time" : "could not be asked in time: others took it all");
    }
    posted = true;
    long until = now + Math.min(requestNanos, deadline - now);
    try {
      return SoapConnection.post(host, service, trust, answer, message, turn, until);
    } catch (SocketTimeoutException e) {
      throw new SocketTimeoutException(
          "no answer in time (" + TimeUnit.NANOSECONDS.toMillis(until - now) + " ms)");
    } catch (ConnectException e) {
      throw new ConnectException("refuses connections to its ONVIF service");
    } catch (NoRouteToHostException e) {
      throw new NoRouteToHostException("cannot be reached from here");
    }
  }

  /** An answer without a body is told by the status alone. */
  private static Xml content(SoapConnection.Answer answer) throws IOException {
    try {
      return Xml.parse(answer.body().getBytes(ISO_8859_1)).first("Body");
    } catch (IOException e) {
      if (answer.status() == 200 && !answer.body().isEmpty()) {
        throw e;
      }
      return Xml.parse("<none/>".getBytes(UTF_8));
    }
  }

  /** Some say it with a status, some with a fault, some with 400 and a fault. */
  private static boolean isRefusal(SoapConnection.Answer answer, Xml content) {
    String fault = content.has("Fault") ? reason(content) + codes(content) : "";
    return answer.status() == 401
        || answer.status() == 403
        || fault.matches("(?is).*(not ?authorized|unauthorized|FailedAuthentication).*");
  }

  private static String codes(Xml content) {
    StringBuilder codes = new StringBuilder();
    content.all("Value").forEach(value -> codes.append(' ').append(value.text()));
    return codes + " " + content.text("faultcode");
  }

  private static String reason(Xml content) {
    String reason = content.first("Reason").text("Text");
    return reason.isEmpty() ? content.text("faultstring") : reason;
  }

  private static Xml checked(SoapConnection.Answer answer, Xml content) throws IOException {
    if (content.has("Fault")) {
      String reason = Words.clean(reason(content));
      throw new Fault("refuses a request" + (reason.isEmpty() ? "" : ": \"" + reason + "\""));
    }
    if (answer.status() != 200) {
      throw new Fault("answers with " + answer.status() + ", not with 200");
    }
    if (answer.body().isEmpty()) {
      throw new IOException("answers with nothing");
    }
    return content;
  }
}
