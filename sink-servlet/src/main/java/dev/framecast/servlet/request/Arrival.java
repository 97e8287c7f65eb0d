package dev.framecast.servlet.request;

import dev.framecast.access.AccessRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What core's rules want to know of a request, as containers have it. */
public final class Arrival {
  private Arrival() {}

  /**
   * All of it, for that path.
   *
   * @param lasting whether it is looked at when the container has taken its request back: then the
   *     headers are a copy, and roles are asked for until {@link Roles#close}
   */
  public static AccessRequest of(
      HttpServletRequest request,
      String mount,
      String path,
      @Nullable String query,
      boolean lasting) {
    Function<String, @Nullable String> headers = lasting ? copy(request) : headers(request);
    AccessRequest arrived =
        new AccessRequest(request.getMethod(), mount, path, query, headers)
            .from(remoteAddress(request), isOnLoopback(request), request.isSecure());
    if (!lasting) {
      return arrived;
    }
    Principal principal = request.getUserPrincipal();
    return arrived.of(principal == null ? null : principal.getName(), Roles.of(request));
  }

  private static String remoteAddress(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    return address == null ? "" : address;
  }

  private static Function<String, @Nullable String> copy(HttpServletRequest request) {
    Map<String, @Nullable String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, request.getHeader(name));
    }
    headers.put("Host", headers(request).apply("Host"));
    return headers::get;
  }

  /** The headers; with HTTP/2 the authority is the host, which not all containers say. */
  private static Function<String, @Nullable String> headers(HttpServletRequest request) {
    return name -> {
      String value = request.getHeader(name);
      return value == null && name.equals("Host") && !request.getProtocol().startsWith("HTTP/1")
          ? request.getServerName()
          : value;
    };
  }

  /** Whether it arrived on a loopback address. Looked at as a text: nothing is to be resolved. */
  private static boolean isOnLoopback(HttpServletRequest request) {
    String local = request.getLocalAddr();
    return local != null
        && (local.startsWith("127.")
            || local.startsWith("::ffff:127.")
            || local.equals("::1")
            || local.equals("[::1]")
            || local.equals("0:0:0:0:0:0:0:1")
            || local.equals("[0:0:0:0:0:0:0:1]"));
  }
}
