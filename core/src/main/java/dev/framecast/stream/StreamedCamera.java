package dev.framecast.stream;

import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FramePacer;
import dev.framecast.http.HttpAnswer;
import dev.framecast.mjpeg.MjpegWriter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One camera of one viewer's stream: what has been sent of it, and what is next. Confined to its
 * {@link FanOut}'s thread but for its making.
 */
final class StreamedCamera<P> {
  /** How long a closed camera may take to paint its last slate. */
  private static final long LAST_SLATE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ViewerStream<P> stream;
  private final Subscription subscription;
  private final MjpegWriter writer;
  private final FramePacer pacer;

  private FanOut<P>.@Nullable Group group;

  /** The sequence of the frame that was sent last, or passed over for good. */
  private long last;

  private boolean begun;
  private boolean over;
  private long closedSince;

  /** Begins to watch: from here on the camera counts the viewer. */
  StreamedCamera(ViewerStream<P> stream, HttpAnswer.CameraView view) {
    this.stream = stream;
    this.subscription = view.camera().subscribe(view.rendition(), view.maxFps());
    this.writer = view.writer();
    this.pacer = new FramePacer(view.maxFps());
    this.last = subscription.startAfter();
  }

  void join(FanOut<P> fanOut) {
    group = fanOut.join(this, subscription);
  }

  /** There is a new frame. */
  void published() {
    stream.next();
  }

  /** The newest frame if it is to be sent now; the caller releases it. */
  @Nullable SharedFrame<P> next() {
    FanOut<P>.Group from = group;
    if (from == null || over || !from.hasNewerThan(last)) {
      return null;
    }
    boolean closed = from.isClosed(); // before the frame is acquired: its slate may be the last
    SharedFrame<P> shared = from.newerThan(last);
    if (shared != null && !isNext(shared.frame(), closed)) {
      shared.release();
      return null;
    }
    return shared;
  }

  /** Whether that frame is to be sent; asked once a frame. */
  private boolean isNext(Frame frame, boolean cameraClosed) {
    last = frame.sequence();
    if (!pacer.admits(frame)) {
      return false;
    }
    begun = true;
    over = cameraClosed && !frame.live();
    return true;
  }

  P part(SharedFrame<P> frame) {
    return frame.part(writer);
  }

  /** The newest frame, though it was sent before; the caller releases it. */
  @Nullable SharedFrame<P> again() {
    FanOut<P>.Group from = group;
    // What was there before this viewer came may be old.
    SharedFrame<P> shared = from == null || !begun ? null : from.newerThan(last - 1);
    if (shared != null) {
      last = shared.frame().sequence();
    }
    return shared;
  }

  /** Whether the camera is closed and has nothing more to show. */
  boolean isOver() {
    return over;
  }

  /** At that {@link System#nanoTime()}: a closed camera that paints no last slate is over, too. */
  void check(long now) {
    FanOut<P>.Group from = group;
    if (from != null && from.isClosed()) {
      closedSince = closedSince == 0 ? now : closedSince;
      over |= now - closedSince >= LAST_SLATE_NANOS;
    }
  }

  void close() {
    subscription.close();
    FanOut<P>.Group from = group;
    group = null;
    if (from != null) {
      from.leave(this);
    }
  }
}
