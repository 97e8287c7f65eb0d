package dev.framecast.source.http;

import dev.framecast.internal.CertificateTrust;
import dev.framecast.internal.HostConnector;
import dev.framecast.internal.Login;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * What went wrong with a connection, in words of our own: the JDK's quote what the camera sent,
 * which may be the login.
 */
final class HttpProblems {
  private static final Set<String> KNOWN_TYPES =
      Set.of(
          "application/json",
          "application/sdp",
          "application/xml",
          "image/gif",
          "image/png",
          "image/webp",
          "text/html",
          "text/plain",
          "text/xml",
          "video/h264",
          "video/mp4");

  /** What another source of http takes, by its setting {@code format}. */
  private static final Map<String, String> STREAMS =
      Map.of(
          "application/vnd.apple.mpegurl", "hls",
          "application/x-mpegurl", "hls",
          "audio/mpegurl", "hls",
          "audio/x-mpegurl", "hls",
          "video/mp2t", "mpegts",
          "video/x-flv", "flv");

  private HttpProblems() {}

  static Kind kind(IOException failure) {
    return failure instanceof SSLException ? Kind.UNSUPPORTED : Kind.UNREACHABLE;
  }

  /**
   * In words.
   *
   * @param millis how long the camera had
   */
  static String words(IOException failure, long millis) {
    if (failure instanceof SSLException) {
      return tls(failure);
    }
    if (failure instanceof UnknownHostException) {
      return "there is no host of that name";
    }
    if (failure instanceof SocketTimeoutException) {
      return HostConnector.LOOKUP.equals(failure.getMessage())
          ? "its host name could not be looked up within " + millis + " ms"
          : late(millis);
    }
    if (failure instanceof ConnectException) {
      return "nobody answers there";
    }
    if (failure instanceof NoRouteToHostException) {
      return "nobody answers there: this machine knows no way to that host";
    }
    if (failure instanceof EOFException) {
      return String.valueOf(failure.getMessage()).contains("handshake")
          ? "no secure connection: the camera hung up in the TLS handshake"
          : "the connection failed: the camera hung up without an answer";
    }
    if (failure instanceof ProtocolException) {
      String message = String.valueOf(failure.getMessage());
      return message.contains("TLS")
          ? "the connection failed: what answers there wants https://"
          : "the connection failed: the answer is no proper HTTP";
    }
    return "the connection failed";
  }

  /** For an answer of a type that holds no picture. */
  static SourceException other(String type, HttpDial dial) {
    boolean text = type.startsWith("text/") || type.matches("application/(.*\\+)?(json|xml)");
    // Only types that there are: what else a camera may say is not for others to read.
    String named = KNOWN_TYPES.contains(type) ? type : "of another type";
    String format = STREAMS.get(type);
    if (format != null) {
      return dial.fail(
          Kind.UNSUPPORTED,
          "the answer is "
              + type
              + ", not MJPEG; the setting format="
              + format
              + " has framecast-source-rtsp show it");
    }
    return text
        ? dial.fail(Kind.NO_VIDEO, "the answer is " + named + ", not video")
        : dial.fail(Kind.UNSUPPORTED, "the answer is " + named + ", not MJPEG");
  }

  static Kind kind(Login.Problem problem) {
    return problem == Login.Problem.AUTH_INT ? Kind.UNSUPPORTED : Kind.UNAUTHORIZED;
  }

  static String words(Login.Problem problem) {
    return switch (problem) {
      case NO_CREDENTIALS -> "the camera wants a login";
      case REFUSED -> "the camera refuses the login";
      case NOTHING_OFFERED -> "the camera wants a login, and does not say of which kind";
      case AUTH_INT ->
          "the camera wants a Digest login of the kind auth-int, which is not supported; set it to"
              + " Basic, or to Digest with auth";
      case UNKNOWN -> "the camera wants a login of a kind other than Basic or Digest";
    };
  }

  static String late(long millis) {
    return "no answer within " + millis + " ms";
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }

  private static String tls(IOException failure) {
    String certificate = CertificateTrust.problem(failure);
    if (certificate != null) {
      return certificate;
    }
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    String why = "the TLS handshake failed";
    if (message.contains("unrecognized ssl message") || message.contains("not an ssl/tls record")) {
      why = "what answers there speaks no TLS; is it http:// instead?";
    } else if (message.contains("protocol_version")
        || message.contains("protocol version")
        || message.contains("no appropriate protocol")) {
      why = "the camera speaks only a TLS that is older than this Java allows (before 1.2)";
    } else if (message.contains("handshake_failure") || message.contains("cipher")) {
      why = "the camera and this Java have no TLS version or cipher in common";
    } else if (hasCause(failure, CertificateException.class)) {
      why = "the SSLContext that was given does not trust the camera's certificate";
    } else if (message.contains("certificate")) {
      why = "the camera wants a certificate of this side";
    }
    return "no secure connection: " + why;
  }
}
