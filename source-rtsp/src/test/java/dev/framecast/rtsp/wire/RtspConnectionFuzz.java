package dev.framecast.rtsp.wire;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import dev.framecast.fuzz.PiecesStream;
import dev.framecast.source.SourceException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;

/** Messages and packets over one connection; logins are answered in one line. */
final class RtspConnectionFuzz implements FuzzTarget {
  private static final String PASSWORD = "S3cr3t";
  private static final Target CAMERA =
      new Target(false, "10.0.0.7", -1, "/live", "us\"er", PASSWORD, "rtsp://10.0.0.7/live");

  @Override
  public void take(byte[] input) throws IOException {
    FuzzInput in = new FuzzInput(input);
    PiecesStream pieces = new PiecesStream(in.rest(), in.number());
    Socket socket = new Answers(pieces);
    Authentication authentication = new Authentication(CAMERA);
    try (Connection connection = new Connection(CAMERA, socket, socket)) {
      while (true) {
        Connection.Item item = connection.next(Long.MAX_VALUE / 2);
        require(item != Connection.Item.NOTHING, "nothing, and no end");
        if (item == Connection.Item.PACKET) {
          int end = connection.packetOffset() + connection.packetLength();
          require(end <= connection.data().length && connection.packetLength() > 1, "packet");
        } else {
          look(connection.message(), authentication);
        }
      }
    } catch (EOFException e) {
      return; // as whoever hangs up
    } catch (SourceException e) {
      require(!e.getMessage().contains(PASSWORD), e.getMessage());
      require(e.getMessage().lines().count() == 1, e.getMessage());
    }
  }

  private static void look(Message message, Authentication authentication) throws IOException {
    require(message.status() < 1_000, "status " + message.status());
    require(message.number("cseq", -1) >= -1, "number");
    require(!message.method().isEmpty(), "no method");
    require(!message.toString().isEmpty(), "no words");
    if (message.status() == 401) {
      boolean again = authentication.refused(message);
      String header = authentication.header("PLAY", CAMERA.uri());
      require(header.endsWith("\r\n") || (header.isEmpty() && !again), header);
      require(header.strip().chars().allMatch(c -> c >= ' ' && c != 127), header);
      require(!header.contains(PASSWORD), header);
      require(!authentication.problem().getMessage().contains(PASSWORD), "the password");
    } else if (message.status() > 0) {
      require(Status.error(CAMERA, "PLAY", message.status()).getMessage() != null, "no words");
    }
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }

  /** A camera that says that, and hangs up. */
  private static final class Answers extends Socket {
    private final InputStream answers;

    Answers(InputStream answers) {
      this.answers = answers;
    }

    @Override
    public InputStream getInputStream() {
      return answers;
    }

    @Override
    public OutputStream getOutputStream() {
      return new ByteArrayOutputStream();
    }

    @Override
    public synchronized void setSoTimeout(int millis) {
      require(millis >= 0, "a time-out of " + millis);
    }
  }

  @Override
  public Map<String, byte[]> seeds() {
    return FuzzInput.seeds(
        "",
        "\1RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\nWWW-Authenticate: Digest realm=\"a\\\"b\","
            + " nonce=\"c\", qop=\"auth\", algorithm=SHA-256-sess, opaque=\"d\""
            + "\r\nWWW-Authenticate: Basic realm=x\r\n\r\n$\0\0\u0004\u0000abc",
        "\0RTSP/1.0 200 OK\r\nContent-Type: application/sdp\r\nContent-Length: 5\r\n\r\nv=0"
            + "\r\nGET_PARAMETER rtsp://h/ RTSP/1.0\r\nCSeq: 1\r\n folded\r\n\r\n",
        "\2HTTP/1.1 404 Not Found\nA: b\n\njunkRTSP/1.0 302 Moved\nLocation: rtsp://x/\n\n",
        "\3RTSP/1.0 401 x\nWWW-Authenticate: digest stale=TRUE,nonce=2,algorithm=md5,"
            + "qop=\"auth-int\"\ncontent-type: application/sdp\n\nv=0\n");
  }

  /** The buffer of a connection is a quarter of a megabyte. */
  @Override
  public long mostMemory(int length) {
    return 2_000_000 + 4_000L * length;
  }
}
