package dev.framecast.stream;

import dev.framecast.camera.Subscription;
import dev.framecast.http.HttpAnswer;
import org.jspecify.annotations.Nullable;

/**
 * One camera of one viewer's stream: what has been sent of it, and what is next. Confined to its
 * {@link FanOut}'s thread but for its making.
 */
abstract class StreamedCamera<P> {
  final ViewerStream<P> stream;

  StreamedCamera(ViewerStream<P> stream) {
    this.stream = stream;
  }

  /** Begins to watch: from here on the camera counts the viewer. */
  static <P> StreamedCamera<P> of(ViewerStream<P> stream, HttpAnswer.CameraView view) {
    return view.video() == null
        ? new StreamedPictures<>(stream, view)
        : new StreamedVideo<>(stream, view, view.video());
  }

  abstract void join(FanOut<P> fanOut);

  /** There is a new frame. */
  final void published() {
    stream.next();
  }

  /** The frame that is to be sent at that time, if there is one; the caller releases it. */
  abstract @Nullable SharedFrame<P> next(long now);

  /** Whether there may be another one to send, behind the one that {@link #next} has given. */
  boolean hasMore() {
    return false;
  }

  abstract P part(SharedFrame<P> frame);

  /** A live frame of it was sent: see {@link Subscription#delivered}. */
  abstract void delivered(long capturedNanos, int bytes);

  /** What {@link #next} has given could not be sent. */
  void failed() {}

  /** A frame that was sent before and may be sent again; the caller releases it. */
  abstract @Nullable SharedFrame<P> again();

  /** Whether the camera is closed and has nothing more to show. */
  abstract boolean isOver();

  /** At that {@link System#nanoTime()}: a closed camera that paints no last slate is over, too. */
  abstract void check(long now);

  abstract void close();
}
