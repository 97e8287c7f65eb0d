package dev.framecast.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What pages of other sites are allowed, in the headers that browsers go by. */
final class CrossOrigin {
  private static final Pattern REFERER_ORIGIN = Pattern.compile("([a-z][a-z0-9+.-]*://[^/?#]+).*");
  private static final Pattern HEADER_NAMES = Pattern.compile("[A-Za-z0-9, -]{1,200}");
  private static final String EXPOSED =
      "ETag, Retry-After, X-Framecast-Captured, X-Framecast-Sequence, X-Framecast-Stream";

  private final HttpRules rules;
  private final Function<String, @Nullable String> request;

  CrossOrigin(HttpRules rules, Function<String, @Nullable String> request) {
    this.rules = rules;
    this.request = request;
  }

  /** That answer, with the headers that all answers to this request have. */
  HttpAnswer on(HttpAnswer answer) {
    Map<String, String> more = headers();
    if (answer instanceof HttpAnswer.Stream stream) {
      return new HttpAnswer.Stream(
          stream.views(), both(stream.rules(), more), stream.until(), stream.client());
    } else if (answer instanceof HttpAnswer.Snapshot snapshot) {
      return new HttpAnswer.Snapshot(
          snapshot.camera(),
          snapshot.rendition(),
          snapshot.maxAge(),
          snapshot.timeout(),
          both(snapshot.rules(), more),
          snapshot.client());
    }
    return answer instanceof HttpAnswer.Content content ? framed(content).with(more) : answer;
  }

  private static Map<String, String> both(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(some);
    all.putAll(more);
    return all;
  }

  /** A page says in its policy who may have it in a frame. */
  private HttpAnswer.Content framed(HttpAnswer.Content content) {
    String policy = content.headers().get(WallPage.CONTENT_SECURITY_POLICY);
    return policy == null
        ? content
        : content.with(WallPage.CONTENT_SECURITY_POLICY, policy + "; " + frameAncestors(rules));
  }

  /** The headers that all answers to that request have. */
  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    String origin = request.apply("Origin");
    boolean letIn = rules.letsIn(origin);
    headers.put(
        "Cross-Origin-Resource-Policy",
        letIn || (origin == null && rules.letsIn(refererOrigin())) ? "cross-origin" : "same-site");
    if (letIn && origin != null) {
      headers.put("Access-Control-Allow-Origin", origin);
      headers.put("Access-Control-Expose-Headers", EXPOSED);
    }
    if (!rules.origins().isEmpty()) {
      headers.put("Vary", "Origin, Referer");
    }
    return headers;
  }

  /** A plain image is asked for without an Origin; who asks is then in the Referer alone. */
  private @Nullable String refererOrigin() {
    String referer = request.apply("Referer");
    Matcher origin = REFERER_ORIGIN.matcher(referer == null ? "" : referer);
    return origin.matches() ? origin.group(1) : null;
  }

  /** The answer to a page that asks whether it may ask, or null where this is none. */
  HttpAnswer.@Nullable Content preflight(String method) {
    if (!method.equals("OPTIONS")
        || request.apply("Access-Control-Request-Method") == null
        || !rules.letsIn(request.apply("Origin"))) {
      return null;
    }
    HttpAnswer.Content allowed =
        HttpAnswer.Content.empty(204)
            .with("Access-Control-Allow-Methods", "GET, HEAD")
            .with("Access-Control-Max-Age", "600");
    String names = request.apply("Access-Control-Request-Headers");
    return names != null && HEADER_NAMES.matcher(names).matches()
        ? allowed.with("Access-Control-Allow-Headers", names)
        : allowed;
  }

  /** For the page's Content-Security-Policy: who may have it in a frame. */
  private static String frameAncestors(HttpRules rules) {
    StringBuilder policy = new StringBuilder("frame-ancestors 'self'");
    rules.origins().stream().sorted().forEach(origin -> policy.append(' ').append(origin));
    return policy.toString();
  }
}
