package dev.framecast.frame;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One picture (or of video, what the camera has sent for one), held in place for its reader: as
 * long as a frame is open its bytes do not change, however slow the reader is and whatever the
 * camera does. Close it soon all the same; each open frame costs the camera a buffer.
 *
 * <p>All methods may be called from any thread and none blocks. After {@link #close()} the other
 * methods throw {@link IllegalStateException}, and views taken before show whatever comes next.
 */
public interface Frame extends AutoCloseable {

  /**
   * {@return a number that rises with every frame in its {@link FrameBuffer}} A camera counts the
   * pictures that come, from 1, and the frames that are made of one picture have the same number in
   * all of its renditions (but for video with B frames, which come in another order than pictures
   * do). A gap is a picture that was not seen; {@linkplain #live() slates} are counted as well.
   */
  long sequence();

  /**
   * {@return when the picture was taken (or reached this machine), on the scale of {@link
   * System#nanoTime()}}
   */
  long capturedNanos();

  /**
   * {@return when the picture was taken, by the wall clock, in microseconds since
   * 1970-01-01T00:00Z}
   */
  long capturedMicros();

  /** {@return pixels across} */
  int width();

  /** {@return pixels down} */
  int height();

  /**
   * {@return whether it shows the camera} False for a slate: a picture that says that the camera
   * shows nothing at the moment, and why.
   */
  boolean live();

  /**
   * {@return whether it is smaller than what was asked for because a larger stream of the camera is
   * still being connected} Better than nothing to who watches; {@linkplain
   * dev.framecast.camera.Camera#snapshot snapshots} wait for the larger one.
   */
  default boolean provisional() {
    return false;
  }

  /** {@return what {@link #bytes()} are} */
  FrameFormat format();

  /**
   * {@return whether it can be understood without those before it, which is so of all but most of
   * video} Of video told by what is in it (H.264: IDR; H.265: IRAP), not by what a container says.
   */
  default boolean isKey() {
    return true;
  }

  /**
   * {@return what a decoder must know of it; null unless it {@linkplain FrameFormat#isVideo is
   * video}}
   */
  default @Nullable VideoFormat video() {
    return null;
  }

  /**
   * {@return when it is to be shown, in microseconds on a scale of the connection's own ({@link
   * #epoch}): of video with B frames not in the order in which frames come} Else what {@link
   * #capturedMicros} says.
   */
  default long presentedMicros() {
    return capturedMicros();
  }

  /**
   * {@return which of the connections to its camera it came by: another number means that the
   * camera has begun anew, and that nothing that follows builds on what was before} 0 where nobody
   * knows.
   */
  default int epoch() {
    return 0;
  }

  /** {@return how many bytes it has} */
  int size();

  /**
   * {@return the bytes, from position 0 to the limit: a read-only view of direct memory, a new one
   * at each call} Nothing is copied.
   */
  ByteBuffer bytes();

  /** Lets go of the bytes. Idempotent. */
  @Override
  void close();
}
