package dev.framecast.camera;

import dev.framecast.Cameras;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Registration;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One camera, looked after: connected while somebody watches, connected again when the connection
 * is lost, its pictures turned into JPEG once for each rendition that somebody wants. Made by
 * {@link Cameras#add}.
 *
 * <p>All methods may be called from any thread; only {@link #close()} blocks, and {@link #replace}
 * for as long as the source takes to say what it is.
 */
public interface Camera extends AutoCloseable {

  /** {@return the id in URLs} */
  String id();

  /** {@return the name for people: the id, unless {@link CameraOptions#name()} says otherwise} */
  String name();

  /** {@return what it is doing} */
  CameraState state();

  /** {@return all there is to know of it at this moment, which does not change afterwards} */
  CameraStatus status();

  /** {@return the options that it was added with, or was given since} */
  CameraOptions options();

  /**
   * Begins to watch. The camera connects if it has to; frames appear in {@link
   * Subscription#frames()}. While the camera is down or not there yet, these are slates ({@link
   * Frame#live()} is false) that say so, one a second.
   *
   * @param rendition what is wanted; made as it stands, so sinks pass a step of the {@link
   *     CameraOptions#ladder()}. Raw pixels are made of the decoded picture, without a JPEG in
   *     between where the source can; beyond {@link CameraOptions#maxRenditions()} a JPEG is
   *     replaced by the nearest one in use, raw pixels never
   * @param maxFps no more frames a second than that are needed, or 0 for all. The rendition is made
   *     at the highest rate that any of its viewers wants, so a viewer may still see more. Video
   *     comes at the camera's own rate in any case
   * @return open until it is closed; the caller closes it
   * @throws IllegalStateException when the camera is closed
   */
  Subscription subscribe(Rendition rendition, double maxFps);

  /**
   * Begins to watch the camera's own size and rate. As {@link #subscribe(Rendition, double)}.
   *
   * @return open until it is closed; the caller closes it
   */
  default Subscription subscribe() {
    return subscribe(Rendition.SOURCE, 0);
  }

  /**
   * One live frame that is no older than {@code maxAge}, or was captured after this call, waiting
   * for it up to {@code timeout}. Nobody need be watching: the camera connects if it has to. Where
   * only its sub-stream is connected and that is too small, this waits for the main stream, and
   * gives the sub-stream's picture if that has not come by the timeout or cannot be had.
   *
   * @param rendition what is wanted, as in {@link #subscribe(Rendition, double)}
   * @param maxAge the age that will do; zero for a picture that is captured after this call
   * @param timeout how long to wait, connecting included
   * @return completed with a frame that the receiver closes, or failed with a {@link
   *     CameraOfflineException}, at once where the camera is known to be down or was closed. What
   *     hangs on it runs on the caller's thread or on one of framecast's callbacks, where it may
   *     block. Cancelling it ends the wait
   */
  CompletableFuture<Frame> snapshot(Rendition rendition, Duration maxAge, Duration timeout);

  /**
   * Has a listener hear what happens to this camera from here on, until the registration is closed.
   *
   * @param listener told of this camera's events from now on
   * @param executor runs the listener: see {@link CameraListener}
   * @return ends it when closed
   */
  Registration addListener(CameraListener listener, Executor executor);

  /**
   * Gives the present connection up, if there is one, and makes another at once if somebody
   * watches, without the waits that failures have led to. Viewers stay.
   *
   * @throws IllegalStateException when the camera is closed
   */
  void reconnect();

  /**
   * Looks after the camera in another way from here on. Its connection and its viewers stay.
   *
   * @param options in place of all that it has
   * @throws IllegalStateException when the camera is closed
   */
  void replaceOptions(CameraOptions options);

  /**
   * Captures from another source from here on. Viewers stay: their subscriptions, streams and
   * sequences go on with the new source's pictures. Asks the source for its description and kind,
   * on the caller's thread; the connection to the old one is ended before the new one is made, but
   * is not waited for here.
   *
   * @param source gives its pictures from now on; its kind may be another
   * @param options in place of all that it has
   * @throws IllegalStateException when the camera is closed
   */
  void replace(FrameSource source, CameraOptions options);

  /**
   * Captures from another source with the options that it has.
   *
   * @param source gives its pictures from now on
   */
  void replace(FrameSource source);

  /**
   * Closes the camera for good, and removes it from its {@link dev.framecast.Cameras}. Its viewers
   * see a last slate. Blocks for as long as the capture thread takes to end (100 ms by rule, two
   * seconds at most). Idempotent.
   */
  @Override
  void close();
}
