package dev.framecast.servlet;

import dev.framecast.MjpegWriter;
import dev.framecast.Subscription;
import dev.framecast.http.HttpAnswer;
import dev.framecast.ring.FramePacer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One viewer's stream, from the response's header to the end of the connection. One frame is in
 * flight at a time, and what follows it is whatever is newest by then. Confined to the {@link
 * FrameThread}.
 */
final class Viewer extends ResponseWriter {
  /** How long a closed camera may take to paint its last slate. */
  private static final long LAST_SLATE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final AsyncContext async;
  private final ServletOutputStream out;
  private final Subscription subscription;
  private final MjpegWriter writer;
  private final FramePacer pacer;

  /** Where the feed keeps this viewer. */
  int place;

  private @Nullable CameraFeed feed;
  private long last;
  private boolean isLast;
  private long closedSince;

  Viewer(
      FrameThread thread,
      AsyncContext async,
      ServletOutputStream out,
      HttpAnswer.Stream stream,
      Subscription subscription) {
    super(thread, async, out);
    this.async = async;
    this.out = out;
    this.subscription = subscription;
    this.writer = stream.writer();
    this.pacer = new FramePacer(stream.maxFps());
    this.last = subscription.startAfter();
  }

  /** On the container's thread, behind the header. */
  void begin() throws IOException {
    out.write(SharedFrame.opening(writer));
    async.addListener(this);
    thread.execute(
        () -> {
          if (!isEnded()) {
            CameraFeed joined = thread.feed(subscription);
            feed = joined;
            joined.join(this);
            pump();
          }
        });
    listen();
  }

  /** Sends that frame if this viewer has nothing to do and has not seen it, and if it is time. */
  void offer(SharedFrame frame, boolean cameraClosed) {
    if (isIdle() && take(frame, cameraClosed)) {
      pump();
    }
  }

  private boolean take(SharedFrame frame, boolean cameraClosed) {
    if (frame.sequence() <= last) {
      return false;
    }
    isLast = cameraClosed && !frame.live();
    if (!isLast && !pacer.isDue(frame.capturedNanos())) {
      return false;
    }
    pacer.passed(frame.capturedNanos());
    last = frame.sequence();
    send(frame, frame.part(writer));
    return true;
  }

  @Override
  void idle() {
    CameraFeed from = feed;
    if (from == null) {
      return;
    }
    if (isLast) {
      finish();
      return;
    }
    boolean closed = from.isClosed();
    SharedFrame frame = from.newerThan(last);
    if (frame != null) {
      take(frame, closed);
      frame.release();
    }
  }

  @Override
  void rested(long now, long nanos) {
    CameraFeed from = feed;
    if (from == null) {
      return;
    }
    if (from.isClosed()) {
      closedSince = closedSince == 0 ? now : closedSince;
      if (now - closedSince >= LAST_SLATE_NANOS) {
        finish();
      }
    } else if (nanos >= thread.options().probe().toNanos()) {
      again(from);
    }
  }

  /** The newest frame once more: whether the viewer is there shows only in a write. */
  private void again(CameraFeed from) {
    SharedFrame frame = last == 0 ? null : from.newerThan(last - 1);
    if (frame != null) {
      last = frame.sequence();
      send(frame, frame.part(writer));
      frame.release();
      pump();
    }
  }

  @Override
  void left() {
    subscription.close();
    CameraFeed from = feed;
    feed = null;
    if (from != null) {
      from.leave(this);
    }
  }
}
