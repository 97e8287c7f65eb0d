package dev.framecast.stream;

import dev.framecast.http.HttpAnswer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The JPEGs of a viewer of video while there is no video for him: watched as long as they are
 * needed.
 */
final class JpegBridge<P> {
  /**
   * For how long after their last use the JPEGs of a viewer who was too slow are still made: he
   * will soon be so again, and a decoder that has rested waits for a key frame as well.
   */
  static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final ViewerStream<P> stream;
  private final HttpAnswer.CameraView view;
  private final FanOut<P> fanOut;
  private @Nullable StreamedPictures<P> pictures;
  private long usedAt;

  /** Whether they are watched though there is video. */
  private boolean lingers;

  JpegBridge(ViewerStream<P> stream, HttpAnswer.CameraView view, FanOut<P> fanOut) {
    this.stream = stream;
    this.view = view;
    this.fanOut = fanOut;
  }

  /**
   * The newest JPEG, if it is to be sent.
   *
   * @param shown the sequence of what the viewer has been sent last: nothing older is for him
   * @throws IllegalStateException when the camera is closed
   */
  @Nullable SharedFrame<P> next(long now, long shown) {
    StreamedPictures<P> from = pictures;
    if (from == null) {
      from = new StreamedPictures<>(stream, view);
      pictures = from;
      from.join(fanOut);
    }
    lingers = false;
    usedAt = now;
    from.passOver(shown);
    return from.next(now);
  }

  /** The newest JPEG, though it was sent before. */
  @Nullable SharedFrame<P> again() {
    StreamedPictures<P> from = pictures;
    return from == null ? null : from.again();
  }

  /** There is video. */
  void rest(long now, boolean wasSlow) {
    lingers |= wasSlow;
    if (!lingers || now - usedAt >= LINGER_NANOS) {
      close();
    }
  }

  void check(long now) {
    StreamedPictures<P> from = pictures;
    if (lingers && now - usedAt >= LINGER_NANOS) {
      close();
    } else if (from != null) {
      from.check(now);
    }
  }

  /** Whether the camera is closed, and this has shown its last slate. */
  boolean isOver() {
    StreamedPictures<P> from = pictures;
    return from != null && from.isOver();
  }

  void close() {
    StreamedPictures<P> from = pictures;
    pictures = null;
    lingers = false;
    if (from != null) {
      from.close();
    }
  }
}
