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
 */
final class PicturePress {
  private final SupervisedCamera camera;
  private final JpegCheck check = new JpegCheck();

  PicturePress(SupervisedCamera camera) {
    this.camera = camera;
  }

  /**
   * Publishes the session's current picture.
   *
   * @param now when it arrived
   * @param first whether it is the connection's first
   * @return null if the picture was good (or nobody wanted to see it), else what was wrong with it
   */
  @Nullable String print(CaptureRun run, FrameSession session, long now, boolean first) {
    String problem = null;
    boolean good = false;
    camera.pen.lock();
    try {
      if (run.isAbandoned()) {
        return null;
      }
      for (RenditionFeed feed : camera.feeds()) {
        if (feed.isDue(now)) {
          String wrong = printOne(session, feed, now);
          if (wrong == null) {
            good = true;
          } else {
            problem = wrong;
          }
        }
      }
      if (problem != null && !good) {
        return problem;
      }
      camera.pictureShown(run, now, first);
      return null;
    } finally {
      camera.pen.unlock();
    }
  }

  private @Nullable String printOne(FrameSession session, RenditionFeed feed, long now) {
    FrameSlot slot = feed.ring.claim();
    try {
      session.writeJpeg(feed.rendition, slot);
      if (slot.length() == 0) {
        return null;
      }
      ByteBuffer bytes = slot.reserve(0);
      if (!check.inspect(bytes.duplicate().flip())) {
        camera.stats.dropped.increment();
        return "a broken picture was dropped: " + check.problem();
      }
      bytes.position(check.length());
      if (!check.hasHuffmanTables()) {
        HuffmanTables.addTo(slot, check.startOfScan());
      }
      if (!slot.isStamped()) {
        slot.capturedAt(now);
      }
      (slot.isPassedThrough() ? camera.stats.passedThrough : camera.stats.encoded).increment();
      feed.made(now);
      feed.ring.publish(check.width(), check.height(), true);
      return null;
    } catch (IOException e) {
      camera.stats.dropped.increment();
      return "a picture was dropped: " + e.getMessage();
    } finally {
      feed.ring.abandon(); // does nothing after a publish
    }
  }
}
