package dev.framecast.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * What people see who are not let in: for bearer tokens a form, else what to do. One file, because
 * whoever sees it is given no other; its script is named in its policy by its hash.
 */
final class LoginPage {
  private static final String FORM = "with-token";

  /** Read when the first sink is made, and never again. */
  private static final class Loaded {
    static final LoginPage PAGE = new LoginPage();
  }

  private final String html;
  private final String policy;

  private LoginPage() {
    html = read();
    policy =
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; connect-src 'self';"
            + " script-src "
            + hash(between("<script>", "</script>"))
            + "; style-src "
            + hash(between("<style>", "</style>"));
  }

  /** Reads the file, unless it has been read. Blocks on it; {@link #of} then never does. */
  static void load() {
    Objects.requireNonNull(Loaded.PAGE);
  }

  /** Status 401, without the challenges. */
  static HttpAnswer.Content of(List<String> challenges) {
    boolean byToken =
        challenges.stream().anyMatch(way -> way.regionMatches(true, 0, "Bearer", 0, 6));
    LoginPage page = Loaded.PAGE;
    String html =
        byToken ? page.html.replace("<body>", "<body class=\"" + FORM + "\">") : page.html;
    return HttpAnswer.Content.of(401, "text/html; charset=utf-8", html.getBytes(UTF_8))
        .with(WallPage.CONTENT_SECURITY_POLICY, page.policy);
  }

  private String between(String begin, String end) {
    return html.substring(html.indexOf(begin) + begin.length(), html.indexOf(end));
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String read() {
    try (InputStream in = LoginPage.class.getResourceAsStream("login.html")) {
      if (in == null) {
        throw new IllegalStateException(
            "the resource login.html is missing from framecast-core's jar");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
