package dev.framecast.rtsp.wire;

import dev.framecast.internal.CertificateTrust;
import dev.framecast.internal.HostNames;
import java.util.List;

/**
 * How to talk to the camera.
 *
 * @param transports those to try, in this order
 * @param timeoutNanos how long the camera may take until its first packet, and from one to the next
 * @param names looks up the camera's host
 * @param minPort our UDP ports are between this
 * @param maxPort and that
 */
public record ClientOptions(
    List<RtpTransport> transports,
    long timeoutNanos,
    String userAgent,
    CertificateTrust trust,
    HostNames names,
    int minPort,
    int maxPort) {
  /** Where FFmpeg's ports are unless told otherwise, which firewalls may have been opened for. */
  public static final int MIN_PORT = 5_000;

  public static final int MAX_PORT = 65_000;
  public static final String USER_AGENT = "framecast";

  public long timeoutMillis() {
    return timeoutNanos / 1_000_000;
  }
}
