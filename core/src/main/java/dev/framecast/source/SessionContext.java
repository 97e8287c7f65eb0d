package dev.framecast.source;

import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.JpegCheck;
import java.util.Map;

/**
 * What a {@link FrameSession} may ask and tell the camera that it was opened for, beside its
 * pictures. Handed to {@link FrameSource#open(SessionContext)}.
 *
 * <p>All methods may be called from any thread, none blocks, and none has an effect once the
 * session is closed.
 */
public interface SessionContext {

  /** The pixels of an 8K picture, 7680x4320: what a picture may have unless told otherwise. */
  long DEFAULT_MAX_PIXELS = JpegCheck.DEFAULT_MAX_PIXELS;

  /** A context for sessions that are used without a camera: it hears nothing. */
  SessionContext NONE =
      new SessionContext() {
        @Override
        public void waitingFor(String what) {}

        @Override
        public void dropped(String why) {}
      };

  /**
   * The stream is alive, but has given no picture that can be shown yet. As long as this is said
   * again within the camera's time limits ({@link
   * dev.framecast.camera.CameraOptions#connectTimeout()} before the first picture, {@link
   * dev.framecast.camera.CameraOptions#reconnectAfter()} later) the connection is kept. A camera
   * that shows pictures counts as stalled all the same when the next one is late.
   *
   * @param what for people, such as "a key frame": shown on slates and in the status as "waiting
   *     for a key frame"; without secrets
   */
  void waitingFor(String what);

  /**
   * A picture was of no use. It is the reason that people read if no good one follows; it does not
   * keep the connection.
   *
   * @param why for people, such as "a broken picture was dropped: the JPEG is cut off"; without
   *     secrets
   */
  void dropped(String why);

  /**
   * {@return the most pixels (width times height) that a picture may have} Larger ones are refused
   * before they are decoded, because a header of 600 bytes can claim memory by the gigabyte.
   */
  default long maxPixels() {
    return DEFAULT_MAX_PIXELS;
  }

  /**
   * {@return whether somebody watches the camera's own video: see {@link FrameSession#writeVideo}}
   * Asked anew for each {@code advance()}.
   */
  default boolean wantsVideo() {
    return false;
  }

  /**
   * {@return whether somebody wants pictures ({@link FrameSession#writeJpeg}, {@link
   * FrameSession#writeRaw})} Where nobody does, but {@link #wantsVideo()}, nothing need be decoded.
   */
  default boolean wantsPictures() {
    return true;
  }

  /**
   * {@return pixels across of the widest rendition that somebody watches, 0 for the source's own
   * size} While nobody watches it stays as it was. A session that has the same pictures in several
   * sizes need not take larger ones.
   */
  default int wantedWidth() {
    return 0;
  }

  /**
   * {@return pictures a second that satisfy every viewer, 0 for all there are} While nobody watches
   * it stays as it was. A session that comes by some pictures more cheaply than by others need not
   * show more of them.
   */
  default double wantedFps() {
    return 0;
  }

  /**
   * {@return the renditions that somebody watches, each with the pictures a second that satisfy all
   * who watch it, 0 for all there are} For sessions that are given their pictures in renditions,
   * and ask for no others. Unchangeable, and another one after each change; while nobody watches it
   * stays as it was.
   */
  default Map<Rendition, Double> wanted() {
    return Map.of(Rendition.SOURCE, 0.0);
  }
}
