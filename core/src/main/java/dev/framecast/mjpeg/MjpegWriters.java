package dev.framecast.mjpeg;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The two forms of an MJPEG stream. They differ in where a part's headers are sent, because two
 * kinds of readers want opposite things:
 *
 * <ul>
 *   <li>{@link #forImages()} is for a browser's {@code <img>}. Chromium paints a part only when the
 *       headers of the <em>next</em> part have arrived, so these are sent right after each frame. A
 *       frame is then painted some 5 ms after it was sent; with the boundary alone it would be one
 *       frame later (measured with Chromium 156 at one frame each 700 ms: 709 ms). Nothing can be
 *       said ahead of a frame that is not there yet, so these parts have no length.
 *   <li>{@link #forClients()} is for programs (FFmpeg, OpenCV, Home Assistant, a script's {@code
 *       fetch()}), which read faster and more safely when each part says its length, and which can
 *       make use of the frame's time and sequence.
 * </ul>
 *
 * <p>The boundary is never quoted in the Content-Type (Safari) and is always followed by CRLF
 * (Firefox). Instances have no state and allocate nothing.
 */
public final class MjpegWriters {
  /** The value of the Content-Type header of both forms. */
  public static final String CONTENT_TYPE = "multipart/x-mixed-replace; boundary=framecast";

  static final String CLOSING = "\r\n--framecast--\r\n";

  private static final MjpegWriter IMAGES = new ImageForm();
  private static final MjpegWriter CLIENTS = new ClientForm(null);

  private MjpegWriters() {}

  /** {@return the form with headers ahead: for {@code <img src>} and for pages opened as such} */
  public static MjpegWriter forImages() {
    return IMAGES;
  }

  /**
   * {@return the form in which each part has {@code Content-Length}, {@code X-Timestamp} (seconds
   * since 1970 with six decimals, when the picture was taken), {@code X-Framecast-Sequence}, {@code
   * X-Framecast-Live} and {@code X-Framecast-Epoch} ({@link dev.framecast.frame.Frame#epoch()})} A
   * part of video also has {@code X-Framecast-Frame} ({@code key} or {@code delta}), {@code
   * X-Framecast-Captured} and {@code X-Framecast-Presented} (microseconds), and, if it is a key
   * frame, {@code X-Framecast-Codec} and {@code X-Framecast-Size}.
   */
  public static MjpegWriter forClients() {
    return CLIENTS;
  }

  /**
   * {@return the form of {@link #forClients()} for a stream of many cameras: each part also has
   * {@code X-Framecast-Camera}, which is this one's id} Writers of the same camera are equal.
   *
   * @param id the camera's, as it stands in the header
   * @throws IllegalArgumentException when the id cannot stand in a header
   */
  public static MjpegWriter forManyCameras(String id) {
    if (!id.matches("[\\x21-\\x7E]{1,64}")) {
      throw new IllegalArgumentException(
          "camera id \"" + id + "\": must be 1 to 64 characters of ASCII, none a space or control");
    }
    return new ClientForm(id);
  }

  /**
   * {@return the form for whoever sent this request}
   *
   * <p>Browsers say with {@code Sec-Fetch-Dest} what a request is for: {@code empty} is a script's
   * fetch(), anything else ({@code image}, {@code document}) is painted by the browser itself. Over
   * plain HTTP they say so for localhost only; on a LAN that leaves the User-Agent, and {@code
   * Accept}: it is the three bytes {@code *}/{@code *} from a fetch(), and a list from an {@code
   * <img>}.
   *
   * @param header gives the value of a request header, or null
   */
  public static MjpegWriter forRequest(Function<String, @Nullable String> header) {
    return isPainted(header) ? IMAGES : CLIENTS;
  }

  private static boolean isPainted(Function<String, @Nullable String> header) {
    String destination = header.apply("Sec-Fetch-Dest");
    if (destination != null) {
      return !destination.trim().toLowerCase(Locale.ROOT).equals("empty");
    }
    String agent = header.apply("User-Agent");
    String accept = header.apply("Accept");
    return agent != null
        && agent.contains("Mozilla/")
        && (accept == null || !accept.trim().equals("*/*"));
  }
}
