package dev.framecast.rtsp.wire;

import dev.framecast.source.SourceException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection to a camera: messages, and between them RTP packets (RFC 2326, 10.12). What is
 * neither is skipped up to the next that is. Confined to the session's thread, but for the {@link
 * Cancellation}.
 */
public final class Connection implements AutoCloseable {
  private static final int SIZE = 1 << 18;
  private static final int LONGEST_HEAD = 1 << 16;
  private static final int LONGEST_BODY = 1 << 20;
  private static final int MOST_JUNK = 1 << 22;
  private static final int FRAME_HEADER = 4;
  private static final int MOST_CHANNELS = 32;
  // Whoever begins a message ends it.
  private static final long MESSAGE_NANOS = 5_000_000_000L;
  // A body whose length is not told has ended when nothing came for so long.
  private static final long QUIET_NANOS = 300_000_000L;
  private static final List<String> STARTS =
      List.of(
          "RTSP/",
          "HTTP/",
          "OPTIONS ",
          "GET_PARAMETER ",
          "SET_PARAMETER ",
          "ANNOUNCE ",
          "REDIRECT ",
          "TEARDOWN ",
          "PLAY_NOTIFY ",
          "PAUSE ",
          "DESCRIBE ");

  /** What came. */
  public enum Item {
    NOTHING,
    PACKET,
    MESSAGE
  }

  private final Target target;
  private final Socket socket;
  private final InputStream in;
  private OutputStream out;
  private final byte[] buffer = new byte[SIZE];
  private int from;
  private int end;
  private int packetOffset;
  private int packetLength;
  private int channel;
  private int junk;
  private int soTimeout;
  private Message message = new Message("", List.of(), "");

