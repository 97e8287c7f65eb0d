package dev.framecast.benchmarks.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.FrameWriter;
import java.nio.ByteBuffer;

/** What a writer and a reader do with a buffer, again and again. */
final class Frames {
  private final FrameBuffer buffer;
  private final FrameWriter writer;
  private final ByteBuffer jpeg;

  Frames(Kind kind, int bytes) {
    buffer = kind.create();
    writer = (FrameWriter) buffer; // each of them is both
    jpeg = ByteBuffer.allocateDirect(bytes);
  }

  /** As a camera does: the picture is copied out of the driver's memory, once. */
  long publish() {
    FrameSlot slot = writer.claim();
    slot.put(jpeg.clear());
    slot.capturedAt(1);
    return writer.publish(1920, 1080, true);
  }

  /** Takes the newest frame if there is one, looks at its bytes, lets go of it. */
  int acquire() {
    try (Frame frame = buffer.acquireNext(0)) {
      return frame == null ? 0 : frame.bytes().get(frame.size() - 1);
    }
  }
}
