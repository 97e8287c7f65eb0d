package dev.framecast.ring;

import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameWriter;

/**
 * A buffer as a camera writes it: by several threads, one after the other, under a lock under which
 * nobody else's code may run, and with the camera's own count of pictures.
 */
public interface CaptureBuffer extends FrameBuffer, FrameWriter {

  @Override
  default long publish(int width, int height, boolean live) {
    long sequence = sequence() + 1;
    publishSilently(sequence, width, height, live, 0);
    wakeReaders();
    return sequence;
  }

  /**
   * As {@link #publish(int, int, boolean)}, but for the wake-ups: {@link #wakeReaders} follows.
   *
   * @param sequence the frame's, above the last one's
   * @param width pixels
   * @param height pixels
   * @param live see {@link dev.framecast.frame.Frame#live()}
   * @param epoch see {@link dev.framecast.frame.Frame#epoch()}
   * @throws IllegalStateException when no slot is claimed
   */
  void publishSilently(long sequence, int width, int height, boolean live, int epoch);

  /** Runs the wake-ups. Any thread. */
  void wakeReaders();

  /**
   * Gives the claimed slot up for good: whoever writes to it may do so as long as he likes, and
   * nobody will ever see it. For a writer that hangs while it holds a slot; another thread can then
   * be the writer. Does nothing when no slot is claimed. Called by the new writer.
   */
  void forfeit();
}
