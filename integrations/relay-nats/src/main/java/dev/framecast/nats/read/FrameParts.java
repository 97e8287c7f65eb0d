package dev.framecast.nats.read;

import dev.framecast.nats.wire.FrameHeader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts frames together whose parts came in messages of their own. A frame of which a part is
 * missing is left out as a whole. Of one rendition and one node; confined to one thread.
 */
final class FrameParts {
  /** As {@code VideoPublisher}: more is no picture. */
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private @Nullable FrameHeader begun;
  private byte[][] parts = {};
  private int bytes;

  /**
   * Takes a message in.
   *
   * @param data kept
   * @return the whole frame, if this was its last part
   */
  byte @Nullable [] add(FrameHeader header, byte[] data) {
    if (header.parts() == 1) {
      begun = null;
      return data;
    }
    FrameHeader before = begun;
    begun = null;
    if (header.part() == 0) {
      parts = new byte[header.parts()][];
      bytes = 0;
    } else if (before == null
        || before.sequence() != header.sequence()
        || before.part() != header.part() - 1
        || before.parts() != header.parts()) {
      return null;
    }
    if (data.length > MOST_BYTES - bytes) {
      return null;
    }
    parts[header.part()] = data;
    bytes += data.length;
    if (header.part() < header.parts() - 1) {
      begun = header;
      return null;
    }
    return joined();
  }

  private byte[] joined() {
    byte[] frame = Arrays.copyOf(parts[0], bytes);
    int length = parts[0].length;
    for (int i = 1; i < parts.length; i++) {
      System.arraycopy(parts[i], 0, frame, length, parts[i].length);
      length += parts[i].length;
    }
    parts = new byte[0][];
    return frame;
  }
}
