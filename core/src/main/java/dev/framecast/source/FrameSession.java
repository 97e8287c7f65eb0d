package dev.framecast.source;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import java.io.IOException;

/**
 * One connection of a {@link FrameSource}, with two verbs: <em>go on to the next picture</em> and
 * <em>write the current picture as a JPEG</em>. The second is called for each {@link Rendition}
 * that has a viewer, so not at all while nobody watches, and never twice for one picture and
 * rendition.
 *
 * <p>Threads: {@link #advance()}, {@link #writeJpeg} and {@link #close()} are called by one thread
 * at a time, the camera's capture thread; of a {@linkplain FrameSource#withSubStream stream that
 * takes another's place} the first {@code advance()} is called by another thread. {@link #cancel()}
 * and {@link #info()} may be called from any thread at any time, also after {@code close()}.
 */
public interface FrameSession extends AutoCloseable {

  /**
   * Goes on to the newest picture that is there, or waits for the next one. The first call also
   * connects. Pictures that came while the caller was busy are skipped: a late picture is worth
   * less than no picture.
   *
   * <p>Blocks as long as the camera takes. The {@link dev.framecast.camera.Camera} bounds that from
   * outside, with {@link #cancel()} and an interrupt of the capture thread.
   *
   * @return false at the end of the stream; the session is then of no more use
   * @throws IOException when the connection failed; a {@link SourceException} says in which way
   */
  boolean advance() throws IOException;

  /**
   * Writes the picture that {@link #advance()} reached into the slot, as a complete JPEG of that
   * rendition: scaled down to {@link Rendition#width()} if it is wider, at {@link
   * Rendition#quality()}. Where the camera itself sent a JPEG and the rendition does not ask for
   * less, the session hands it on unchanged with {@link FrameSlot#passThrough}.
   *
   * <p>A session need not know of {@link FrameSlot#turn()} and {@link FrameSlot#crop()}: what it
   * writes is turned and cut afterwards. One that does so in a conversion of its own says that with
   * {@link FrameSlot#turned}.
   *
   * <p>The slot belongs to the session until this returns. A slot left empty is skipped.
   *
   * @param rendition a JPEG
   * @param slot empty; not to be used after the return
   * @throws IOException when this picture cannot be had; the session stays usable and the camera
   *     goes on to the next picture
   */
  void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException;

  /**
   * Writes the picture that {@link #advance()} reached into the slot as raw pixels of that
   * rendition: {@link Rendition#format()} is one that {@linkplain
   * dev.framecast.frame.FrameFormat#isRaw() is raw}, and the pixels are scaled down as for {@link
   * #writeJpeg}.
   *
   * <p>For sessions that have decoded pictures at hand; they write to {@link
   * FrameSlot#reservePixels}, or say with {@link FrameSlot#picture} how large the picture is. The
   * default says that this session has none: the camera then decodes the JPEG that it writes, once
   * a picture.
   *
   * @param rendition of raw pixels
   * @param slot empty; not to be used after the return
   * @return false when the session cannot do this
   * @throws IOException as {@link #writeJpeg}
   */
  default boolean writeRaw(Rendition rendition, FrameSlot slot) throws IOException {
    return false;
  }

  /**
   * Writes what the camera has sent for the picture that {@link #advance()} reached into the slot,
   * as one access unit of H.264 or H.265, and says with {@link FrameSlot#video} what it is: NAL
   * units behind start codes of four bytes, all parameter sets in front of each key frame.
   *
   * <p>For sessions whose camera sends such video. While {@link SessionContext#wantsVideo()} each
   * {@code advance()} of theirs goes on by one access unit, and no further, because each builds on
   * those before it. It need not have a picture then: the slots of {@link #writeJpeg} and {@link
   * #writeRaw} are left empty. A unit of use to nobody (it came damaged, or builds on one that did)
   * is left out in the same way; after that the first one that is written is a key frame.
   *
   * @param slot empty; not to be used after the return
   * @return false when this session will never have any; the default
   * @throws IOException as {@link #writeJpeg}
   */
  default boolean writeVideo(FrameSlot slot) throws IOException {
    return false;
  }

  /**
   * {@return whether pictures come turned and cut as the camera's options say, so that it is not to
   * be done again} For sessions that have the same camera's pictures from where that was done, such
   * as another machine. What they ask and tell of widths is then of pictures as they are seen.
   * Asked anew for each picture. Any thread; never blocks.
   */
  default boolean isTurned() {
    return false;
  }

  /** {@return what is known of the stream by now} Any thread; never blocks. */
  default SessionInfo info() {
    return SessionInfo.UNKNOWN;
  }

  /**
   * Makes a blocked {@link #advance()} return or throw within 100 ms, and every later one at once.
   * Any thread; does not block; may be called more than once. The capture thread is interrupted as
   * well, so a session that only sleeps or waits interruptibly need not implement this.
   */
  default void cancel() {}

  /** Frees the connection. Called once or more, on the capture thread. */
  @Override
  void close();
}
