package dev.framecast.http;

import dev.framecast.access.AccessRequest;
import dev.framecast.access.Verdict;
import java.util.Locale;

/** How it is told in HTTP that a request may not, whatever it asks for. */
final class Refusals {
  private Refusals() {}

  static HttpAnswer.Content of(Verdict verdict, AccessRequest request) {
    return switch (verdict.status()) {
      case 401 -> login(verdict, request);
      case 429 -> {
        long seconds = Math.max(1, verdict.retryAfter().plusMillis(999).toSeconds());
        yield HttpAnswer.Content.text(429, "too many attempts: try again in " + seconds + " s")
            .with("Retry-After", Long.toString(seconds));
      }
      default ->
          HttpAnswer.Content.text(
              403, verdict.reason().isEmpty() ? "not allowed" : verdict.reason());
    };
  }

  /** People get a page, whatever they have asked for: it says what to do. */
  private static HttpAnswer.Content login(Verdict verdict, AccessRequest request) {
    String accept = request.header("Accept");
    HttpAnswer.Content answer =
        accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html")
            ? LoginPage.of(verdict.challenges())
            : HttpAnswer.Content.text(401, "a login is needed");
    // One field: RFC 9110, 11.6.1.
    return answer.with("WWW-Authenticate", String.join(", ", verdict.challenges()));
  }

  static HttpAnswer.Content notNow(String line) {
    return HttpAnswer.Content.text(503, line).with("Retry-After", "1");
  }
}
