package dev.framecast.source;

import dev.framecast.internal.SourceKind;
import java.io.IOException;

/**
 * Where pictures come from: a network camera, a webcam, a screen, anything. A source is a recipe,
 * not a connection: it can be opened again and again, and a {@link dev.framecast.camera.Camera}
 * does so whenever somebody watches and whenever a connection was lost.
 *
 * <p>A source of one's own is best begun with {@link dev.framecast.source.image.ImageSource} or
 * {@link dev.framecast.source.image.JpegSource}; implement this interface when the pictures come
 * with a connection of their own.
 *
 * <p>Implementations are safe for use by many threads: two cameras may share one source.
 */
@FunctionalInterface
public interface FrameSource {

  /**
   * {@return a new session, not connected yet, which the caller closes} Must return at once: what
   * can block (dialling, probing) belongs into the first {@link FrameSession#advance()}, because
   * only a session can be cancelled.
   *
   * @throws IOException when it is already clear that no session can be had; see {@link
   *     SourceException}
   */
  FrameSession open() throws IOException;

  /**
   * Opens a session for a camera, which is what cameras call. Sessions that can wait for long, or
   * leave pictures out, override this to say so; a source that wraps another one hands the context
   * on.
   *
   * @param context what the camera wants, and hears; may be kept for as long as the session is open
   * @return a new session, not connected yet, which the caller closes
   * @throws IOException as {@link #open()}
   */
  default FrameSession open(SessionContext context) throws IOException {
    return open();
  }

  /**
   * {@return what the app's own people read in logs and in {@link
   * dev.framecast.camera.CameraStatus}, such as {@code rtsp://192.168.0.10/stream1}} Never holds
   * credentials. Viewers are not told.
   */
  default String description() {
    return getClass().getSimpleName();
  }

  /**
   * {@return what kind of source this is, in a word or two, such as {@code rtsp}, {@code webcam} or
   * {@code test pattern}} Everybody who can see the camera is told; so it holds no address and no
   * name of a device or file. By default it is made of the class's name: {@code ScreenSource} is a
   * {@code screen}.
   */
  default String kind() {
    return SourceKind.of(getClass());
  }

  /**
   * {@return this source as the main stream of a camera that has a smaller one of the same pictures
   * as well: {@link SubStreamSource}, which says which of them is used when}
   *
   * @param sub the smaller one
   */
  default FrameSource withSubStream(FrameSource sub) {
    return SubStreamSource.of(this, sub);
  }
}
