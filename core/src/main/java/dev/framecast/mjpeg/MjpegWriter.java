package dev.framecast.mjpeg;

import dev.framecast.frame.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Turns frames into a {@code multipart/x-mixed-replace} stream: an opening, then for each frame the
 * bytes before it, the JPEG itself, and the bytes after it. The parts are given as bytes so that an
 * event loop can send them beside the JPEG without copying that; {@link #write(Frame,
 * OutputStream)} does all of it for a plain stream. A frame of video stands where a JPEG does, for
 * {@linkplain MjpegWriters#forClients() clients} who have asked for it.
 *
 * <p>Two forms exist because there are two kinds of readers: see {@link
 * dev.framecast.mjpeg.MjpegWriters}.
 *
 * <p>Those of {@link MjpegWriters} have no state: one instance serves any number of streams and
 * threads. One that has some serves a single stream, and is equal to no other.
 */
public interface MjpegWriter {

  /**
   * Room that {@link #opening}, {@link #before}, {@link #after}, {@link #filler} and {@link
   * #closing} need at most in the buffer that they are given.
   */
  int MAX_HEAD_BYTES = 512;

  /** {@return the value of the response's Content-Type header} */
  String contentType();

  /**
   * Puts what the stream begins with.
   *
   * @param out with room for {@link #MAX_HEAD_BYTES}
   */
  void opening(ByteBuffer out);

  /**
   * {@return whether the frame has a place in the stream; one that has none is passed over} Asked
   * once a frame, in their order.
   *
   * @param frame stays the caller's
   */
  default boolean takes(Frame frame) {
    return true;
  }

  /**
   * {@return what stands between {@link #before} and {@link #after}: the frame's own bytes, or what
   * is made of them, which is good until the next is asked for} Asked once a frame for all to whom
   * an equal writer writes.
   *
   * @param frame stays the caller's, and open while the bytes are used
   */
  default ByteBuffer body(Frame frame) {
    return frame.bytes();
  }

  /**
   * Puts what stands before this frame's JPEG.
   *
   * @param frame stays the caller's
   * @param out with room for {@link #MAX_HEAD_BYTES}
   */
  void before(Frame frame, ByteBuffer out);

  /**
   * Puts what stands after this frame's JPEG, so that the reader knows at once that the frame is
   * whole.
   *
   * @param frame stays the caller's
   * @param out with room for {@link #MAX_HEAD_BYTES}
   */
  void after(Frame frame, ByteBuffer out);

  /**
   * Puts something that readers pass over, where nothing has been sent for long: some servers learn
   * that a viewer has left only by writing to him. Nothing where frames may be sent again for that.
   *
   * @param out with room for {@link #MAX_HEAD_BYTES}
   */
  default void filler(ByteBuffer out) {}

  /**
   * Puts what a stream ends with that does not merely break off, behind any frame or the opening:
   * an empty part, and the closing boundary (RFC 2046, 5.1.1).
   *
   * @param out with room for {@link #MAX_HEAD_BYTES}
   */
  default void closing(ByteBuffer out) {
    out.put(MjpegWriters.CLOSING.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Writes the opening. Blocks as the stream does.
   *
   * @param out is not flushed
   * @throws IOException when the stream fails, as when the viewer has left
   */
  default void open(OutputStream out) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(MAX_HEAD_BYTES);
    opening(head);
    out.write(head.array(), 0, head.position());
  }

  /**
   * Writes one frame and flushes. Blocks as the stream does.
   *
   * @param frame stays the caller's
   * @param out is flushed
   * @throws IOException when the stream fails, as when the viewer has left
   */
  default void write(Frame frame, OutputStream out) throws IOException {
    ByteBuffer body = body(frame);
    ByteBuffer part = ByteBuffer.allocate(2 * MAX_HEAD_BYTES + body.remaining());
    before(frame, part);
    part.put(body);
    after(frame, part);
    out.write(part.array(), 0, part.position());
    out.flush();
  }

  /**
   * Writes one frame to a blocking channel.
   *
   * @param frame stays the caller's
   * @param out in blocking mode
   * @throws IOException when the stream fails, as when the viewer has left
   */
  default void write(Frame frame, WritableByteChannel out) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(MAX_HEAD_BYTES);
    before(frame, head);
    writeFully(head.flip(), out);
    writeFully(body(frame), out);
    head.clear();
    after(frame, head);
    writeFully(head.flip(), out);
  }

  private static void writeFully(ByteBuffer bytes, WritableByteChannel out) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
