package dev.framecast.stream;

import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.http.HttpAnswer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A camera's own video: one unit after the other for as long as the viewer keeps up, and JPEGs
 * where there is none to be had. Slates are among the units.
 *
 * <p>A unit that is no key frame is sent behind the one that it builds on, or not at all; what was
 * sent last was then that unit. All else follows from that, and from what is too late.
 */
final class StreamedVideo<P> extends StreamedCamera<P> implements PeriodicCheck.Checked {
  /** Without video for so long, a viewer is sent JPEGs. */
  static final long BRIDGE_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final HttpAnswer.CameraView view;
  private final Subscription video;

  private @Nullable FanOut<P> fanOut;
  private @Nullable JpegBridge<P> bridge;

  /** Where the units are; null before the viewer has joined, and when there will be none. */
  private @Nullable VideoGroup<P> group;

  /** The sequence of the unit that was sent last, and of what was, JPEG or unit. */
  private long last;

  private long shown;

  /** Whether what comes next may build on what was sent last. */
  private boolean follows;

  /**
   * The epoch of the unit that the viewer had before he joined; 0 if none, or once he was sent one.
   */
  private int seenEpoch;

  private boolean slow;
  private boolean slate;

  /** When the viewer joined, or was sent a key frame. */
  private long begunAt;

  /** Since when no video has come that he could be sent. */
  private long waitingSince;

  /** The newest sequence among which there was no key frame for him. */
  private long looked;

  /** Between the last two units, and when the last one was captured. */
  private long interval;

  private long captured;
  private long closedSince;
  private boolean over;

  /** Begins to watch. */
  StreamedVideo(ViewerStream<P> stream, HttpAnswer.CameraView view, Rendition rendition) {
    super(stream);
    this.view = view;
    this.video = view.camera().subscribe(rendition, 0);
    this.last = video.startAfter();
    this.shown = last;
    this.looked = last;
  }

  @Override
  void join(FanOut<P> to) {
    fanOut = to;
    // A file that is recorded has no place for JPEGs.
    bridge = view.rendition().isVideo() ? null : new JpegBridge<>(stream, view, to);
    begunAt = to.now();
    waitingSince = begunAt;
    VideoGroup<P> from = to.join(this, video);
    group = from;
    HttpAnswer.SeenUnit seen = view.seen();
    // What is above the newest one was another server's.
    if (seen != null && seen.sequence() >= last && seen.sequence() <= from.sequence()) {
      seenEpoch = seen.epoch();
      last = seen.sequence();
      shown = last;
      follows = true;
    }
  }

  @Override
  @Nullable SharedFrame<P> next(long now) {
    VideoGroup<P> from = group;
    if (over) {
      return null;
    }
    if (from != null) {
      // In this order, before the look at the frames: what is there then may be the last.
      boolean closed = from.isClosed();
      boolean ended = from.isEnded();
      SharedFrame<P> unit = from.hasNewerThan(last) ? unit(from, now) : null;
      if (unit != null) {
        sent(unit.frame(), closed, now);
        if (view.writer().takes(unit.frame())) {
          return unit;
        }
        // Of another codec, which a file cannot go on with.
        over |= bridge == null && unit.frame().format().isVideo();
        unit.release();
        return null;
      }
      if (ended && !closed) {
        leaveVideo(from);
      }
    }
    return picture(now);
  }

  /** The unit that is next for this viewer, if there is one. */
  private @Nullable SharedFrame<P> unit(VideoGroup<P> from, long now) {
    if (follows) {
      SharedFrame<P> unit = from.after(last);
      if (unit == null) {
        return null;
      }
      slow = UnitAge.isLate(unit.frame(), from.sequence(), begunAt, now);
      if (!slow && canBeDecoded(unit.frame())) {
        return unit;
      }
      unit.release();
      follows = false;
      waitingSince = now;
    }
    long there = from.sequence();
    if (there == looked) {
      return null;
    }
    looked = there;
    SharedFrame<P> key = from.newestKey(shown);
    if (key != null && slow && UnitAge.isTooOldToBeginWith(key.frame(), now)) {
      key.release();
      return null;
    }
    return key;
  }

