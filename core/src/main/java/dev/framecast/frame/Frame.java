package dev.framecast.frame;

import java.nio.ByteBuffer;

/**
 * One picture, held in place for its reader: as long as a frame is open its bytes do not change,
 * however slow the reader is and whatever the camera does. Close it soon all the same; each open
 * frame costs the camera a buffer.
 *
 * <p>All methods may be called from any thread and none blocks. After {@link #close()} the other
 * methods throw {@link IllegalStateException}, and views taken before show whatever comes next.
 */
public interface Frame extends AutoCloseable {

  /**
   * Counts up by one with every frame that was published in its {@link FrameBuffer}, from 1. A gap
   * is a frame not seen.
   */
  long sequence();

  /**
   * When the picture was taken (or reached this machine), on the scale of {@link
   * System#nanoTime()}.
   */
  long capturedNanos();

  /** The same moment by the wall clock, in microseconds since 1970-01-01T00:00Z. */
  long capturedMicros();

  /** Pixels. */
  int width();

  /** Pixels. */
  int height();

  /**
   * False for a slate: a picture that says that the camera shows nothing at the moment, and why.
   */
  boolean live();

  /** What {@link #bytes()} are. */
  FrameFormat format();

  /** How many bytes it has. */
  int size();

  /**
   * The bytes, from position 0 to the limit: a read-only view of direct memory, a new one at each
   * call. Nothing is copied.
   */
  ByteBuffer bytes();

  /** Lets go of the bytes. Idempotent. */
  @Override
  void close();
}
