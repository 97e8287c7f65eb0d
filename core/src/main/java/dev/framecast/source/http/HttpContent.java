package dev.framecast.source.http;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * What an answer holds, by its type and by what it begins with: some say text/html of all they
 * have, and some call a single picture a stream.
 */
enum HttpContent {
  /** One picture, which may be compressed. */
  PICTURE,
  /** Pictures without parts, one or more: that is seen when there is a second. */
  PICTURES,
  /** Parts, most likely. */
  STREAM,
  NOTHING;

  private static final Set<String> KNOWN_TYPES =
      Set.of(
          "application/json",
          "application/sdp",
          "application/xml",
          "image/gif",
          "image/png",
          "image/webp",
          "text/html",
          "text/plain",
          "text/xml",
          "video/h264",
          "video/mp2t",
          "video/mp4",
          "video/x-flv");

  /** How long more may be in coming where it would tell what an answer is. */
  static final long MORE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int GZIP = 0x1F;

  /**
   * Waits for what the answer begins with.
   *
   * @throws SourceException when it is nothing that can be shown; the connection is then closed
   */
  static HttpContent of(HttpExchange.Answer answer, HttpDial dial) throws SourceException {
    boolean good = false;
    try {
      HttpContent content = look(answer, dial);
      good = true;
      return content;
    } finally {
      if (!good) {
        dial.close();
      }
    }
  }

  private static HttpContent look(HttpExchange.Answer answer, HttpDial dial)
      throws SourceException {
    HttpHead head = answer.head();
    if (head.status() == 204) {
      return NOTHING;
    }
    if (head.isCompressed()) {
      return uncompressed(firstInTime(answer, dial), answer, dial);
    }
    if (head.isPicture()) {
      int first = head.contentLength() == 0 ? firstInTime(answer, dial) : first(answer, dial);
      return first < 0 ? NOTHING : answer.body().isBounded() ? PICTURE : PICTURES;
    }
    if (head.isStream()) {
      answer.unlimited(); // its first picture may take its time
      return first(answer, dial) == 0xFF ? PICTURES : STREAM;
    }
    return byBeginning(firstInTime(answer, dial), head, dial);
  }

  private static HttpContent uncompressed(int first, HttpExchange.Answer answer, HttpDial dial)
      throws SourceException {
    HttpHead head = answer.head();
    if (first == 0xFF || first == '-') { // it is not
      return first == 0xFF && head.isPicture() && answer.body().isBounded()
          ? PICTURE
          : byBeginning(first, head, dial);
    }
    if (first == GZIP && head.isPicture()) {
      return PICTURE;
    }
    if (first < 0 && head.isPicture()) {
      return NOTHING;
    }
    throw head.isPicture() || head.isStream()
        ? dial.fail(
            Kind.UNSUPPORTED,
            "the camera sends its answer compressed, which it was asked not to do")
        : other(head.mediaType(), dial);
  }

  private static HttpContent byBeginning(int first, HttpHead head, HttpDial dial)
      throws SourceException {
    return switch (first) {
      case 0xFF -> PICTURES;
      case '-' -> STREAM; // a boundary
      default -> throw other(head.mediaType(), dial);
    };
  }

  private static SourceException other(String type, HttpDial dial) {
    boolean text = type.startsWith("text/") || type.matches("application/(.*\\+)?(json|xml)");
    // Only types that there are: what else a camera may say is not for others to read.
    String named = KNOWN_TYPES.contains(type) ? type : "of another type";
    return text
        ? dial.fail(Kind.NO_VIDEO, "the answer is " + named + ", not video")
        : dial.fail(Kind.UNSUPPORTED, "the answer is " + named + ", not MJPEG");
  }

  private static int first(HttpExchange.Answer answer, HttpDial dial) throws SourceException {
    try {
      return answer.body().peek();
    } catch (IOException e) {
      throw dial.broken(answer);
    }
  }

  /** What is not there soon is taken for nothing. */
  private static int firstInTime(HttpExchange.Answer answer, HttpDial dial) throws SourceException {
    try {
      answer.limit(System.nanoTime() + MORE_NANOS);
      int first = answer.body().peek();
      answer.limit(System.nanoTime() + dial.timeoutNanos());
      return first;
    } catch (IOException e) {
      if (answer.isLate()) {
        return -1;
      }
      throw dial.broken(answer);
    }
  }

  /** The body of a {@link #PICTURE}. */
  static InputStream unpacked(HttpExchange.Answer answer) throws IOException {
    HttpBody body = answer.body();
    return answer.head().isCompressed() && body.peek() == GZIP ? new GZIPInputStream(body) : body;
  }
}
