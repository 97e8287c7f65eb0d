package dev.framecast.capture;

import dev.framecast.frame.FrameSlot;
import dev.framecast.jfr.CameraJfr;
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
  private final SlotCheck check = new SlotCheck();
  private final VideoPublisher video;
  private final RawPictures raw;
  private final PictureEdits edits;
  private final EncodingBudget turns = new EncodingBudget();

  /** The present picture's number. */
  private long number;

  /** Whose picture it is. */
  private @Nullable Connection from;

  /** When the present picture arrived. */
  private long now;

  /** The number of its connection. */
  private int epoch;

  /** How large a picture may be. */
  private long maxPixels;

  /** How old it may be. */
  private long stall;

  /** Whether it is the connection's first. */
  private boolean first;

  /** Whether it is known to be good. */
  private boolean shown;

  private @Nullable String problem;

  /** How its connection's pictures are turned. */
  private PictureTurn turn = new PictureTurn();

  /** Pixels of what is in the slot. */
  private int width;

  private int height;

  /** The rendition that is first in the next picture, counted among those beside the source's. */
  private int firstDerived;

  FramePublisher(CaptureContext camera, CaptureLoop loop) {
    this.camera = camera;
    this.loop = loop;
    this.video = new VideoPublisher(camera, loop, this::show);
    this.raw = new RawPictures(camera.stats.decoded);
    this.edits = new PictureEdits(check, raw, camera.stats.decoded);
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
    this.epoch = from.epoch();
    maxPixels = camera.options().maxPixels(); // which may have changed
    check.maxPixels(maxPixels);
    this.now = now;
    this.stall = from.stallNanos();
    this.first = !from.isLive();
    this.turn = from.turn();
    edits.next(camera.options(), turn, session.isTurned());
    shown = false;
    problem = null;
    turns.begin(now);
    number = count();
    RenditionBuffer[] buffers = camera.buffers();
    raw.next(buffers, maxPixels, turn);
    boolean wanted = makeVideo(session, from, buffers);
    int derivedFrom = 0;
    if (buffers.length > 0 && buffers[0].isSource()) {
      derivedFrom = 1;
      wanted |= make(session, buffers[0]);
    }
    wanted |= makeDerived(session, buffers, derivedFrom);
    if (!wanted) {
      arrived();
    }
    return shown ? null : problem == null ? "the source took too long over a picture" : problem;
  }

  /** Returns whether somebody wants it. First, as that takes next to no time. */
  private boolean makeVideo(GuardedSession session, Connection from, RenditionBuffer[] buffers) {
    for (RenditionBuffer buffer : buffers) {
      if (buffer.rendition.isVideo() && video.publish(session, from, buffer, number, now)) {
        problem = video.problem();
        return true;
      }
    }
    return false;
  }

  private long count() {
    camera.writeLock.lock();
    try {
      return isOver() ? 0 : camera.pictures.advance();
    } finally {
      camera.writeLock.unlock();
    }
  }

  private boolean makeDerived(GuardedSession session, RenditionBuffer[] buffers, int from) {
    int count = buffers.length - from;
    int leftOut = -1;
    boolean wanted = false;
    for (int i = 0; i < count; i++) {
      int index = (firstDerived + i) % count;
      RenditionBuffer buffer = buffers[from + index];
      if (!buffer.isDue(now) || buffer.rendition.isVideo()) {
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
    firstDerived = leftOut >= 0 ? leftOut : 0;
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
    turn.wish(slot);
    String wrong = session.writeJpeg(turn.inner(buffer.rendition), slot);
    if (wrong == null) {
      wrong = slot.length() == 0 ? LEFT_OUT : check.inspect(slot, maxPixels);
    }
    if (wrong == null) {
      wrong = edits.turnJpeg(buffer, slot);
    }
    if (wrong == null) {
      wrong = stamp(slot, now, stall);
    }
    if (wrong == null) {
      wrong = edits.stampJpeg(buffer, slot);
    }
    width = check.width();
    height = check.height();
    return wrong;
  }

  /** Returns what is wrong with what is in the slot now, or null. */
  private @Nullable String writeRaw(
      GuardedSession session, RenditionBuffer buffer, FrameSlot slot) {
    String wrong = raw.write(session, buffer.rendition, slot);
    if (wrong == null) {
      wrong = stamp(slot, now, stall);
    }
    if (wrong == null) {
      wrong = edits.stampRaw(slot, buffer.rendition.format());
    }
    width = slot.width();
    height = slot.height();
    return wrong;
  }

  private @Nullable FrameSlot begin(RenditionBuffer buffer) {
    camera.writeLock.lock();
    try {
      return !isOver() && buffer.isDue(now) ? buffer.begin(now) : null;
    } finally {
      camera.writeLock.unlock();
    }
  }

  /** Its connection has ended: frees what only its pictures need. */
  void end() {
    edits.close();
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
  static @Nullable String stamp(FrameSlot slot, long now, long stall) {
    if (!slot.isStamped() || slot.capturedNanos() - now > 0) {
      slot.capturedAt(now);
    }
    long age = System.nanoTime() - slot.capturedNanos();
    return age > stall
        ? String.format(Locale.ROOT, "pictures come too late: the last one by %.1f s", age / 1e9)
        : null;
  }

  private void end(RenditionBuffer buffer, FrameSlot slot, boolean good, boolean broken) {
    int bytes = slot.length(); // here, because once published the slot may be written again
    long captured = slot.capturedNanos();
    long sequence;
    camera.writeLock.lock();
    try {
      if (!buffer.holds(slot)) {
        return; // came too late: the slot is not ours any more
      }
      if (isOver()) {
        buffer.abandon();
        return;
      }
      if (broken) {
        camera.stats.dropped.increment();
      }
      if (!good) {
        buffer.abandon();
        return;
      }
      if (now - camera.shownSince() < 0) { // it may be turned or cut by options that count no more
        buffer.abandon();
        show(captured);
        return;
      }
      if (!buffer.rendition.format().isRaw()) {
        (slot.isPassedThrough() ? camera.stats.passedThrough : camera.stats.encoded).increment();
      }
      camera.tracker.frame(buffer.rendition, width, height);
      show(captured);
      sequence =
          camera.pictures.after(buffer.sequence(), camera.pictures.ofPicture(captured, number));
      buffer.publish(now, slot, width, height, sequence, epoch);
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
