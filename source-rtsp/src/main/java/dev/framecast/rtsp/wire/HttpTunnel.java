package dev.framecast.rtsp.wire;

import dev.framecast.internal.Credentials;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * RTSP inside of two connections of HTTP, as QuickTime began it: what the camera says is the answer
 * to a GET, and what we say is the body of a POST, in Base64.
 */
public final class HttpTunnel {
  private final Target target;
  private final ClientOptions options;
  private final Cancellation cancellation;
  private final long deadline;
  private final Authentication authentication;
  private final String cookie = UUID.randomUUID().toString().replace("-", "").substring(0, 16);

  private HttpTunnel(
      Target target, ClientOptions options, Cancellation cancellation, long deadline) {
    this.target = target;
    this.options = options;
    this.cancellation = cancellation;
    this.deadline = deadline;
    authentication = new Authentication(target);
  }

  public static Connection open(
      Target target, ClientOptions options, Cancellation cancellation, long deadline)
      throws IOException {
    HttpTunnel tunnel = new HttpTunnel(target, options, cancellation, deadline);
    Connection answers = tunnel.get();
    try {
      answers.writeTo(tunnel.post());
      return answers;
    } catch (IOException e) {
      answers.close();
      throw e;
    }
  }

  private Connection get() throws IOException {
    while (true) {
      Connection connection = Dialer.connect(target, true, options, cancellation, deadline);
      try {
        connection.write(head("GET", "Accept: application/x-rtsp-tunnelled\r\n"));
        Connection.Item item = connection.next(deadline);
        int status = item == Connection.Item.MESSAGE ? connection.message().status() : 0;
        if (status == 200) {
          authentication.accepted(connection.message());
          return connection;
        }
        if (status != 401 || !authentication.refused(connection.message())) {
          throw status == 401
              ? authentication.problem()
              : target.error(
                  Kind.UNSUPPORTED,
                  "gives no RTSP over HTTP" + (status == 0 ? "" : " (" + status + ")"));
        }
        connection.close();
      } catch (IOException e) {
        connection.close();
        throw e;
      }
    }
  }

  private OutputStream post() throws IOException {
    // Whoever cancels ends the answers, and so this too.
    Connection connection = Dialer.connect(target, true, options, new Cancellation(), deadline);
    connection.write(
        head(
            "POST",
            String.join(
                "\r\n",
                "Content-Type: application/x-rtsp-tunnelled",
                "Content-Length: 32767",
                "Expires: Sun, 9 Jan 1972 00:00:00 GMT",
                "")));
    OutputStream plain = connection.output();
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        byte[] part = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
        plain.write(Base64.getEncoder().encode(part));
      }

      @Override
      public void close() {
        connection.close();
      }
    };
  }

  private byte[] head(String method, String headers) {
    String path = Credentials.bytes(target.path().isEmpty() ? "/" : target.path());
    String head =
        method
            + " "
            + path
            + " HTTP/1.0\r\nHost: "
            + target.host()
            + ":"
            + target.portOr(true)
            + "\r\nUser-Agent: "
            + options.userAgent()
            + "\r\nx-sessioncookie: "
            + cookie
            + "\r\nPragma: no-cache\r\nCache-Control: no-cache\r\n"
            + headers
            + authentication.header(method, path)
            + "\r\n";
    return head.getBytes(StandardCharsets.ISO_8859_1);
  }
}
