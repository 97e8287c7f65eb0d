package dev.framecast.nats.wire;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.VideoFormat;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a frame, or of a part of one, in a message's headers.
 *
 * @param node who publishes it
 * @param sequence the frame's at the node: {@link Frame#sequence()}
 * @param after of video, the sequence of the frame that this one builds on; 0 if it is a key frame
 * @param epoch the frame's: {@link Frame#epoch()}
 * @param captured when it was captured, by the node's clock, in microseconds since 1970
 * @param presented when it is to be shown: {@link Frame#presentedMicros()}
 * @param format JPEG, H.264 or H.265
 * @param key whether it can be understood alone
 * @param reordered of video, whether frames are shown in another order than they come in
 * @param part which part of the frame the message holds, from 0
 * @param parts how many there are
 * @param again when it was sent once more, by the node's clock, in microseconds since 1970; 0 when
 *     it is sent for the first time. What is sent for those who come later may be of any age
 */
public record FrameHeader(
    String node,
    long sequence,
    long after,
    int epoch,
    long captured,
    long presented,
    FrameFormat format,
    boolean key,
    boolean reordered,
    int part,
    int parts,
    long again)
    implements Headed {
  private static final String NODE = "Framecast-Node";
  private static final String SEQUENCE = "Framecast-Sequence";
  private static final String AFTER = "Framecast-After";
  private static final String EPOCH = "Framecast-Epoch";
  private static final String CAPTURED = "Framecast-Captured";
  private static final String PRESENTED = "Framecast-Presented";
  private static final String FORMAT = "Framecast-Format";
  private static final String KEY = "Framecast-Key";
  private static final String REORDERED = "Framecast-Reordered";
  private static final String PART = "Framecast-Part";
  private static final String AGAIN = "Framecast-Again";

  /** More are no picture: 1,024 of them of one MiB would be a GiB. */
  public static final int MOST_PARTS = 64;

  /** That of a frame, or of a part, that is sent for the first time. */
  public FrameHeader(
      String node,
      long sequence,
      long after,
      int epoch,
      long captured,
      long presented,
      FrameFormat format,
      boolean key,
      boolean reordered,
      int part,
      int parts) {
    this(node, sequence, after, epoch, captured, presented, format, key, reordered, part, parts, 0);
  }

  /** That of a whole frame. */
  public static FrameHeader of(Frame frame, String node, long after) {
    VideoFormat video = frame.video();
    long captured = Clock.micros(frame.capturedNanos());
    boolean isShownThen = frame.presentedMicros() == frame.capturedMicros();
    return new FrameHeader(
        node,
        frame.sequence(),
        after,
        frame.epoch(),
        captured,
        isShownThen ? captured : frame.presentedMicros(),
        frame.format(),
        frame.isKey(),
        video != null && video.isReordered(),
        0,
        1);
  }

  /** That of a part of it. */
  public FrameHeader part(int index, int count) {
    return new FrameHeader(
        node, sequence, after, epoch, captured, presented, format, key, reordered, index, count,
        again);
  }

  /** That of the same frame, sent once more at that time. */
  public FrameHeader again(long micros) {
    return new FrameHeader(
        node, sequence, after, epoch, captured, presented, format, key, reordered, part, parts,
        micros);
  }

  /** When it was sent if that was once more, else when it was captured. */
  public long since() {
    return again == 0 ? captured : again;
  }

  @Override
  public Headers headers() {
    Headers headers =
        new Headers()
            .put(NODE, node)
            .put(SEQUENCE, Long.toString(sequence))
            .put(EPOCH, Integer.toString(epoch))
            .put(CAPTURED, Long.toString(captured))
            .put(FORMAT, format.name());
    if (presented != captured) {
      headers.put(PRESENTED, Long.toString(presented));
    }
    if (!key) {
      headers.put(KEY, "false").put(AFTER, Long.toString(after));
    }
    if (reordered) {
      headers.put(REORDERED, "true");
    }
    if (parts > 1) {
      headers.put(PART, part + "/" + parts);
    }
    if (again != 0) {
      headers.put(AGAIN, Long.toString(again));
    }
    return headers;
  }

  /** What stands in a message's headers; null if it is none, as anybody may send anything. */
  public static @Nullable FrameHeader of(@Nullable Headers headers) {
    String node = headers == null ? null : headers.getFirst(NODE);
    if (headers == null || node == null || !Subjects.isName(node)) {
      return null;
    }
    try {
      FrameFormat format = FrameFormat.valueOf(text(headers, FORMAT));
      long captured = Long.parseLong(text(headers, CAPTURED));
      String presented = headers.getFirst(PRESENTED);
      String after = headers.getFirst(AFTER);
      String part = headers.getFirst(PART);
      String again = headers.getFirst(AGAIN);
      int slash = part == null ? -1 : part.indexOf('/');
      int index = part == null ? 0 : Integer.parseInt(part.substring(0, slash));
      int parts = part == null ? 1 : Integer.parseInt(part.substring(slash + 1));
      if (format.isRaw() || parts < 1 || parts > MOST_PARTS || index < 0 || index >= parts) {
        return null;
      }
      return new FrameHeader(
          node,
          Long.parseLong(text(headers, SEQUENCE)),
          after == null ? 0 : Long.parseLong(after),
          Integer.parseInt(text(headers, EPOCH)),
          captured,
          presented == null ? captured : Long.parseLong(presented),
          format,
          !"false".equals(headers.getFirst(KEY)),
          "true".equals(headers.getFirst(REORDERED)),
          index,
          parts,
          again == null ? 0 : Long.parseLong(again));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static String text(Headers headers, String name) {
    String value = headers.getFirst(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return value;
  }
}
