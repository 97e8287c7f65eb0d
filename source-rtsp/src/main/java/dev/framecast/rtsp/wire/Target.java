package dev.framecast.rtsp.wire;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The camera's address, taken apart.
 *
 * @param host an IPv6 address in brackets
 * @param port -1 where the address has none
 * @param path with the query, as it was written
 * @param user null where there are no credentials
 * @param shown the address for people, without secrets
 */
public record Target(
    boolean isTls,
    String host,
    int port,
    String path,
    @Nullable String user,
    String password,
    String shown) {
  private static final int RTSP = 554;
  private static final int RTSPS = 322;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  public int portOr(boolean tunnel) {
    if (port > 0) {
      return port;
    }
    return tunnel ? isTls ? HTTPS : HTTP : isTls ? RTSPS : RTSP;
  }

  public String hostName() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** What requests name, without credentials. */
  public String uri() {
    return (isTls ? "rtsps://" : "rtsp://") + host + (port < 0 ? "" : ":" + port) + path;
  }

  public SourceException error(Kind kind, String text) {
    return new SourceException(kind, shown + ": " + text);
  }

  public SourceException cancelled() {
    return error(Kind.ENDED, "cancelled");
  }

  /** For logs; never with the password. */
  @Override
  public String toString() {
    return shown;
  }
}
