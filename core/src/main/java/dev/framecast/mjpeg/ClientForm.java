package dev.framecast.mjpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.VideoFormat;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Each frame behind its own headers, with its length: see {@link MjpegWriters}. */
final class ClientForm implements MjpegWriter {
  private static final byte[] OPENING = ascii("--framecast\r\n");
  private static final byte[] JPEG = type(FrameFormat.JPEG);
  private static final byte[] H264 = type(FrameFormat.H264);
  private static final byte[] H265 = type(FrameFormat.H265);
  private static final byte[] TIMESTAMP = ascii("\r\nX-Timestamp: ");
  private static final byte[] SEQUENCE = ascii("\r\nX-Framecast-Sequence: ");
  private static final byte[] LIVE = ascii("\r\nX-Framecast-Live: true");
  private static final byte[] NOT_LIVE = ascii("\r\nX-Framecast-Live: false");
  private static final byte[] EPOCH = ascii("\r\nX-Framecast-Epoch: ");
  private static final byte[] KEY = ascii("\r\nX-Framecast-Frame: key");
  private static final byte[] DELTA = ascii("\r\nX-Framecast-Frame: delta");
  private static final byte[] CAPTURED = ascii("\r\nX-Framecast-Captured: ");
  private static final byte[] PRESENTED = ascii("\r\nX-Framecast-Presented: ");
  private static final byte[] CODEC = ascii("\r\nX-Framecast-Codec: ");
  private static final byte[] SIZE = ascii("\r\nX-Framecast-Size: ");
  private static final byte[] AFTER = ascii("\r\n--framecast\r\n");
  private static final long SECOND = 1_000_000;

  /** No codec's name is longer. */
  private static final int LONGEST_CODEC = 48;

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
    FrameFormat format = frame.format();
    // Written digit by digit, because this is done for every frame and viewer: no garbage.
    out.put(format == FrameFormat.H264 ? H264 : format == FrameFormat.H265 ? H265 : JPEG);
    number(frame.size(), 1, out);
    out.put(TIMESTAMP);
    long micros = Math.max(0, frame.capturedMicros());
    number(micros / SECOND, 1, out);
    out.put((byte) '.');
    number(micros % SECOND, 6, out);
    out.put(SEQUENCE);
    number(frame.sequence(), 1, out);
    out.put(frame.live() ? LIVE : NOT_LIVE);
    out.put(EPOCH);
    number(Math.max(0, frame.epoch()), 1, out);
    if (format.isVideo()) {
      video(frame, micros, out);
    }
    out.put(end);
  }

  private static void video(Frame frame, long capturedMicros, ByteBuffer out) {
    out.put(frame.isKey() ? KEY : DELTA);
    out.put(CAPTURED);
    number(capturedMicros, 1, out);
    out.put(PRESENTED);
    long presented = frame.presentedMicros();
    if (presented < 0) {
      out.put((byte) '-');
    }
    number(presented == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(presented), 1, out);
    VideoFormat format = frame.video();
    if (frame.isKey() && format != null) {
      codec(format.codec(), out);
      out.put(SIZE);
      number(format.width(), 1, out);
      out.put((byte) 'x');
      number(format.height(), 1, out);
    }
  }

  /** What a source says must not break the part. */
  private static void codec(String name, ByteBuffer out) {
    int length = name.length();
    for (int i = 0; i < length; i++) {
      if (length > LONGEST_CODEC || name.charAt(i) <= ' ' || name.charAt(i) > '~') {
        return;
      }
    }
    out.put(CODEC);
    for (int i = 0; i < length; i++) {
      out.put((byte) name.charAt(i));
    }
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

  private static byte[] type(FrameFormat format) {
    return ascii("Content-Type: " + format.contentType() + "\r\nContent-Length: ");
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
