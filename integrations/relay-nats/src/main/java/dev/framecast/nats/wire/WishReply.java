package dev.framecast.nats.wire;

import io.nats.client.impl.Headers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the node that has a camera answers to a {@link Wish}.
 *
 * @param node who answers
 * @param times of the wish and of this
 * @param isLive whether the camera shows pictures
 * @param hasVideo false if the camera is known to have none to hand on
 * @param stream what is known of its pictures
 * @param problem why it shows none, for people; without secrets; null if that is not known
 */
public record WishReply(
    String node,
    Times times,
    boolean isLive,
    boolean hasVideo,
    Stream stream,
    @Nullable String problem)
    implements Headed {
  private static final String NODE = "Framecast-Node";
  private static final String RECEIVED = "Framecast-Received";
  private static final String ANSWERED = "Framecast-Answered";
  private static final String LIVE = "Framecast-Live";
  private static final String VIDEO = "Framecast-Video";
  private static final String STREAM = "Framecast-Stream";
  private static final String PROBLEM = "Framecast-Problem";
  private static final int MOST_CHARACTERS = 300;

  /**
   * In microseconds since 1970.
   *
   * @param sent the wish's own time, by the reader's clock
   * @param received when the wish came, by the node's clock
   * @param answered when the reply left, by the node's clock
   */
  public record Times(long sent, long received, long answered) {}

  /**
   * What the camera itself sends.
   *
   * @param width pixels across, 0 while not known
   * @param height pixels down, 0 while not known
   * @param fps pictures a second, 0 while not known
   * @param codec such as {@code h264}; empty while not known
   */
  public record Stream(int width, int height, double fps, String codec) {
    private static final Stream UNKNOWN = new Stream(0, 0, 0, "");

    private String text() {
      return String.format(
          Locale.ROOT,
          "%d %d %.3f %s",
          width,
          height,
          Double.isFinite(fps) ? fps : 0,
          ascii(codec));
    }

    private static Stream of(@Nullable String text) {
      String[] fields = text == null ? new String[0] : text.split(" ", 4);
      if (fields.length != 4) {
        return UNKNOWN;
      }
      double fps = Double.parseDouble(fields[2]);
      int width = Integer.parseInt(fields[0]);
      int height = Integer.parseInt(fields[1]);
      boolean good = width >= 0 && height >= 0 && fps >= 0 && fps <= 1_000;
      return good ? new Stream(width, height, fps, ascii(fields[3])) : UNKNOWN;
    }
  }

  @Override
  public Headers headers() {
    Headers headers =
        new Headers()
            .put(NODE, node)
            .put(Wish.SENT, Long.toString(times.sent()))
            .put(RECEIVED, Long.toString(times.received()))
            .put(ANSWERED, Long.toString(times.answered()))
            .put(LIVE, Boolean.toString(isLive))
            .put(VIDEO, Boolean.toString(hasVideo))
            .put(STREAM, stream.text());
    String why = problem;
    if (why != null) {
      headers.put(PROBLEM, ascii(why));
    }
    return headers;
  }

  /** Headers are ASCII, of one line. */
  private static String ascii(String text) {
    String plain = text.replaceAll("[^ -~]", "?");
    return plain.length() > MOST_CHARACTERS ? plain.substring(0, MOST_CHARACTERS) : plain;
  }

  /** What stands in a message's headers; null if it is none, as anybody may send anything. */
  public static @Nullable WishReply of(@Nullable Headers headers) {
    String node = headers == null ? null : headers.getFirst(NODE);
    String sent = headers == null ? null : headers.getFirst(Wish.SENT);
    String received = headers == null ? null : headers.getFirst(RECEIVED);
    String answered = headers == null ? null : headers.getFirst(ANSWERED);
    if (headers == null
        || node == null
        || !Subjects.isName(node)
        || sent == null
        || received == null
        || answered == null) {
      return null;
    }
    try {
      String problem = headers.getFirst(PROBLEM);
      return new WishReply(
          node,
          new Times(Long.parseLong(sent), Long.parseLong(received), Long.parseLong(answered)),
          "true".equals(headers.getFirst(LIVE)),
          !"false".equals(headers.getFirst(VIDEO)),
          Stream.of(headers.getFirst(STREAM)),
          problem == null ? null : ascii(problem));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
