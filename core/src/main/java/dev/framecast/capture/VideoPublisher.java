package dev.framecast.capture;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.VideoFormat;
import dev.framecast.jfr.CameraJfr;
import java.io.IOException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the camera's own video, unit by unit. Each unit builds on those before it; so after
 * anything that was not published, be it for want of viewers or because a slate came in between,
 * the next one is a key frame. Confined to one capture thread; the write lock is held as {@link
 * FramePublisher} holds it.
 */
final class VideoPublisher {
  /** More than that is no picture; it would be copied, and kept with all that follow it. */
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final CaptureContext camera;
  private final CaptureLoop loop;
  private final LongConsumer shown;

  /** Sequence of the last unit that this has published, 0 if what follows cannot build on it. */
  private long published;

  private @Nullable RenditionBuffer publishedIn;

  /** Of which beginning its viewers are: the first of them has seen nothing before. */
  private int publishedFor;

  /** The picture up to which the session was asked for each unit. */
  private long asked;

  private @Nullable Connection askedOf;
  private @Nullable String problem;

  /**
   * Has published nothing.
   *
   * @param shown told under the write lock of each unit that is published, by the time at which it
   *     was captured
   */
  VideoPublisher(CaptureContext camera, CaptureLoop loop, LongConsumer shown) {
    this.camera = camera;
    this.loop = loop;
    this.shown = shown;
  }

  /** What was wrong with the last unit, or null. */
  @Nullable String problem() {
    return problem;
  }

  /**
   * Publishes the unit that the session has reached, in that buffer.
   *
   * @param picture its number
   * @param now when it arrived
   * @return whether somebody wants it
   */
  boolean publish(
      GuardedSession session, Connection from, RenditionBuffer buffer, long picture, long now) {
    problem = null;
    FrameSlot slot = begin(from, buffer, now);
    if (slot == null) {
      return false;
    }
    int beginning = buffer.beginnings();
    if (askedOf != from
        || asked != picture - 1
        || publishedIn != buffer
        || publishedFor != beginning) {
      published = 0;
    }
    publishedFor = beginning;
    askedOf = from;
    asked = picture;
    publishedIn = buffer;
    try {
      if (!camera.options().handsOnVideo() || !session.writeVideo(slot)) {
        return endVideo(from, buffer, slot);
      }
      problem = slot.length() == 0 ? FramePublisher.LEFT_OUT : inspect(slot, from, now);
    } catch (IOException e) {
      problem = e.getMessage();
    }
    boolean broken = problem != null && !problem.equals(FramePublisher.LEFT_OUT);
    if (broken) {
      published = 0;
      CameraJfr.dropped(camera.id(), buffer.rendition, String.valueOf(problem));
    }
    if (problem != null) {
      buffer.problem(problem);
    }
    int bytes = slot.length(); // here, because once published the slot may be written again
    long captured = slot.capturedNanos();
    long sequence = end(from, buffer, slot, broken, picture, now);
    if (sequence > 0) {
      buffer.wakeReaders();
      CameraJfr.framePublished(camera.id(), buffer.rendition, sequence, bytes, true, captured);
    }
    return true;
  }

  /** The source has none: unless another one has taken its place, or this one's connection. */
  private boolean endVideo(Connection from, RenditionBuffer buffer, FrameSlot slot) {
    boolean ours;
    camera.writeLock.lock();
    try {
      ours = !isOver(from) && buffer.holds(slot);
    } finally {
      camera.writeLock.unlock();
    }
    if (ours) {
      camera.endVideo(buffer);
    }
    return false;
  }

  private @Nullable FrameSlot begin(Connection from, RenditionBuffer buffer, long now) {
    camera.writeLock.lock();
    try {
      return isOver(from) || !buffer.isDue(now) ? null : buffer.begin(now);
    } finally {
      camera.writeLock.unlock();
    }
  }

  /** Returns what is wrong with what is in the slot, or null. */
  private @Nullable String inspect(FrameSlot slot, Connection from, long now) {
    VideoFormat format = slot.video();
    if (format == null) {
      return "a unit of video was dropped: the source does not say of which video it is";
    }
    if (slot.length() > MOST_BYTES) {
      return "a unit of video was dropped: " + slot.length() + " bytes are too many";
    }
    long pixels = (long) format.width() * format.height();
    long most = camera.options().maxPixels();
    if (pixels > most) {
      return FramePublisher.tooManyPixels(format.width(), format.height(), most);
    }
    return FramePublisher.stamp(slot, now, from.stallNanos());
  }

  /** Returns the sequence under which it was published, or 0. */
  private long end(
      Connection from,
      RenditionBuffer buffer,
      FrameSlot slot,
      boolean broken,
      long picture,
      long now) {
    camera.writeLock.lock();
    try {
      if (!buffer.holds(slot)) {
        return 0; // came too late: the slot is not ours any more
      }
      if (isOver(from)) {
        buffer.abandon();
        return 0;
      }
      if (broken) {
        camera.stats.dropped.increment();
      }
      // Another sequence than the last one's: a slate came in between. Or somebody came, and nobody
      // else was there any more, while this was written.
      boolean follows =
          published != 0 && buffer.sequence() == published && buffer.beginnings() == publishedFor;
      if (problem == null && !follows && !slot.isKey()) {
        problem = "the video has had no key frame yet";
      }
      if (problem != null) {
        buffer.abandon();
        return 0;
      }
      camera.stats.passedThrough.increment();
      camera.tracker.frame(buffer.rendition, slot.width(), slot.height());
      shown.accept(slot.capturedNanos());
      published = camera.pictures.after(buffer.sequence(), picture);
      camera.pictures.unit(slot.capturedNanos(), published);
      buffer.publish(now, slot, slot.width(), slot.height(), published, from.epoch());
      return published;
    } finally {
      camera.writeLock.unlock();
    }
  }

  private boolean isOver(Connection from) {
    return loop.isOver() || from.isSuperseded();
  }
}
