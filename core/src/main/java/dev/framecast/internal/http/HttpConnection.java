package dev.framecast.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests and answers over one {@link HttpSocket}, one after the other. Takes any head that can be
 * understood, up to a size. Owned by one thread.
 */
public final class HttpConnection {
  private static final int MAX_HEAD_BYTES = 64 * 1024;

  private final HttpSocket socket;
  private final byte[] buffer = new byte[8 * 1024];
  private int at;
  private int end;
  private boolean used;
  private boolean begun;

  public HttpConnection(HttpSocket socket) {
    this.socket = socket;
  }

  public HttpSocket socket() {
    return socket;
  }

  /**
   * Asks, and waits for the head of the answer. What comes before the answer proper (100 Continue
   * and the like) is passed over.
   *
   * @throws ProtocolException when the answer is none; the message does not quote it
   * @throws EOFException when the camera hung up before it
   */
  public HttpHead exchange(String request) throws IOException {
    used |= begun;
    begun = false;
    socket.write(request.getBytes(ISO_8859_1));
    int left = MAX_HEAD_BYTES;
    while (true) {
      int first = skipLineEnds();
      begun = true;
      if (first == 0xFF || first == '-') {
        return HttpHead.none(); // a JPEG or a boundary
      }
      if (first == 0x15) {
        throw new ProtocolException("an alert of TLS");
      }
      List<String> lines = new ArrayList<>();
      while (true) {
        String line = line(left);
        left -= line.length() + 1;
        if (line.isBlank()) {
          break;
        }
        lines.add(line);
      }
      HttpHead head = HttpHead.parse(lines);
      if (head.status() >= 200) {
        return head;
      }
    }
  }

  /**
   * Whether nothing of an answer came to the last request, and another one had been answered
   * before: then the camera may have hung up in between.
   */
  public boolean isWornOut() {
    return used && !begun;
  }

  /** The next byte that is not of an empty line; it is not used up. */
  private int skipLineEnds() throws IOException {
    for (int i = 0; i < MAX_HEAD_BYTES; i++) {
      int next = read();
      if (next < 0) {
        throw new EOFException("no answer");
      }
      if (next != '\r' && next != '\n') {
        at--;
        return next;
      }
    }
    throw tooLong();
  }

  /** Without its end. A camera that hangs up in the middle of its head has ended it. */
  private String line(int most) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = read(); next >= 0 && next != '\n'; next = read()) {
      line.append((char) next);
      if (line.length() >= most) {
        throw tooLong();
      }
    }
    int length = line.length();
    while (length > 0 && line.charAt(length - 1) == '\r') {
      length--;
    }
    return line.substring(0, length);
  }

  private static ProtocolException tooLong() {
    return new ProtocolException("a head of more than " + MAX_HEAD_BYTES + " bytes");
  }

  /** One byte, or -1 at the end. */
  public int read() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, socket.read(buffer, 0, buffer.length));
      if (end == 0) {
        return -1;
      }
    }
    return buffer[at++] & 0xFF;
  }

  public int read(byte[] bytes, int from, int count) throws IOException {
    if (at == end) {
      return socket.read(bytes, from, count);
    }
    int copied = Math.min(count, end - at);
    System.arraycopy(buffer, at, bytes, from, copied);
    at += copied;
    return copied;
  }

  /** Bytes that can be read without waiting. */
  public int available() throws IOException {
    return end - at + (at == end ? socket.available() : 0);
  }
}
