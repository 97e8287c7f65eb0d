package dev.framecast.servlet;

import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.stream.SharedFrame;
import dev.framecast.stream.ViewerStream;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import java.nio.ByteBuffer;

/**
 * One viewer's connection, from the response's header to its end: writes what its {@link
 * ViewerStream} says. Confined to the {@link FrameThread}.
 */
final class Viewer extends ResponseWriter implements ViewerStream.Connection<ByteBuffer> {
  private final ViewerStream<ByteBuffer> stream;

  /** Whether the stream's beginning has been written: the header goes with it. */
  private boolean opened;

  /** Whether the stream's end has. */
  private boolean closing;

  Viewer(
      FrameThread thread,
      AsyncContext async,
      ServletOutputStream out,
      ViewerStream<ByteBuffer> stream) {
    super(thread, async, out);
    this.stream = stream;
  }

  @Override
  void begun() {
    stream.begin(this);
  }

  @Override
  public boolean isFree() {
    return isIdle();
  }

  @Override
  public void send(SharedFrame<ByteBuffer> frame, ByteBuffer part) {
    write(frame, part);
  }

  @Override
  void idle() {
    if (closing) {
      endNow();
      return;
    } else if (opened) {
      stream.next();
      return;
    }
    opened = true;
    ByteBuffer opening = ByteBuffer.allocate(MjpegWriter.MAX_HEAD_BYTES);
    stream.opening().opening(opening);
    write(null, opening.flip());
  }

  @Override
  void drain() {
    stream.drain();
  }

  @Override
  public void finish() {
    closing = true;
    ByteBuffer end = ByteBuffer.allocate(MjpegWriter.MAX_HEAD_BYTES);
    stream.opening().closing(end);
    write(null, end.flip());
  }

  @Override
  void rested(long now, long nanos) {
    stream.check(now);
    if (nanos >= thread.options().probe().toNanos() && !stream.again() && isFree()) {
      ByteBuffer filler = ByteBuffer.allocate(MjpegWriter.MAX_HEAD_BYTES);
      stream.opening().filler(filler);
      if (filler.position() > 0) {
        write(null, filler.flip());
      }
    }
  }

  @Override
  boolean isOverdue(long now) {
    return stream.isOverdue(now);
  }

  @Override
  void left() {
    stream.close();
  }
}
