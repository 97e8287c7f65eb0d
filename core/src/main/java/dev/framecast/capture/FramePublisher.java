package dev.framecast.capture;

import dev.framecast.encode.HuffmanTables;
import dev.framecast.frame.FrameSlot;
import dev.framecast.jfr.CameraJfr;
import dev.framecast.jpeg.JpegCheck;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes one picture into a frame of each rendition that somebody wants, and lets nothing through
 * that is not a whole JPEG (Chromium ends a stream for good at the first part that does not decode)
 * or all of a picture's pixels, or that is older than a live picture may be. Confined to one
 * capture thread.
 *
 * <p>The write lock is held to take a slot and to publish it, not while the session writes: a
 * session that hangs there would take the lock with it, from the slates and from the loop that
 * replaces it.
 */
final class FramePublisher {
  /** Of a picture that a session does not want to be shown; nothing is wrong with that. */
  static final String LEFT_OUT = "the source left a picture out";

  private final CaptureContext camera;
  private final CaptureLoop loop;
  private final JpegCheck check;
  private final RawPictures raw;
  private final EncodingBudget turns = new EncodingBudget();

  /** What is known of the JPEG in the slot: by {@link #check}, or by the session's own. */
  private JpegCheck found;

  /** Whose picture it is. */
  private @Nullable Connection from;

  /** When the present picture arrived. */
  private long now;

  /** How old it may be. */
  private long stall;

  /** Whether it is the connection's first. */
  private boolean first;

  /** Whether it is known to be good. */
  private boolean shown;

  private @Nullable String problem;

  /** Pixels of what is in the slot. */
  private int width;

  private int height;

  /** The rendition that is first in the next picture, counted among those beside the source's. */
  private int turn;

  FramePublisher(CaptureContext camera, CaptureLoop loop) {
    this.camera = camera;
    this.loop = loop;
    this.check = new JpegCheck();
    this.found = check;
    this.raw = new RawPictures(camera.stats.decoded);
  }

  /**
   * Publishes the session's current picture.
   *
   * @param from whose session it is
   * @param now when it arrived
   * @return null if the picture was good (or nobody wanted to see it), else what was wrong with it
   */
  @Nullable String publish(GuardedSession session, Connection from, long now) {
    this.from = from;
    long maxPixels = camera.options().maxPixels(); // which may have changed
    check.maxPixels(maxPixels);
    this.now = now;
    this.stall = from.stallNanos();
    this.first = !from.isLive();
    shown = false;
    problem = null;
    turns.begin(now);
    RenditionBuffer[] buffers = camera.buffers();
    raw.next(buffers, maxPixels);
    boolean wanted = false;
    int derivedFrom = 0;
    if (buffers.length > 0 && buffers[0].isSource()) {
      derivedFrom = 1;
      wanted = make(session, buffers[0]);
    }
    wanted |= makeDerived(session, buffers, derivedFrom);
    if (!wanted) {
      arrived();
    }
    return shown ? null : problem == null ? "the source took too long over a picture" : problem;
  }

  private boolean makeDerived(GuardedSession session, RenditionBuffer[] buffers, int from) {
    int count = buffers.length - from;
    int leftOut = -1;
    boolean wanted = false;
    for (int i = 0; i < count; i++) {
      int index = (turn + i) % count;
      RenditionBuffer buffer = buffers[from + index];
      if (!buffer.isDue(now)) {
        continue;
      }
      if (leftOut < 0 && turns.isTime(buffer.cost(), System.nanoTime())) {
        wanted |= make(session, buffer);
      } else {
        wanted = true;
        leftOut = leftOut < 0 ? index : leftOut;
        buffer.problem("there is no time to make pictures of this size as well");
      }
    }
    turn = leftOut >= 0 ? leftOut : 0;
    return wanted;
  }

  /** Returns whether somebody wants it. */
  private boolean make(GuardedSession session, RenditionBuffer buffer) {
    FrameSlot slot = begin(buffer);
    if (slot == null) {
      return false;
    }
    long begun = System.nanoTime();
    String wrong =
        buffer.rendition.format().isRaw()
            ? writeRaw(session, buffer, slot)
            : writeJpeg(session, buffer, slot);
    long took = System.nanoTime() - begun;
    buffer.took(took);
    turns.made();
    boolean broken = wrong != null && !wrong.equals(LEFT_OUT);
    if (wrong == null) {
      CameraJfr.encoded(camera.id(), buffer.rendition, slot.length(), slot.isPassedThrough(), took);
    } else {
      problem = wrong;
      buffer.problem(wrong);
    }
    if (broken) {
      CameraJfr.dropped(camera.id(), buffer.rendition, String.valueOf(wrong));
    }
    end(buffer, slot, wrong == null, broken);
    if (buffer.isSource()) {
      raw.source(buffer, wrong);
    }
    return true;
  }

