package dev.framecast.frame;

import org.jspecify.annotations.Nullable;

/**
 * The frames of one rendition, as its readers have them. A reader asks one thing: what is to be
 * seen next by one who has seen frame n? A ring of pictures answers with the newest, so there is no
 * queue: frames that a reader had no time for are gone. A chain of video answers with the one that
 * follows n as long as it has that, and else with the newest key frame.
 *
 * <p>Reading is for any number of threads and never waits for the writer; writing is the matter of
 * a {@link FrameWriter}. {@link dev.framecast.ring.FrameRing} and {@link
 * dev.framecast.ring.FrameChain} are the implementations that cameras use, {@link FrameReader}
 * waits for the next frame.
 */
public interface FrameBuffer {

  /**
   * {@return the frame that is next for a reader who has seen the one with that sequence, or null
   * if there is none yet} The caller closes it.
   *
   * @param seen a {@link Frame#sequence()}, or 0 for a reader who has seen none
   */
  @Nullable Frame acquireNext(long seen);

  /** {@return the newest frame's sequence, or 0 before the first} */
  long sequence();

  /**
   * {@return whether nothing will be published any more, because what writes here is closed for
   * good} The wake-ups run once when this becomes true; frames not seen yet can still be acquired.
   */
  default boolean isEnded() {
    return false;
  }

  /**
   * Has this run after each publication. It carries no data; the frame is fetched with {@link
   * #acquireNext}. One that is under way when its registration is closed may end after that; one
   * that throws takes nothing from the others.
   *
   * <p>A buffer alone runs it on the writer's thread, where it must be quick. The buffers of a
   * {@link dev.framecast.camera.Subscription} run it on a thread of its own, where it may take its
   * time: what is published meanwhile is told by one more run.
   *
   * @param wakeUp run after each publication, and once when the end comes
   * @return ends it when closed
   */
  Registration onPublish(Runnable wakeUp);
}
