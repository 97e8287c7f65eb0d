package dev.framecast.stream;

import dev.framecast.http.Admissions;
import dev.framecast.http.HttpAnswer;
import dev.framecast.mjpeg.MjpegWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one viewer is sent of one camera or many: one frame at a time, and then the newest of the
 * camera whose turn it is. There is no queue: of frames that came while one was on its way, only
 * the newest of each camera is left. Many cameras take turns, so that a slow connection shows fewer
 * frames of all of them. Video goes on where the viewer is, and with the newest key frame once that
 * is too late: see {@link StreamedVideo}.
 *
 * <p>Made on any thread; all else is confined to the thread of the {@link FanOut}.
 *
 * @param <P> a part: a frame in the form that the sink can write
 */
public final class ViewerStream<P> implements AutoCloseable {

  /** The sink's side. */
  public interface Connection<P> {

    /** Whether a frame can be sent now: none is on its way, and the connection is there. */
    boolean isFree();

    /**
     * Sends that frame. If the connection is free when this returns, the frame is out already; else
     * the sink calls {@link ViewerStream#next()} when it is. Who needs the frame for longer than
     * this call takes a hold of it.
     */
    void send(SharedFrame<P> frame, P part);

    /** Nothing more comes, and what there was is out: the stream is to end. */
    void finish();
  }

  private final FanOut<P> fanOut;
  private final MjpegWriter opening;
  private final List<StreamedCamera<P>> cameras;
  private final Admissions.Admission admission;
  private final StreamEnd end;
  private final OnItsWay<P> onItsWay = new OnItsWay<>();

  private @Nullable Connection<P> connection;

  /** The camera whose turn it is. */
  private int turn;

  private boolean draining;
  private boolean closed;

  /**
   * Begins to watch: from here on the cameras count the viewer.
   *
   * @throws Admissions.RefusedException when there are too many viewers, or a camera was closed
   *     meanwhile; nothing is watched then
   */
  public ViewerStream(FanOut<P> fanOut, HttpAnswer.Stream stream) {
    this.fanOut = fanOut;
    this.opening = stream.views().get(0).writer();
    this.end = StreamEnd.at(stream.until());
    this.cameras = new ArrayList<>(stream.views().size());
    this.admission = stream.enter();
    try {
      for (HttpAnswer.CameraView view : stream.views()) {
        cameras.add(StreamedCamera.of(this, view));
      }
    } catch (IllegalStateException e) {
      leave();
      throw new Admissions.RefusedException(stream.closed());
    } catch (RuntimeException | Error e) {
      leave();
      throw e;
    }
  }

  private void leave() {
    try {
      cameras.forEach(StreamedCamera::close);
    } finally {
      admission.close();
    }
  }

  /** Makes what stands at the beginning of the stream, at its end, and between frames. */
  public MjpegWriter opening() {
    return opening;
  }

  /** The header is out: frames go there from here on, beginning with the newest. */
  public void begin(Connection<P> to) {
    if (!closed) {
      connection = to;
      cameras.forEach(camera -> camera.join(fanOut));
      next();
    }
  }

  private boolean isFree() {
    Connection<P> to = connection;
    return to != null && to.isFree();
  }

  /** Sends what there is to be sent, or finishes. To be called whenever a frame is out. */
  public void next() {
    settle();
    Connection<P> toEnd = connection;
    long now = fanOut.now();
    if (draining || end.isReached(now)) {
      if (toEnd != null && toEnd.isFree()) {
        toEnd.finish();
      }
      return;
    }
    while (sendOneOfEach(now) && isFree()) {
      now = fanOut.now(); // a viewer who catches up is sent one unit after the other
    }
    Connection<P> to = connection;
    if (to != null && to.isFree() && areOver()) {
      to.finish();
    }
  }

  /** A free connection has sent what it was given. */
  private void settle() {
    if (isFree()) {
      onItsWay.out();
    }
  }

  /**
   * Gives each camera its turn, for as long as the connection is free.
   *
   * @return whether one that was sent has more
   */
  private boolean sendOneOfEach(long now) {
    boolean more = false;
    int first = turn;
    for (int i = 0; i < cameras.size() && isFree(); i++) {
      int index = (first + i) % cameras.size();
      StreamedCamera<P> camera = cameras.get(index);
      SharedFrame<P> frame = camera.next(now);
      if (frame != null) {
        turn = (index + 1) % cameras.size();
        send(camera, frame, true);
        more |= camera.hasMore();
      }
    }
    return more;
  }

  private boolean areOver() {
    for (StreamedCamera<P> camera : cameras) {
      if (!camera.isOver()) {
        return false;
      }
    }
    return true;
  }

  private void send(StreamedCamera<P> camera, SharedFrame<P> frame, boolean isNew) {
    boolean done = false;
    try {
      Connection<P> to = connection;
      if (to != null) {
        P part = camera.part(frame);
        if (isNew) {
          onItsWay.begin(camera, frame.frame());
        }
        to.send(frame, part); // which may have asked for the next one already
        settle();
      }
      done = true;
    } finally {
      if (!done) {
        onItsWay.forget();
        camera.failed();
      }
      frame.release();
    }
  }

  /** The stream is to end: with the frame that is on its way, if there is one. */
  public void drain() {
    draining = true;
    next();
  }

  /** Whether a frame is still on its way that should have been out long ago: cut it. */
  public boolean isOverdue(long now) {
    return end.isOverdue(now);
  }

  /** To be called about once a second while nothing is on its way. */
  public void check(long now) {
    cameras.forEach(camera -> camera.check(now));
    next();
  }

  /**
   * Sends the newest frame once more, for sinks that hear of a viewer's leaving only when they
   * write.
   *
   * @return false if there is none that may come twice, so that something else must be written: the
   *     {@linkplain MjpegWriter#filler filler}
   */
  public boolean again() {
    if (draining || end.isReached(fanOut.now())) {
      return false;
    }
    for (StreamedCamera<P> camera : cameras) {
      SharedFrame<P> frame = isFree() ? camera.again() : null;
      if (frame != null) {
        send(camera, frame, false);
        return true;
      }
    }
    return false;
  }

  /** Stops watching. Idempotent. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      connection = null;
      leave();
    }
  }
}
