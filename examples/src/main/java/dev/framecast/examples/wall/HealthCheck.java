package dev.framecast.examples.wall;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;

/**
 * Asks whether a wall answers, for containers, whose images may have neither a shell nor {@code
 * curl}: {@code java -cp wall.jar dev.framecast.examples.wall.HealthCheck http://127.0.0.1:8080/}.
 *
 * <p>Any answer of HTTP is a sign of life, also one that asks for a login or says that there are
 * too many viewers: a new start would help neither. What the cameras do is not looked at.
 */
public final class HealthCheck {
  private static final int TIMEOUT_MILLIS = 4_000;

  private HealthCheck() {}

  /** Ends with 0 when there was an answer, else with 1 and a line that says what there was. */
  public static void main(String[] args) {
    System.exit(run(args, TIMEOUT_MILLIS, System.err));
  }

  static int run(String[] args, int timeoutMillis, PrintStream err) {
    try {
      if (args.length != 1) {
        throw new IllegalArgumentException("no one argument");
      }
      return check(URI.create(args[0]), timeoutMillis, err);
    } catch (IllegalArgumentException e) {
      err.println("health check: must be given one address, such as http://127.0.0.1:8080/");
      return 1;
    }
  }

  private static int check(URI address, int timeoutMillis, PrintStream err) {
    if (!"http".equals(address.getScheme()) || address.getHost() == null) {
      throw new IllegalArgumentException("no http address");
    }
    try {
      HttpURLConnection connection =
          (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
      connection.setRequestMethod("HEAD");
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(timeoutMillis);
      connection.setReadTimeout(timeoutMillis);
      int status = connection.getResponseCode();
      connection.disconnect();
      if (status > 0) {
        return 0;
      }
      err.println("health check: what answers does not speak HTTP");
    } catch (IOException e) {
      err.println("health check: no answer: " + e.getMessage());
    }
    return 1;
  }
}