  /** Returns what is wrong with what is in the slot now, or null. */
  private @Nullable String writeJpeg(
      GuardedSession session, RenditionBuffer buffer, FrameSlot slot) {
    String wrong = session.writeJpeg(buffer.rendition, slot);
    if (wrong == null) {
      wrong = slot.length() == 0 ? LEFT_OUT : inspect(slot);
    }
    width = found.width();
    height = found.height();
    return wrong == null ? stamp(slot) : wrong;
  }

  /** Returns what is wrong with what is in the slot now, or null. */
  private @Nullable String writeRaw(
      GuardedSession session, RenditionBuffer buffer, FrameSlot slot) {
    String wrong = raw.write(session, buffer.rendition, slot);
    width = slot.width();
    height = slot.height();
    return wrong == null ? stamp(slot) : wrong;
  }

  private @Nullable FrameSlot begin(RenditionBuffer buffer) {
    camera.writeLock.lock();
    try {
      return !isOver() && buffer.isDue(now) ? buffer.begin(now) : null;
    } finally {
      camera.writeLock.unlock();
    }
  }

  /** Returns what is wrong with what is in the slot, or null. */
  private @Nullable String inspect(FrameSlot slot) {
    if (!isKnownGood(slot)) {
      ByteBuffer bytes = slot.reserve(0);
      found = check;
      if (!check.inspect(bytes.duplicate().flip())) {
        return "a broken picture was dropped: " + check.problem();
      }
      bytes.position(check.length());
    }
    long pixels = (long) found.width() * found.height();
    long most = camera.options().maxPixels();
    if (pixels > most) {
      return tooManyPixels(found.width(), found.height(), most);
    }
    if (!found.hasHuffmanTables()) {
      HuffmanTables.addTo(slot, found.startOfScan());
    }
    return null;
  }

  static String tooManyPixels(int width, int height, long most) {
    return String.format(
        Locale.ROOT,
        "a picture was dropped: %dx%d are more than the %d pixels that are allowed",
        width,
        height,
        most);
  }

  /** By the source's word a picture may be old already; it is not from the future. */
  private @Nullable String stamp(FrameSlot slot) {
    if (!slot.isStamped() || slot.capturedNanos() - now > 0) {
      slot.capturedAt(now);
    }
    long age = System.nanoTime() - slot.capturedNanos();
    return age > stall
        ? String.format(Locale.ROOT, "pictures come too late: the last one by %.1f s", age / 1e9)
        : null;
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

  private void end(RenditionBuffer buffer, FrameSlot slot, boolean good, boolean broken) {
    int bytes = slot.length(); // here, because once published the slot may be written again
    long captured = slot.capturedNanos();
    long sequence;
    camera.writeLock.lock();
    try {
      if (isOver() || !buffer.holds(slot)) {
        return; // came too late: the slot is not ours any more
      }
      if (broken) {
        camera.stats.dropped.increment();
      }
      if (!good) {
        buffer.abandon();
        return;
      }
      if (!buffer.rendition.format().isRaw()) {
        (slot.isPassedThrough() ? camera.stats.passedThrough : camera.stats.encoded).increment();
      }
      camera.tracker.frame(buffer.rendition, width, height);
      show(captured);
      sequence = buffer.publish(now, slot, width, height);
    } finally {
      camera.writeLock.unlock();
    }
    buffer.wakeReaders();
    CameraJfr.framePublished(camera.id(), buffer.rendition, sequence, bytes, true, captured);
  }

  /** Under the write lock, with the publication: so no slate comes after the picture. */
  private void show(long captured) {
    if (!shown) {
      camera.pictureShown(loop, now, captured, first);
      shown = true;
    }
  }

  /** Whether nothing of this picture may be seen any more. Under the write lock. */
  private boolean isOver() {
    return loop.isOver() || (from != null && from.isSuperseded());
  }

  /** A picture that nobody wanted. */
  private void arrived() {
    camera.writeLock.lock();
    try {
      if (!isOver()) {
        show(now);
      }
    } finally {
      camera.writeLock.unlock();
    }
  }
}
