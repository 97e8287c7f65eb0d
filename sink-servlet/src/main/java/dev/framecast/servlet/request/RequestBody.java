package dev.framecast.servlet.request;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** The bodies of requests, which nobody here wants. */
public final class RequestBody {
  private static final int MOST_BYTES = 64 * 1024;

  private RequestBody() {}

  /**
   * Whether bytes of it are still to come. What is there is passed over. Never blocks, and is made
   * for Tomcat: others say that a body is finished only when they were asked for its end.
   */
  public static boolean isToCome(HttpServletRequest request) throws IOException {
    boolean chunked = request.getHeader("Transfer-Encoding") != null;
    if (!chunked && request.getContentLengthLong() <= 0) {
      return false;
    }
    if (request.getHeader("Expect") != null) {
      return true; // reading it would have it sent
    }
    try {
      ServletInputStream in = request.getInputStream();
      byte[] some = new byte[8192];
      int passed = 0;
      while (passed < MOST_BYTES && in.available() > 0) {
        int read = in.read(some);
        if (read < 0) {
          return false;
        }
        passed += read;
      }
      return !in.isFinished();
    } catch (IllegalStateException e) {
      return true; // the app reads it in a way of its own, and may not have done so to its end
    }
  }
}
