package dev.framecast.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.framecast.mjpeg.MjpegReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP client that sends what it is told and hides nothing. */
public final class Client implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;
  private static final int SMALL_BUFFER = 16 * 1024;

  private String host = "localhost";
  private final Socket socket;
  private final InputStream in;

  /** What came back. */
  public record Response(int status, Map<String, String> headers, ByteBuffer body) {
    public String text() {
      return ISO_8859_1.decode(body.duplicate()).toString();
    }

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  public Client(int port) throws IOException {
    this(new Socket(), port);
  }

  public Client(Socket socket, int port) throws IOException {
    this.socket = socket;
    // So that a viewer who does not read is noticed after little.
    socket.setReceiveBufferSize(SMALL_BUFFER);
    socket.setSoTimeout(PATIENCE_MILLIS);
    if (!socket.isConnected()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
    this.in = socket.getInputStream();
  }

  /** Names this host in what is sent from now on. */
  public Client host(String value) {
    host = value;
    return this;
  }

  /** Sends a request of that method and target, each header a line. */
  public Client request(String method, String target, String... headers) throws IOException {
    StringBuilder text =
        new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return send(text + "\r\n");
  }

  public Client get(String target, String... headers) throws IOException {
    return request("GET", target, headers);
  }

  public Client send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return this;
  }

  /** Reads a header, and a body of the length that it says. */
  public Response response() throws IOException {
    Response head = head();
    String length = head.header("Content-Length");
    byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
    return new Response(head.status(), head.headers(), ByteBuffer.wrap(body));
  }

  /** Reads a header, and a body in chunks or of the length that it says. */
  public Response chunked() throws IOException {
    Response head = head();
    if (!head.header("Transfer-Encoding").equals("chunked")) {
      String length = head.header("Content-Length");
      return new Response(
          head.status(), head.headers(), ByteBuffer.wrap(read(Integer.parseInt(length))));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size;
    do {
      size = Integer.parseInt(line(), 16);
      body.write(read(size));
      line();
    } while (size > 0);
    return new Response(head.status(), head.headers(), ByteBuffer.wrap(body.toByteArray()));
  }

  /** Reads a header alone. */
  public Response head() throws IOException {
    return head(Integer.parseInt(line().split(" ", 3)[1]));
  }

  /** Reads the lines of a header, behind a status line or a boundary. */
  public Response head(int status) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
    }
    return new Response(status, headers, ByteBuffer.allocate(0));
  }

  public String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("after \"" + line + "\"");
      }
      line.write(c);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  /** Reads the header of a stream, and gives what reads its parts. */
  public MjpegReader stream() throws IOException {
    return stream(head());
  }

  /** What reads the parts of the stream with that header. */
  public MjpegReader stream(Response head) throws IOException {
    if (head.status() != 200) {
      throw new IOException("status " + head.status());
    }
    return new MjpegReader(in, head.header("Content-Type"));
  }

  /** A part of a stream for programs. */
  public record Part(Map<String, String> headers, ByteBuffer body) {
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }

    public byte[] bytes() {
      byte[] copy = new byte[body.remaining()];
      body.duplicate().get(copy);
      return copy;
    }
  }

  /** Reads the next part of a stream for programs, whose header was read. */
  public Part part() throws IOException {
    String line = line();
    while (line.isEmpty()) { // behind the part before
      line = line();
    }
    if (!line.equals("--framecast")) {
      throw new IOException("\"" + line + "\" in place of a boundary");
    }
    Response head = head(0);
    byte[] body = read(Integer.parseInt(head.header("Content-Length")));
    return new Part(head.headers(), ByteBuffer.wrap(body));
  }

  /** How many bytes have come that nobody has read. */
  public int unread() {
    try {
      return in.available();
    } catch (IOException e) {
      return 0; // closed
    }
  }

  public byte[] read(int bytes) throws IOException {
    return in.readNBytes(bytes);
  }

  /** Whether the server ends the connection, be it with what was not read yet in between. */
  public boolean isEnded() {
    byte[] rest = new byte[8192];
    try {
      int read;
      do {
        read = in.read(rest);
      } while (read >= 0);
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Says that nothing more will be sent. */
  public void shutDownOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Goes in an orderly way, as a browser does. */
  public void vanish() throws IOException {
    socket.close();
  }

  /** Vanishes with a reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
