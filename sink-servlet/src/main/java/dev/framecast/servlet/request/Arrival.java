package dev.framecast.servlet.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What core's rules want to know of a request, as containers have it. */
public final class Arrival {
  private Arrival() {}

  /** The headers; with HTTP/2 the authority is the host, which not all containers say. */
  public static Function<String, @Nullable String> headers(HttpServletRequest request) {
    return name -> {
      String value = request.getHeader(name);
      return value == null && name.equals("Host") && !request.getProtocol().startsWith("HTTP/1")
          ? request.getServerName()
          : value;
    };
  }

  /** Whether it arrived on a loopback address. Looked at as a text: nothing is to be resolved. */
  public static boolean isOnLoopback(HttpServletRequest request) {
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
