package dev.framecast.camera;

import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.Rendition;

/**
 * One viewer's wish to see a camera, in force until it is closed: while there is one, the camera is
 * kept live and the rendition is made. A subscription is counted as one viewer.
 *
 * <p>All methods may be called from any thread and none blocks.
 */
public interface Subscription extends AutoCloseable {

  /** The camera that is watched. */
  Camera camera();

  /** The rendition that is watched. */
  Rendition rendition();

  /**
   * Where the frames appear. For reading only: the camera writes. Frames acquired stay valid after
   * the subscription.
   */
  FrameBuffer frames();

  /**
   * The sequence to begin after: 0, or the sequence of a frame left over from earlier viewers,
   * which may be old.
   *
   * <pre>{@code
   * FrameReader reader = new FrameReader(subscription.frames(), subscription.startAfter());
   * while (watching) {
   *   try (Frame frame = reader.next(Duration.ofSeconds(1))) {
   *     if (frame != null) {
   *       show(frame);
   *     }
   *   }
   * }
   * }</pre>
   */
  long startAfter();

  /** Ends the wish. Idempotent. */
  @Override
  void close();
}
