package dev.framecast.capture;

import dev.framecast.FrameSession;
import dev.framecast.FrameSlot;
import dev.framecast.jpeg.HuffmanTables;
import dev.framecast.jpeg.JpegCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one picture into a frame of each rendition that somebody wants, and lets nothing through
 * that is not a whole JPEG: Chromium ends a stream for good at the first part that does not decode.
 * Confined to one capture thread.
 *
 * <p>The pen is held to take a slot and to publish it, not while the session writes: a session that
 * hangs there would take the pen with it, from the slates and from the run that replaces it.
 */
final class PicturePress {
  private final SupervisedCamera camera;
  private final CaptureRun run;
  private final JpegCheck check = new JpegCheck();

  /** What is known of the JPEG in the slot: by {@link #check}, or by the session's own. */
  private JpegCheck found = check;

  /** When the present picture arrived. */
  private long now;

  /** Whether it is the connection's first. */
  private boolean first;

  /** Whether it is known to be good. */
  private boolean shown;

  PicturePress(SupervisedCamera camera, CaptureRun run) {
    this.camera = camera;
    this.run = run;
  }

  /**
   * Publishes the session's current picture.
   *
   * @param now when it arrived
   * @param first whether it is the connection's first
   * @return null if the picture was good (or nobody wanted to see it), else what was wrong with it
   */
  @Nullable String print(FrameSession session, long now, boolean first) {
    this.now = now;
    this.first = first;
    shown = false;
    String problem = null;
    boolean wanted = false;
    for (RenditionFeed feed : camera.feeds()) {
      FrameSlot slot = begin(feed);
      if (slot != null) {
        wanted = true;
        String wrong = printOne(session, feed, slot);
        problem = wrong == null ? problem : wrong;
      }
    }
    if (!wanted) {
      arrived();
    }
    return shown ? null : problem == null ? "the source took too long over a picture" : problem;
  }

  private @Nullable FrameSlot begin(RenditionFeed feed) {
    camera.pen.lock();
    try {
      return !run.isOver() && feed.isDue(now) ? feed.begin(now) : null;
    } finally {
      camera.pen.unlock();
    }
  }

  private @Nullable String printOne(FrameSession session, RenditionFeed feed, FrameSlot slot) {
    boolean good = false;
    boolean broken = false;
    try {
      session.writeJpeg(feed.rendition, slot);
      if (slot.length() == 0) {
        return "the source left a picture out";
      }
      good = check(slot, session);
      broken = !good;
      return good ? null : "a broken picture was dropped: " + found.problem();
    } catch (IOException e) {
      broken = true;
      return "a picture was dropped: " + e.getMessage();
    } finally {
      end(feed, slot, good, broken);
    }
  }

  private boolean check(FrameSlot slot, FrameSession session) {
    if (!isKnownGood(slot, session)) {
      ByteBuffer bytes = slot.reserve(0);
      found = check;
      if (!check.inspect(bytes.duplicate().flip())) {
        return false;
      }
      bytes.position(check.length());
    }
    if (!found.hasHuffmanTables()) {
      HuffmanTables.addTo(slot, found.startOfScan());
    }
    if (!slot.isStamped()) {
      slot.capturedAt(now);
    }
    return true;
  }

  /** A look over a frame of 170 KB costs 25 us: the session's will do if it had one. */
  private boolean isKnownGood(FrameSlot slot, FrameSession session) {
    JpegCheck inspected = slot.isPassedThrough() ? session.inspected() : null;
    if (inspected == null || inspected.problem() != null || inspected.length() != slot.length()) {
      return false;
    }
    found = inspected;
    return true;
  }

  private void end(RenditionFeed feed, FrameSlot slot, boolean good, boolean broken) {
    camera.pen.lock();
    try {
      if (run.isOver() || !feed.holds(slot)) {
        return; // came too late: the slot is not ours any more
      }
      if (broken) {
        camera.stats.dropped.increment();
      }
      if (!good) {
        feed.abandon();
        return;
      }
      (slot.isPassedThrough() ? camera.stats.passedThrough : camera.stats.encoded).increment();
      camera.progress.frame(feed.rendition, found.width(), found.height());
      show();
      feed.publish(now, found.width(), found.height());
    } finally {
      camera.pen.unlock();
    }
  }

  /** Under the pen together with the publication, so that no slate can come after the picture. */
  private void show() {
    if (!shown) {
      camera.pictureShown(run, now, first);
      shown = true;
    }
  }

  /** A picture that nobody wanted. */
  private void arrived() {
    camera.pen.lock();
    try {
      if (!run.isOver()) {
        show();
      }
    } finally {
      camera.pen.unlock();
    }
  }
}
