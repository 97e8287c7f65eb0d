package dev.framecast.capture;

import dev.framecast.encode.HuffmanTables;
import dev.framecast.frame.FrameSlot;
import dev.framecast.jpeg.JpegCheck;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Whether the JPEG in a slot is whole, by the session's word or by a look. For one thread. */
final class SlotCheck {
  private final JpegCheck check = new JpegCheck();

  /** What is known of the JPEG: by {@link #check}, or by the session's own. */
  private JpegCheck found = check;

  void maxPixels(long most) {
    check.maxPixels(most);
  }

  /** Pixels of the JPEG that was looked at last. */
  int width() {
    return found.width();
  }

  /** The same. */
  int height() {
    return found.height();
  }

  /** Returns what is wrong with what is in the slot, or null. */
  @Nullable String inspect(FrameSlot slot, long mostPixels) {
    if (!isKnownGood(slot)) {
      ByteBuffer bytes = slot.reserve(0);
      found = check;
      if (!check.inspect(bytes.duplicate().flip())) {
        return "a broken picture was dropped: " + check.problem();
      }
      bytes.position(check.length());
    }
    long pixels = (long) found.width() * found.height();
    if (pixels > mostPixels) {
      return FramePublisher.tooManyPixels(found.width(), found.height(), mostPixels);
    }
    if (!found.hasHuffmanTables()) {
      HuffmanTables.addTo(slot, found.startOfScan());
    }
    return null;
  }

  /** A look over a frame of 170 KB costs 25 us: the session's will do if it had one. */
  private boolean isKnownGood(FrameSlot slot) {
    JpegCheck inspected = slot.check();
    if (inspected == null
        || inspected.problem() != null
        || inspected.length() != slot.length()
        || !isFramed(slot)) {
      return false;
    }
    found = inspected;
    return true;
  }

  /** Whether it begins and ends as a JPEG does: a check of other bytes would not see to that. */
  private static boolean isFramed(FrameSlot slot) {
    ByteBuffer jpeg = slot.bytes();
    int end = slot.length();
    return end >= 4
        && jpeg.get(0) == (byte) 0xFF
        && jpeg.get(1) == (byte) 0xD8
        && jpeg.get(end - 2) == (byte) 0xFF
        && jpeg.get(end - 1) == (byte) 0xD9;
  }
}
