package dev.framecast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.mjpeg.MjpegReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** One connection of HTTP/2, with windows of 64 KiB a stream (see the POM). */
final class Http2Client {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).connectTimeout(PATIENCE).build();
  private final int port;

  /** Connects, and has the connection upgraded by a first request. */
  Http2Client(int port) throws IOException {
    this.port = port;
    try (InputStream body = send("GET", "/cameras").body()) {
      assertThat(body.readAllBytes()).isNotEmpty();
    }
  }

  HttpResponse<InputStream> send(String method, String target) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(PATIENCE)
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
      return response;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  static MjpegReader parts(HttpResponse<InputStream> stream) throws IOException {
    return new MjpegReader(
        stream.body(), stream.headers().firstValue("Content-Type").orElseThrow());
  }

  /** Goes on to the next part that is no slate. */
  static void live(MjpegReader stream) throws IOException {
    do {
      assertThat(stream.next()).isTrue();
    } while ("false".equals(stream.header("X-Framecast-Live")));
  }

  /** What a client begins with that wants no flow control: as Latin-1. */
  static String wideOpen() {
    return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
        + frame(4, 0, 0, "\0\4\u007f\u00ff\u00ff\u00ff")
        + frame(8, 0, 0, "\u007f\u00fe\0\0");
  }

  /** A request as a frame. */
  static String get(int stream, String target) {
    // GET, http, the path and the authority, by HPACK's static table.
    String header =
        "\u0082\u0086\u0004" + (char) target.length() + target + "\u0001\u0009localhost";
    return frame(1, 5, stream, header);
  }

  private static String frame(int type, int flags, int stream, String payload) {
    return "\0\0"
        + (char) payload.length()
        + (char) type
        + (char) flags
        + "\0\0\0"
        + (char) stream
        + payload;
  }
}
