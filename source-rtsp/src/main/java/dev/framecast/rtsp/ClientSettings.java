package dev.framecast.rtsp;

import dev.framecast.internal.CertificateTrust;
import dev.framecast.internal.HostNames;
import dev.framecast.rtsp.wire.ClientOptions;
import dev.framecast.rtsp.wire.RtpTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source's settings as the RTSP client takes them. */
final class ClientSettings {
  private static final int LAST_PORT = 65_534;

  private ClientSettings() {}

  /**
   * What to tell the client.
   *
   * @param options by FFmpeg's names; those that are the client's are taken out
   */
  static ClientOptions client(
      RtspSource.Transport transport,
      Duration timeout,
      CertificateTrust trust,
      HostNames names,
      Map<String, String> options) {
    String agent = options.remove("user_agent");
    return new ClientOptions(
        transports(transport),
        timeout.toNanos(),
        agent == null ? ClientOptions.USER_AGENT : oneLine(agent),
        trust,
        names,
        port(options.remove("min_port"), ClientOptions.MIN_PORT),
        port(options.remove("max_port"), ClientOptions.MAX_PORT));
  }

  private static List<RtpTransport> transports(RtspSource.Transport transport) {
    return switch (transport) {
      case AUTO -> List.of(RtpTransport.TCP, RtpTransport.UDP);
      case TCP -> List.of(RtpTransport.TCP);
      case UDP -> List.of(RtpTransport.UDP);
      case MULTICAST -> List.of(RtpTransport.MULTICAST);
      case HTTP -> List.of(RtpTransport.HTTP);
    };
  }

  private static String oneLine(String agent) {
    if (agent.chars().anyMatch(c -> c < ' ' || c == 127 || c > 255)) { // a header takes no others
      throw new IllegalArgumentException(
          "option user_agent: must be one line of text in ISO 8859-1 (Latin letters)");
    }
    return agent;
  }

  private static int port(@Nullable String text, int otherwise) {
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > LAST_PORT) {
      throw new IllegalArgumentException("options min_port, max_port: must be 0 to " + LAST_PORT);
    }
    return Integer.parseInt(text);
  }
}
