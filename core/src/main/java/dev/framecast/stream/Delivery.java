package dev.framecast.stream;

import dev.framecast.http.HttpAnswer;
import dev.framecast.mjpeg.MjpegWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one viewer is sent of one camera or many: one frame at a time, and then the newest of the
 * camera whose turn it is. There is no queue: of frames that came while one was on its way, only
 * the newest of each camera is left. Many cameras take turns, so that a slow connection shows fewer
 * frames of all of them.
 *
 * <p>Made on any thread; all else is confined to the thread of the {@link FrameFeeds}.
 *
 * @param <P> a frame in the form that the sink can write
 */
public final class Delivery<P> implements AutoCloseable {

  /** The sink's side: a connection. */
  public interface Outlet<P> {

    /** Whether a frame can be sent now: none is on its way, and the connection is there. */
    boolean isFree();

    /**
     * Sends that frame. If the outlet is free when this returns, the frame is out already; else the
     * sink calls {@link Delivery#next()} when it is. Who needs the frame for longer than this call
     * takes a hold of it.
     */
    void send(SharedFrame<P> frame, P part);

    /** All cameras are closed, and their last slates are out: the stream is to end. */
    void finish();
  }

  private final FrameFeeds<P> feeds;
  private final MjpegWriter opening;
  private final List<Watch<P>> watches = new ArrayList<>();

  private @Nullable Outlet<P> outlet;

  /** The watch whose turn it is. */
  private int turn;

  private boolean closed;

  /**
   * Begins to watch: from here on the cameras count the viewer.
   *
   * @throws IllegalStateException when a camera was closed meanwhile; nothing is watched then, and
   *     {@link dev.framecast.http.SnapshotAnswers#closed} is the answer
   */
  public Delivery(FrameFeeds<P> feeds, HttpAnswer.Stream stream) {
    this.feeds = feeds;
    this.opening = stream.wishes().get(0).writer();
    try {
      for (HttpAnswer.Wish wish : stream.wishes()) {
        watches.add(new Watch<>(this, watches.size(), wish));
      }
    } catch (RuntimeException | Error e) {
      watches.forEach(Watch::close);
      throw e;
    }
  }

  /** Makes what stands at the beginning of the stream. */
  public MjpegWriter opening() {
    return opening;
  }

  /** The header is out: frames go there from here on, beginning with the newest. */
  public void begin(Outlet<P> connection) {
    if (!closed) {
      outlet = connection;
      watches.forEach(watch -> watch.join(feeds));
      next();
    }
  }

  boolean isFree() {
    Outlet<P> to = outlet;
    return to != null && to.isFree();
  }

  void send(Watch<P> watch, SharedFrame<P> frame) {
    Outlet<P> to = outlet;
    if (to != null) {
      turn = watch.index + 1 == watches.size() ? 0 : watch.index + 1;
      to.send(frame, watch.part(frame));
    }
  }

  private void sendAndRelease(Watch<P> watch, SharedFrame<P> frame) {
    try {
      send(watch, frame);
    } finally {
      frame.release();
    }
  }

  /** Sends what there is to be sent, or finishes. To be called whenever a frame is out. */
  public void next() {
    int over = 0;
    int first = turn;
    for (int i = 0; i < watches.size() && isFree(); i++) {
      Watch<P> watch = watches.get((first + i) % watches.size());
      SharedFrame<P> frame = watch.next();
      if (frame != null) {
        sendAndRelease(watch, frame);
      }
      over += watch.isOver() ? 1 : 0;
    }
    Outlet<P> to = outlet;
    if (to != null && to.isFree() && over == watches.size()) {
      to.finish();
    }
  }

  /** To be called about once a second while nothing is on its way. */
  public void look(long now) {
    for (int i = 0; i < watches.size(); i++) {
      watches.get(i).look(now);
    }
    if (isFree()) {
      next();
    }
  }

  /**
   * Sends the newest frame once more, for sinks that hear of a viewer's leaving only when they
   * write.
   */
  public void again() {
    for (Watch<P> watch : watches) {
      SharedFrame<P> frame = isFree() ? watch.again() : null;
      if (frame != null) {
        sendAndRelease(watch, frame);
        return;
      }
    }
  }

  /** Stops watching. Idempotent. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      outlet = null;
      watches.forEach(Watch::close);
    }
  }
}
