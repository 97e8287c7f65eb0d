package dev.framecast.stream;

import dev.framecast.camera.Subscription;
import dev.framecast.frame.FramePacer;
import dev.framecast.http.HttpAnswer;
import dev.framecast.mjpeg.MjpegWriter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One camera of one viewer: what it has been sent, and what is next. Confined to its {@link
 * FrameFeeds}' thread but for its making.
 */
final class Watch<P> {
  /** How long a closed camera may take to paint its last slate. */
  private static final long LAST_SLATE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Delivery<P> delivery;
  private final Subscription subscription;
  private final MjpegWriter writer;
  private final FramePacer pacer;

  /** Which of the delivery's this is. */
  final int index;

  /** Where the feed keeps this. */
  int place;

  private @Nullable CameraFeed<P> feed;

  /** The sequence of the frame that was sent last, or passed over for good. */
  private long last;

  private boolean begun;
  private boolean showsLive;
  private boolean over;
  private long closedSince;

  /** Begins to watch: from here on the camera counts the viewer. */
  Watch(Delivery<P> delivery, int index, HttpAnswer.Wish wish) {
    this.delivery = delivery;
    this.index = index;
    this.subscription = wish.camera().subscribe(wish.rendition(), wish.maxFps());
    this.writer = wish.writer();
    this.pacer = new FramePacer(wish.maxFps());
    this.last = subscription.startAfter();
  }

  void join(FrameFeeds<P> feeds) {
    CameraFeed<P> joined = feeds.of(subscription);
    feed = joined;
    joined.join(this);
  }

  /** The feed has a new frame. */
  void offer(SharedFrame<P> frame, boolean cameraClosed) {
    if (delivery.isFree() && isNext(frame, cameraClosed)) {
      delivery.send(this, frame);
      if (over) {
        delivery.next(); // ends the stream if that was all of it
      }
    }
  }

  /** The newest frame if it is to be sent now; the caller releases it. */
  @Nullable SharedFrame<P> next() {
    CameraFeed<P> from = feed;
    if (from == null || over) {
      return null;
    }
    boolean closed = from.isClosed();
    SharedFrame<P> frame = from.newerThan(last);
    if (frame != null && !isNext(frame, closed)) {
      frame.release();
      return null;
    }
    return frame;
  }

  /** Whether that frame is to be sent; asked once a frame. */
  private boolean isNext(SharedFrame<P> frame, boolean cameraClosed) {
    if (over || frame.sequence() <= last) {
      return false;
    }
    last = frame.sequence();
    boolean isLast = cameraClosed && !frame.live();
    // Whoever wants a frame a minute wants to know at once that the camera is down, or back.
    boolean isNews = frame.live() != showsLive;
    if (!isLast && !isNews && !pacer.isDue(frame.capturedNanos())) {
      return false;
    }
    showsLive = frame.live();
    pacer.passed(frame.capturedNanos());
    begun = true;
    over = isLast;
    return true;
  }

  P part(SharedFrame<P> frame) {
    return frame.part(writer);
  }

  /** The newest frame, though it was sent before; the caller releases it. */
  @Nullable SharedFrame<P> again() {
    CameraFeed<P> from = feed;
    // What was there before this viewer came may be old.
    SharedFrame<P> frame = from == null || !begun ? null : from.newerThan(last - 1);
    if (frame != null) {
      last = frame.sequence();
    }
    return frame;
  }

  /** Whether the camera is closed and has nothing more to show. */
  boolean isOver() {
    return over;
  }

  /** At that {@link System#nanoTime()}: a closed camera that paints no last slate is over, too. */
  void look(long now) {
    CameraFeed<P> from = feed;
    if (from != null && from.isClosed()) {
      closedSince = closedSince == 0 ? now : closedSince;
      over |= now - closedSince >= LAST_SLATE_NANOS;
    }
  }

  void close() {
    subscription.close();
    CameraFeed<P> from = feed;
    feed = null;
    if (from != null) {
      from.leave(this);
    }
  }
}
