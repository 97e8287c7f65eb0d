package dev.framecast.rtsp.wire;

import dev.framecast.internal.Credentials;
import dev.framecast.internal.Login;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;

/** Answers a camera's demand for a login, over one connection. Confined to one thread. */
final class Authentication {
  private final Target target;
  private final Login login;

  Authentication(Target target) {
    this.target = target;
    String user = target.user();
    login =
        new Login(
            user == null ? null : new Credentials(user, target.password()),
            Credentials.Protocol.RTSP);
  }

  /** Takes an answer that is no refusal. */
  void accepted(Message answer) {
    login.accepted(answer.all("authentication-info"));
  }

  /** Takes a refusal; returns whether asking again makes sense, or else there is a problem. */
  boolean refused(Message refusal) {
    return login.refused(refusal.all("www-authenticate"));
  }

  SourceException problem() {
    return switch (login.problem()) {
      case NO_CREDENTIALS -> target.error(Kind.UNAUTHORIZED, "user and password are missing (401)");
      case REFUSED -> target.error(Kind.UNAUTHORIZED, "user or password is wrong (401)");
      case NOTHING_OFFERED ->
          target.error(Kind.UNAUTHORIZED, "refuses, and says no way to log in (401)");
      case AUTH_INT, UNKNOWN ->
          target.error(
              Kind.UNSUPPORTED, "wants a login that is not known here: " + login.offered());
    };
  }

  /** The line of a request's head, or nothing; a character for each byte, as the URI has them. */
  String header(String method, String uri) {
    String answer = login.authorization(method, uri);
    return answer == null ? "" : "Authorization: " + answer + "\r\n";
  }
}
