package dev.framecast.stream;

import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FramePacer;
import dev.framecast.http.HttpAnswer;
import dev.framecast.mjpeg.MjpegWriter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A camera's JPEGs: always the newest. */
final class StreamedPictures<P> extends StreamedCamera<P> {
  /** How long a closed camera may take to paint its last slate. */
  static final long LAST_SLATE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Subscription subscription;
  private final MjpegWriter writer;
  private final FramePacer pacer;

  private @Nullable PictureGroup<P> group;

  /** The sequence of the frame that was sent last, or passed over for good. */
  private long last;

  private boolean begun;
  private boolean over;
  private long closedSince;

  /** Begins to watch. */
  StreamedPictures(ViewerStream<P> stream, HttpAnswer.CameraView view) {
    super(stream);
    this.subscription = view.camera().subscribe(view.rendition(), view.maxFps());
    this.writer = view.writer();
    this.pacer = new FramePacer(view.maxFps());
    this.last = subscription.startAfter();
  }

  /** Frames up to that sequence are not to be sent. */
  void passOver(long sequence) {
    last = Math.max(last, sequence);
  }

  @Override
  void join(FanOut<P> fanOut) {
    group = fanOut.join(this, subscription);
  }

  /** The newest frame if it is to be sent now. */
  @Override
  @Nullable SharedFrame<P> next(long now) {
    PictureGroup<P> from = group;
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

  @Override
  P part(SharedFrame<P> frame) {
    return frame.part(writer);
  }

  @Override
  void delivered(long capturedNanos, int bytes) {
    subscription.delivered(capturedNanos, bytes);
  }

  /** The newest frame, though it was sent before. */
  @Override
  @Nullable SharedFrame<P> again() {
    PictureGroup<P> from = group;
    // What was there before this viewer came may be old.
    SharedFrame<P> shared = from == null || !begun ? null : from.newerThan(last - 1);
    if (shared != null) {
      last = shared.frame().sequence();
    }
    return shared;
  }

  @Override
  boolean isOver() {
    return over;
  }

  @Override
  void check(long now) {
    PictureGroup<P> from = group;
    if (from != null && from.isClosed()) {
      closedSince = closedSince == 0 ? now : closedSince;
      over |= now - closedSince >= LAST_SLATE_NANOS;
    }
  }

  @Override
  void close() {
    subscription.close();
    PictureGroup<P> from = group;
    group = null;
    if (from != null) {
      from.leave(this);
    }
  }
}
