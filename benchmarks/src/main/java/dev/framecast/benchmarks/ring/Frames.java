package dev.framecast.benchmarks.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameSlot;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a writer and a reader do with a buffer, again and again. */
final class Frames {
  private final FrameBuffer buffer;
  private final ByteBuffer jpeg;
  private @Nullable Frame used;

  Frames(Kind kind, int bytes) {
    buffer = kind.create();
    jpeg = ByteBuffer.allocateDirect(bytes);
  }

  /** As a camera does: the picture is copied out of the driver's memory, once. */
  long publish() {
    FrameSlot slot = buffer.claim();
    slot.put(jpeg.clear());
    slot.capturedAt(1);
    return buffer.publish(1920, 1080, true);
  }

  /** Takes the newest frame if there is one, looks at its bytes, lets go of it. */
  int acquire() {
    try (Frame frame = buffer.acquire()) {
      return frame == null ? 0 : frame.jpeg().get(frame.size() - 1);
    }
  }

  /**
   * The same as the sinks do it: the frame that was let go of last is handed back, so that the
   * buffer may hand it out again. For one thread.
   */
  int acquireAgain() {
    try (Frame frame = buffer.acquireNewerThan(0, used)) {
      used = frame;
      return frame == null ? 0 : frame.jpeg().get(frame.size() - 1);
    }
  }
}
