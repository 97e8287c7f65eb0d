package dev.framecast.servlet.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.nio.charset.StandardCharsets;

/**
 * Where a request is aimed, as core wants to have it: percent-encoded. Containers decode the
 * servlet's path and what follows it, and leave the context's path as it is; what they have decoded
 * is encoded again and nothing is decoded twice.
 *
 * @param mount where the servlet is
 * @param below what follows
 */
public record MountedPath(String mount, String below) {
  private static final String PLAIN = "/-._~!$&'()*+,=:@";

  public static MountedPath of(HttpServletRequest request) {
    String servlet = encoded(request.getServletPath());
    String info = request.getPathInfo();
    if (info == null && request.getHttpServletMapping().getMappingMatch() == MappingMatch.DEFAULT) {
      // Mapped to "/": the whole path is said to be the servlet's.
      return new MountedPath(request.getContextPath(), servlet);
    }
    return new MountedPath(request.getContextPath() + servlet, info == null ? "" : encoded(info));
  }

  private static String encoded(String path) {
    StringBuilder out = new StringBuilder(path.length());
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || PLAIN.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return out.toString();
  }
}