  /** Whether the viewer has what that builds on, and not a unit of the same number alone. */
  private boolean canBeDecoded(Frame unit) {
    return seenEpoch == 0 || unit.epoch() == seenEpoch || unit.isKey() || !unit.format().isVideo();
  }

  private void sent(Frame unit, boolean cameraClosed, long now) {
    boolean isVideo = unit.format().isVideo();
    interval = isVideo && follows ? Math.max(0, unit.capturedNanos() - captured) : 0;
    captured = unit.capturedNanos();
    last = unit.sequence();
    shown = last;
    follows = isVideo;
    seenEpoch = 0;
    slate = !isVideo;
    over = cameraClosed && !unit.live();
    begunAt = unit.isKey() ? now : begunAt;
    waitingSince = now;
    if (bridge != null) {
      bridge.rest(now, slow);
    }
    slow = false;
  }

  /** The JPEG that is next while there is no video, if there is one. */
  private @Nullable SharedFrame<P> picture(long now) {
    JpegBridge<P> from = bridge;
    if (over || from == null || !isBridgeDue(now)) {
      return null;
    }
    SharedFrame<P> picture;
    try {
      picture = from.next(now, shown);
    } catch (IllegalStateException e) { // the camera was closed a moment ago
      over |= group == null; // else its last slate comes
      return null;
    }
    if (picture != null) {
      shown = picture.frame().sequence();
      follows = false;
      slate = false;
    }
    return picture;
  }

  private boolean isBridgeDue(long now) {
    VideoGroup<P> from = group;
    if (from == null) {
      return true;
    }
    // A camera of one picture a second is not late after half of one.
    long patience = Math.max(BRIDGE_AFTER_NANOS, follows ? 3 * interval : 0);
    if (now - waitingSince < patience) {
      return false;
    }
    if (!from.isLive()) {
      waitingSince = now; // slates are there, or on their way
      return false;
    }
    return true;
  }

  /** There is no video, and there will be none: JPEGs for good. */
  private void leaveVideo(VideoGroup<P> from) {
    group = null;
    over |= bridge == null;
    video.close();
    if (fanOut != null) {
      fanOut.leave(this, from);
    }
  }

  @Override
  boolean hasMore() {
    VideoGroup<P> from = group;
    return from != null && ((follows && from.hasNewerThan(last)) || from.isEnded());
  }

  @Override
  P part(SharedFrame<P> frame) {
    return frame.part(view.writer());
  }

  @Override
  void delivered(long capturedNanos, int bytes) {
    video.delivered(capturedNanos, bytes);
  }

  @Override
  void failed() {
    follows = false;
  }

  /**
   * A slate, or the newest JPEG of a viewer who is sent those. Never a unit, which would come twice
   * to a decoder: a viewer without new units for long is sent JPEGs. Nor anything in a file, which
   * has no place for those.
   */
  @Override
  @Nullable SharedFrame<P> again() {
    VideoGroup<P> from = group;
    JpegBridge<P> pictures = bridge;
    if (pictures == null) {
      return null;
    }
    if (from != null && slate) {
      SharedFrame<P> unit = from.newestKey(last - 1);
      if (unit != null && !unit.frame().format().isVideo()) {
        return unit;
      } else if (unit != null) {
        unit.release();
      }
    }
    return follows || slate ? null : pictures.again();
  }

  @Override
  boolean isOver() {
    return over || (bridge != null && bridge.isOver());
  }

  /** To be called more often than once a second, where there is a timer. */
  @Override
  public void check(long now) {
    if (bridge != null) {
      bridge.check(now);
    }
    VideoGroup<P> from = group;
    if (from != null && from.isClosed()) {
      closedSince = closedSince == 0 ? now : closedSince;
      over |= now - closedSince >= StreamedPictures.LAST_SLATE_NANOS;
    } else if (from != null && isBridgeDue(now)) {
      stream.next();
    }
  }

  @Override
  void close() {
    video.close();
    if (bridge != null) {
      bridge.close();
    }
    VideoGroup<P> from = group;
    group = null;
    if (from != null && fanOut != null) {
      fanOut.leave(this, from);
    }
  }
}
