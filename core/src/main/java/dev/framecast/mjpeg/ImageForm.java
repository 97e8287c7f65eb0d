package dev.framecast.mjpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.framecast.frame.Frame;
import java.nio.ByteBuffer;

/** Headers ahead of the frame, for browsers: see {@link MjpegWriters}. */
final class ImageForm implements MjpegWriter {
  private static final byte[] OPENING =
      "--framecast\r\nContent-Type: image/jpeg\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] AFTER =
      "\r\n--framecast\r\nContent-Type: image/jpeg\r\n\r\n".getBytes(US_ASCII);

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
    // The headers went out after the frame before.
  }

  @Override
  public void after(Frame frame, ByteBuffer out) {
    out.put(AFTER);
  }
}
