package dev.framecast.frame;

/**
 * The writing side of a {@link FrameBuffer}: claim a slot, write a frame into it, publish it. For
 * one thread at a time; no method waits for readers.
 */
public interface FrameWriter {

  /**
   * Takes an empty slot to write the next frame to. Exactly one slot is claimed at a time; it must
   * come back by {@link #publish} or {@link #abandon}.
   *
   * @return the slot, the caller's until it comes back
   * @throws IllegalStateException when a slot is claimed already
   */
  FrameSlot claim();

  /**
   * Makes the claimed slot's content the newest frame and wakes the readers.
   *
   * @param width pixels
   * @param height pixels
   * @param live see {@link Frame#live()}
   * @return the frame's sequence
   * @throws IllegalStateException when no slot is claimed
   */
  long publish(int width, int height, boolean live);

  /** Gives the claimed slot back unused; does nothing when there is none. */
  void abandon();
}
