package dev.framecast.camera;

import dev.framecast.source.SourceException;
import java.time.Duration;

/**
 * Hears what happens to cameras. Each method does nothing unless it is overridden; more will come.
 *
 * <p>The methods are called on the executor that was given with the listener, one at a time and in
 * the order in which things happened, never on a thread that captures or watches over cameras and
 * never under a lock. So they may block, and may call whatever there is of the cameras; by then a
 * camera may have gone on, and its {@link Camera#state()} tells more than the event does. One that
 * throws is told in the log, and hears what comes after. One that takes very long loses the oldest
 * of a thousand events that wait for it.
 */
public interface CameraListener {

  /**
   * The camera was added. Heard by listeners of all cameras.
   *
   * @param camera the new one
   */
  default void added(Camera camera) {}

  /**
   * The camera was removed, or closed. Heard by listeners of all cameras, as the last of it.
   *
   * @param camera the one that is gone; it is closed
   */
  default void removed(Camera camera) {}

  /**
   * A connection is being made.
   *
   * @param camera whose
   */
  default void connecting(Camera camera) {}

  /**
   * Pictures arrive, for the first time or again.
   *
   * @param camera whose
   */
  default void live(Camera camera) {}

  /**
   * No picture has come for longer than the camera's rhythm explains.
   *
   * @param camera whose
   * @param problem why, as far as that is known; without secrets
   */
  default void stalled(Camera camera, String problem) {}

  /**
   * An attempt, or a connection, has failed.
   *
   * @param camera whose
   * @param kind the way in which it failed
   * @param problem why; without secrets, but with the camera's address
   * @param nextTry how long until the next attempt, if somebody still watches then
   */
  default void failed(Camera camera, SourceException.Kind kind, String problem, Duration nextTry) {}

  /**
   * Nobody watches any more, and the connection was given up.
   *
   * @param camera which one
   */
  default void idle(Camera camera) {}

  /**
   * The camera is closed for good.
   *
   * @param camera which one
   */
  default void closed(Camera camera) {}
}