  /**
   * Over a socket that is connected.
   *
   * @param plain the same as the other, but below TLS
   */
  public Connection(Target target, Socket plain, Socket socket) throws IOException {
    this.target = target;
    this.socket = plain;
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Ends reading as if the camera had hung up, from any thread. */
  public void interrupt() throws IOException {
    socket.shutdownInput();
  }

  public InetAddress localAddress() {
    return socket.getLocalAddress();
  }

  public InetAddress remoteAddress() {
    return socket.getInetAddress();
  }

  /** From now on what is written goes there. */
  public void writeTo(OutputStream other) {
    out = other;
  }

  public OutputStream output() {
    return out;
  }

  public void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** A packet inside of the connection. */
  public void writePacket(int onChannel, byte[] packet) throws IOException {
    byte[] framed = new byte[FRAME_HEADER + packet.length];
    framed[0] = '$';
    framed[1] = (byte) onChannel;
    framed[2] = (byte) (packet.length >> 8);
    framed[3] = (byte) packet.length;
    System.arraycopy(packet, 0, framed, FRAME_HEADER, packet.length);
    write(framed);
  }

  /** Goes on to the next message or packet; NOTHING if none has come by then. */
  public Item next(long until) throws IOException {
    while (await(1, until)) {
      byte first = buffer[from];
      if (first == '$') {
        if (!await(FRAME_HEADER + 1, until)) {
          return Item.NOTHING;
        }
        int length = ((buffer[from + 2] & 255) << 8) | (buffer[from + 3] & 255);
        boolean version2 = (buffer[from + FRAME_HEADER] & 0xc0) == 0x80;
        if (version2 && length > 1 && (buffer[from + 1] & 255) < MOST_CHANNELS) {
          if (!await(FRAME_HEADER + length, until)) {
            return Item.NOTHING;
          }
          channel = buffer[from + 1] & 255;
          packetOffset = from + FRAME_HEADER;
          packetLength = length;
          from += FRAME_HEADER + length;
          junk = 0;
          return Item.PACKET;
        }
      } else if (first >= 'A' && first <= 'T' && isStart(until)) {
        message = readMessage(Math.max(until, System.nanoTime() + MESSAGE_NANOS));
        junk = 0;
        return Item.MESSAGE;
      }
      from++;
      if (first != '\r' && first != '\n' && ++junk > MOST_JUNK) {
        throw target.error(Kind.BROKEN, "sends something else than RTSP");
      }
    }
    return Item.NOTHING;
  }

  private boolean isStart(long until) throws IOException {
    for (String start : STARTS) {
      int matched = 0;
      while (matched < start.length()
          && await(matched + 1, until)
          && Character.toUpperCase((char) buffer[from + matched]) == start.charAt(matched)) {
        matched++;
      }
      if (matched == start.length()) {
        return true;
      }
    }
    return false;
  }

  private Message readMessage(long until) throws IOException {
    List<String> lines = new ArrayList<>();
    int at = 0;
    int line = 0;
    while (true) {
      if (at > LONGEST_HEAD) {
        throw target.error(Kind.BROKEN, "sends a head of more than " + LONGEST_HEAD + " bytes");
      }
      require(at + 1, until);
      if (buffer[from + at++] == '\n') {
        String text = text(from + line, at - line).replaceFirst("\\s+$", "");
        line = at;
        if (text.isEmpty()) {
          break;
        }
        lines.add(text);
      }
    }
    from += at;
    Message head = Message.of(lines, "");
    long length = head.number("content-length", -1);
    if (length > LONGEST_BODY) {
      throw target.error(Kind.BROKEN, "sends a body of " + length + " bytes");
    }
    if (length < 0 && head.first("content-type").orElse("").contains("sdp")) {
      return head.withBody(quietBody(until));
    }
    return length > 0 ? head.withBody(body((int) length, until)) : head;
  }

  private String body(int length, long until) throws IOException {
    StringBuilder body = new StringBuilder();
    while (body.length() < length) {
      if (!await(1, Math.min(until, System.nanoTime() + 4 * QUIET_NANOS))) {
        break; // They count wrongly, too.
      }
      int size = Math.min(length - body.length(), end - from);
      body.append(text(from, size));
      from += size;
    }
    return body.toString();
  }

  /** What follows, until nothing comes for a moment. */
  String quietBody(long until) throws IOException {
    StringBuilder body = new StringBuilder();
    try {
      while (body.length() < LONGEST_BODY
          && await(1, Math.min(until, System.nanoTime() + QUIET_NANOS))) {
        body.append(text(from, end - from));
        from = end;
      }
    } catch (EOFException e) {
      // Then it was all; the next who reads will hear of it.
    }
    return body.toString();
  }

  private String text(int offset, int length) {
    return new String(buffer, offset, length, StandardCharsets.ISO_8859_1);
  }

  private void require(int bytes, long until) throws IOException {
    if (!await(bytes, until)) {
      throw new SocketTimeoutException();
    }
  }

  /** Waits until there are so many bytes. */
  private boolean await(int bytes, long until) throws IOException {
    while (end - from < bytes) {
      if (SIZE - from < Math.max(bytes, SIZE / 4)) {
        System.arraycopy(buffer, from, buffer, 0, end - from);
        end -= from;
        from = 0;
      }
      long left = until - System.nanoTime();
      setTimeout((int) Math.max(1, Math.min(left / 1_000_000, 1_000_000)));
      try {
        int read = in.read(buffer, end, SIZE - end);
        if (read < 0) {
          throw new EOFException();
        }
        end += read;
      } catch (SocketTimeoutException e) {
        if (System.nanoTime() >= until) {
          return false;
        }
      }
    }
    return true;
  }

  /** About that, and not more: each change costs something, and who waits looks at the clock. */
  private void setTimeout(int millis) throws IOException {
    if (soTimeout > millis || 2 * soTimeout < millis) {
      soTimeout = millis - millis / 4;
      socket.setSoTimeout(soTimeout);
    }
  }

  public Message message() {
    return message;
  }

  /** What packets are in, in place; valid until {@link #next}. */
  public byte[] data() {
    return buffer;
  }

  public int packetOffset() {
    return packetOffset;
  }

  public int packetLength() {
    return packetLength;
  }

  public int channel() {
    return channel;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      // It was closed by the camera.
    }
    try {
      socket.close();
    } catch (IOException e) {
      // The same.
    }
  }
}
