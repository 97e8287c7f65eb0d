package dev.framecast.examples.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.framecast.mjpeg.MjpegReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;

/** One connection of a viewer: sends what it is told, and reads or does not. */
final class Wire implements AutoCloseable {
  private static final int LONGEST_LINE = 10_000;

  private final Socket socket;
  private final Socket under;
  private String login;
  private final InputStream in;

  Wire withoutLogin() {
    login = "";
    return this;
  }

  /** A head. */
  record Head(int status, Map<String, String> headers) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /**
   * @param under the same, without TLS
   * @param login a header's line with its end, or nothing
   */
  Wire(Socket socket, Socket under, String login) throws IOException {
    this.socket = socket;
    this.under = under;
    this.login = login;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  Wire get(String target, String... headers) throws IOException {
    StringBuilder text = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return send(text + login + "\r\n");
  }

  Wire send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  Wire send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  Head head() throws IOException {
    String status = line();
    if (!status.startsWith("HTTP/1.1 ")) {
      throw new IOException("no status: " + status);
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
    }
    return new Head(Integer.parseInt(status.substring(9, 12)), headers);
  }

  /** What reads the parts of the stream that was asked for. */
  MjpegReader stream() throws IOException {
    Head head = head();
    if (head.status() != 200) {
      throw new RefusedException(head.status());
    }
    return new MjpegReader(in, head.header("Content-Type"));
  }

  byte[] body(Head head) throws IOException {
    return in.readNBytes(Integer.parseInt(head.header("Content-Length")));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > LONGEST_LINE) {
        throw new EOFException("in a head");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  /** Reads that many bytes, or fewer at the end. */
  int read(int bytes) throws IOException {
    return in.readNBytes(bytes).length;
  }

  /** Goes without a word of TLS. */
  void vanish() throws IOException {
    under.close();
  }

  void reset() throws IOException {
    under.setSoLinger(true, 0);
    under.close();
  }

  void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
