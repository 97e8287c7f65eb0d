package dev.framecast.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;

/**
 * The body of an answer: so many bytes, chunks, or whatever comes until the camera hangs up. {@link
 * #available} says what can be read without waiting, also where that is in the next chunk. Owned by
 * one thread; closing it does nothing, the socket is closed instead.
 */
public final class HttpBody extends InputStream {
  private static final int MAX_LINE = 1024;

  /** What the next byte of the connection is part of. */
  private enum Part {
    DATA,
    /** Data, and whatever follows it. */
    ALL,
    SIZE_LINE,
    TRAILER,
    NOTHING
  }

  private final HttpConnection connection;
  private final boolean chunked;

  /** What the head says; 0 where it does not. */
  private final long length;

  private final StringBuilder line = new StringBuilder();
  private int peeked = -1;
  private byte[] pushedBack = {};
  private int pushedAt;
  private Part part;
  private long left;

  private HttpBody(HttpConnection connection, Part part, long left, boolean chunked) {
    this.connection = connection;
    this.part = part;
    this.left = left;
    length = part == Part.DATA ? left : 0;
    this.chunked = chunked;
  }

  /**
   * The body behind a head.
   *
   * @param length how long it is unless it is chunked or there is none; -1 for one that only ends
   *     when the camera hangs up, whatever length it announces: cameras say 0, -1 and "none"
   */
  public static HttpBody of(HttpConnection connection, HttpHead head, long length) {
    int status = head.status();
    if (status == 204 || status == 304) {
      return new HttpBody(connection, Part.NOTHING, 0, false);
    }
    if (head.isChunked()) {
      return new HttpBody(connection, Part.SIZE_LINE, 0, true);
    }
    return length < 0
        ? new HttpBody(connection, Part.ALL, Long.MAX_VALUE, false)
        : new HttpBody(connection, length == 0 ? Part.NOTHING : Part.DATA, length, false);
  }

  /** Whether all of it was read, so that another answer may follow. */
  public boolean isOver() {
    return part == Part.NOTHING;
  }

  /** Whether it has an end of its own. */
  public boolean isBounded() {
    return part != Part.ALL;
  }

  /** How many bytes were announced for all of it; 0 where none were. */
  public long length() {
    return length;
  }

  /**
   * Waits for what it begins with, empty lines aside, and keeps that for reading; -1 at its end.
   */
  public int peek() throws IOException {
    while (peeked < 0 || peeked == '\r' || peeked == '\n') {
      peeked = -1;
      peeked = read();
      if (peeked < 0) {
        return -1;
      }
    }
    return peeked;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (peeked >= 0) {
      bytes[from] = (byte) peeked;
      peeked = -1;
      return 1;
    }
    while (part == Part.SIZE_LINE || part == Part.TRAILER) {
      if (!takeFraming()) {
        part = Part.ALL; // hung up without the last chunk, as many do
        return -1;
      }
    }
    if (part == Part.NOTHING) {
      return -1;
    }
    int most = (int) Math.min(count, left);
    int read = pushedAt < pushedBack.length ? unread(bytes, from, most) : 0;
    if (read == 0) {
      read = connection.read(bytes, from, most);
    }
    if (read > 0 && part == Part.DATA) {
      left -= read;
      if (left == 0) {
        part = chunked ? Part.SIZE_LINE : Part.NOTHING;
      }
    } else if (read < 0) {
      part = Part.ALL; // the connection is of no more use
    }
    return read;
  }

  private int unread(byte[] bytes, int from, int most) {
    int count = Math.min(most, pushedBack.length - pushedAt);
    System.arraycopy(pushedBack, pushedAt, bytes, from, count);
    pushedAt += count;
    return count;
  }

  /** One byte of what stands between data; false at the end of the connection. */
  private boolean takeFraming() throws IOException {
    int next = connection.read();
    if (next < 0) {
      return false;
    }
    line.append((char) next);
    if (next != '\n' && line.length() < MAX_LINE) {
      return true;
    }
    String text = line.toString().strip();
    if (part == Part.TRAILER) {
      part = text.isEmpty() ? Part.NOTHING : Part.TRAILER;
    } else if (!text.isEmpty()) { // as behind the chunk before
      takeSize(text.split(";", 2)[0].strip());
    }
    line.setLength(0);
    return true;
  }

  /** What is no size is data: some say that they send chunks, and do not. */
  private void takeSize(String size) {
    if (!size.matches("[0-9A-Fa-f]{1,15}")) {
      pushedBack = line.toString().getBytes(ISO_8859_1);
      pushedAt = 0;
      part = Part.ALL;
      left = Long.MAX_VALUE;
      return;
    }
    left = Long.parseLong(size, 16);
    part = left == 0 ? Part.TRAILER : Part.DATA;
  }

  @Override
  public int available() throws IOException {
    while ((part == Part.SIZE_LINE || part == Part.TRAILER) && connection.available() > 0) {
      if (!takeFraming()) {
        return 0;
      }
    }
    if (peeked >= 0) {
      return 1;
    }
    if (part != Part.DATA && part != Part.ALL) {
      return 0;
    }
    int here = pushedBack.length - pushedAt + connection.available();
    return (int) Math.min(here, left);
  }
}
