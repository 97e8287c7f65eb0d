package dev.framecast.source.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import dev.framecast.fuzz.PiecesStream;
import dev.framecast.internal.Credentials;
import dev.framecast.internal.Login;
import dev.framecast.internal.http.HttpBody;
import dev.framecast.internal.http.HttpConnection;
import dev.framecast.internal.http.HttpHead;
import dev.framecast.internal.http.HttpSocket;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Map;

/** What a camera answers: heads, logins, redirects and bodies in chunks, one after the other. */
final class HttpAnswerFuzz implements FuzzTarget {
  private static final String PASSWORD = "S3cr3t";

  @Override
  public void take(byte[] input) throws IOException {
    FuzzInput in = new FuzzInput(input);
    PiecesStream pieces = new PiecesStream(in.rest(), in.number());
    HttpSocket socket =
        new HttpSocket() {
          @Override
          public int read(byte[] bytes, int from, int count) {
            return pieces.read(bytes, from, count);
          }

          @Override
          public int available() {
            return pieces.available();
          }

          @Override
          public void write(byte[] bytes) {}
        };
    HttpConnection connection = new HttpConnection(socket);
    Login login = new Login(new Credentials("us\"e\u00e9", PASSWORD), Credentials.Protocol.HTTP);
    CameraUrl url = CameraUrl.parse("http://camera/a/b?c=d");
    try {
      boolean more = true;
      while (more) {
        HttpHead head = connection.exchange("");
        look(head);
        HttpBody body = HttpBody.of(connection, head, head.isStream() ? -1 : head.contentLength());
        if (head.status() == 401) {
          more = login.refused(head.all("WWW-Authenticate"));
          require(more || !HttpProblems.words(login.problem()).isBlank(), "refused in silence");
        } else {
          login.accepted(head.all("Authentication-Info"));
        }
        String authorization = login.authorization("GET", url.target());
        require(authorization == null || isLine(authorization), "header " + authorization);
        url = redirected(url, head);
        read(body);
        more &= body.isOver();
      }
    } catch (ProtocolException | EOFException e) {
      require(!e.getMessage().contains(PASSWORD), e.getMessage());
    }
  }

  private static void look(HttpHead head) {
    require(head.status() >= 200 && head.status() <= 999, "status " + head.status());
    require(head.contentLength() >= -1, "length " + head.contentLength());
    require(!head.isPicture() || !head.mediaType().startsWith("multipart/"), head.mediaType());
    boolean unused = head.isCompressed() && head.keepsAlive();
    require(head.mediaType().equals(head.mediaType().strip()), head.mediaType());
  }

  private static CameraUrl redirected(CameraUrl url, HttpHead head) {
    String location = head.first("Location");
    if (location == null) {
      return url;
    }
    try {
      CameraUrl next = url.resolve(location);
      require(next.target().startsWith("/"), "target " + next.target());
      require(next.target().indexOf(' ') < 0 && isLine(next.target()), "target " + next.target());
      require(isLine(next.authority()), "host " + next.authority());
      return next;
    } catch (IllegalArgumentException e) {
      return url; // as documented: it leads nowhere
    }
  }

  private static void read(HttpBody body) throws IOException {
    byte[] bytes = new byte[100];
    int first = body.peek();
    require(first < 256, "byte " + first);
    int count = 0;
    while (count >= 0) {
      require(body.available() >= 0, "less than nothing");
      count = body.read(bytes, 0, bytes.length);
      require(count != 0, "nothing");
    }
  }

  private static boolean isLine(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c != 127 && c < 256);
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }

  @Override
  public Map<String, byte[]> seeds() {
    return FuzzInput.seeds(
        "",
        "\1HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"a\\\"b\", nonce=\"c\","
            + " qop=\"auth,auth-int\", algorithm=SHA-256, opaque=\"d\", charset=UTF-8, Basic"
            + " realm=x\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 200 OK\r\nAuthentication-Info:"
            + " nextnonce=\"e\"\r\nContent-Length: 1\r\n\r\nx",
        "\2HTTP/1.0 302 Found\nLocation: https://other:8443/x y?z#w\nContent-Length: 0\n\n",
        "\3HTTP/1.1 301 Moved\r\nLocation: ../../c?d\r\nTransfer-Encoding: chunked"
            + "\r\n\r\n3;a=b\r\nabc\r\n0\r\nTrailer: x\r\n\r\nHTTP/1.1 304 No\r\n\r\n",
        "\0ICY 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=x\r\n\r\n--x\r\n",
        "\1Content-Type: image/jpeg\nConnection: keep-alive\n folded\n\n",
        "\4HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 x\r\nWWW-Authenticate: Digest nonce=1,"
            + " stale=true, algorithm=MD5-sess\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        new String(new byte[] {1, (byte) 0xFF, (byte) 0xD8}, ISO_8859_1));
  }
}
