package dev.framecast.mjpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.framecast.frame.Frame;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Each frame behind its own headers, with its length: see {@link MjpegWriters}. */
final class ClientForm implements MjpegWriter {
  private static final byte[] OPENING = ascii("--framecast\r\n");
  private static final byte[] LENGTH = ascii("Content-Type: image/jpeg\r\nContent-Length: ");
  private static final byte[] TIMESTAMP = ascii("\r\nX-Timestamp: ");
  private static final byte[] SEQUENCE = ascii("\r\nX-Framecast-Sequence: ");
  private static final byte[] LIVE = ascii("\r\nX-Framecast-Live: true");
  private static final byte[] NOT_LIVE = ascii("\r\nX-Framecast-Live: false");
  private static final byte[] AFTER = ascii("\r\n--framecast\r\n");
  private static final long SECOND = 1_000_000;

  private final String camera;
  private final byte[] end;

  /**
   * @param camera the id that each part names, or null for parts that name none
   */
  ClientForm(@Nullable String camera) {
    this.camera = camera == null ? "" : camera;
    this.end = ascii((camera == null ? "" : "\r\nX-Framecast-Camera: " + camera) + "\r\n\r\n");
  }

  @Override
  public String contentType() {
    return MjpegWriters.CONTENT_TYPE;
  }

  @Override
  public void opening(ByteBuffer out) {
    out.put(OPENING);
  }

  @Override
  public void before(Frame frame, ByteBuffer out) {
    // Written digit by digit, because this is done for every frame and viewer: no garbage.
    out.put(LENGTH);
    number(frame.size(), 1, out);
    out.put(TIMESTAMP);
    long micros = Math.max(0, frame.capturedMicros());
    number(micros / SECOND, 1, out);
    out.put((byte) '.');
    number(micros % SECOND, 6, out);
    out.put(SEQUENCE);
    number(frame.sequence(), 1, out);
    out.put(frame.live() ? LIVE : NOT_LIVE);
    out.put(end);
  }

  @Override
  public void after(Frame frame, ByteBuffer out) {
    out.put(AFTER);
  }

  /** Puts a number that is not negative, with zeros in front to at least so many digits. */
  private static void number(long value, int minDigits, ByteBuffer out) {
    int digits = minDigits;
    for (long n = 1, rest = value; rest > 9; rest /= 10) {
      digits = (int) Math.max(digits, ++n);
    }
    int first = out.position();
    long rest = value;
    for (int i = first + digits - 1; i >= first; i--) {
      out.put(i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    out.position(first + digits);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  /** Equal writers make equal bytes, so that viewers share them. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClientForm form && form.camera.equals(camera);
  }

  @Override
  public int hashCode() {
    return camera.hashCode();
  }
}
