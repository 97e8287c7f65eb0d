package dev.framecast.benchmarks.serving;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes an HTTP answer of many parts apart as it comes, in pieces of any size. Bodies whose length
 * is given are skipped over; only their first and last bytes are looked at, so that one client can
 * be thousands of viewers.
 */
final class PartParser {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";\\r\\n]+)");
  private static final Pattern LENGTH = Pattern.compile("content-length: *(\\d+)");
  private static final int OPENING = 160;
  private static final int HEAD_ROOM = 4096;

  /** Is told of each part that has ended. */
  interface Listener {
    /**
     * One part has come.
     *
     * @param opening the first bytes of the part
     * @param length how many there are of them
     * @param whole whether it began and ended as a JPEG does
     */
    void part(byte[] opening, int length, boolean whole);
  }

  private enum State {
    ANSWER_HEAD,
    PART_HEAD,
    BODY,
    BODY_UNTIL_BOUNDARY,
    FAILED
  }

  private final Listener listener;
  private final StringBuilder head = new StringBuilder();
  private final byte[] opening = new byte[OPENING];
  private State state = State.ANSWER_HEAD;
  private byte[] mark = new byte[0];
  private int status;
  private boolean chunked;
  private int seen;
  private int matched;
  private long left;
  private byte last;
  private byte beforeLast;

  PartParser(Listener listener) {
    this.listener = listener;
  }

  /** The status of the answer; 0 until it has come. */
  int status() {
    return status;
  }

  boolean isFailed() {
    return state == State.FAILED;
  }

  /** Whether the answer's head has come. What follows it goes to {@link #body}. */
  boolean isInBody() {
    return state != State.ANSWER_HEAD;
  }

  boolean isChunked() {
    return chunked;
  }

  /** Takes the answer's head, up to its end. */
  void head(ByteBuffer in) {
    while (in.hasRemaining() && state == State.ANSWER_HEAD) {
      if (gather(in)) {
        String text = head.toString();
        status = Integer.parseInt(text.substring(9, 12));
        Matcher boundary = BOUNDARY.matcher(text);
        if (status != 200 || !boundary.find()) {
          state = State.FAILED;
          return;
        }
        String name = boundary.group(1);
        mark = (name.startsWith("--") ? name : "--" + name).getBytes(StandardCharsets.US_ASCII);
        chunked = text.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
        head.setLength(0);
        state = State.PART_HEAD;
      }
    }
  }

  /** Takes what comes after the answer's head, its transfer coding undone. */
  void body(ByteBuffer in) {
    while (in.hasRemaining()) {
      switch (state) {
        case PART_HEAD -> partHead(in);
        case BODY -> skip(in);
        case BODY_UNTIL_BOUNDARY -> search(in);
        default -> in.position(in.limit());
      }
    }
  }

  /** Whether the head has come to its end. */
  private boolean gather(ByteBuffer in) {
    head.append((char) in.get());
    int length = head.length();
    if (length > HEAD_ROOM) {
      state = State.FAILED;
    }
    return length >= 4 && head.charAt(length - 1) == '\n' && head.charAt(length - 3) == '\n';
  }

  private void partHead(ByteBuffer in) {
    if (gather(in)) {
      Matcher length = LENGTH.matcher(head.toString().toLowerCase(Locale.ROOT));
      seen = 0;
      matched = 0;
      if (length.find()) {
        left = Long.parseLong(length.group(1));
        state = State.BODY;
      } else {
        state = State.BODY_UNTIL_BOUNDARY;
      }
      head.setLength(0);
    }
  }

  private void skip(ByteBuffer in) {
    int length = (int) Math.min(left, in.remaining());
    int at = in.position();
    int first = Math.min(length, OPENING - seen);
    in.get(at, opening, seen, first);
    seen += first;
    beforeLast = length > 1 ? in.get(at + length - 2) : last;
    last = in.get(at + length - 1);
    in.position(at + length);
    left -= length;
    if (left == 0) {
      end();
    }
  }

  /** Without a length there is nothing for it but to look at every byte. */
  private void search(ByteBuffer in) {
    while (in.hasRemaining()) {
      byte b = in.get();
      if (seen < OPENING) {
        opening[seen++] = b;
      }
      matched = b == mark[matched] ? matched + 1 : b == mark[0] ? 1 : 0;
      if (matched == mark.length) {
        end();
        return;
      }
      if (matched == 0 && b != '\r' && b != '\n') {
        beforeLast = last;
        last = b;
      }
    }
  }

  private void end() {
    boolean whole =
        seen >= 4
            && opening[0] == (byte) 0xFF
            && opening[1] == (byte) 0xD8
            && beforeLast == (byte) 0xFF
            && last == (byte) 0xD9;
    listener.part(opening, seen, whole);
    state = State.PART_HEAD;
  }
}
