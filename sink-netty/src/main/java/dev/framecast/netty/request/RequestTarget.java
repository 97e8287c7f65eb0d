package dev.framecast.netty.request;

import org.jspecify.annotations.Nullable;

/**
 * The target of a request, taken apart but not decoded.
 *
 * @param path from the first slash to the question mark
 * @param query behind the question mark, or null
 * @param host of the absolute form, which then counts in place of the header's; else null
 */
public record RequestTarget(String path, @Nullable String query, @Nullable String host) {

  static RequestTarget of(String uri) {
    String target = uri;
    String host = null;
    int scheme = uri.indexOf("://");
    if (!uri.startsWith("/") && scheme > 0) {
      // The absolute form, which proxies are sent (RFC 9112, 3.2.2).
      int slash = uri.indexOf('/', scheme + 3);
      host = uri.substring(scheme + 3, slash < 0 ? uri.length() : slash);
      target = slash < 0 ? "/" : uri.substring(slash);
    }
    int mark = target.indexOf('?');
    return mark < 0
        ? new RequestTarget(target, null, host)
        : new RequestTarget(target.substring(0, mark), target.substring(mark + 1), host);
  }

  /** Whether it lies at or below that prefix, which is empty or begins but does not end in "/". */
  boolean isBelow(String mount) {
    return path.startsWith(mount)
        && (mount.isEmpty()
            || path.length() == mount.length()
            || path.charAt(mount.length()) == '/');
  }
}
