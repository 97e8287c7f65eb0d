package dev.framecast.rtsp.decode;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.demux.Demuxer;
import dev.framecast.source.SourceException;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The pictures of a stream, one after the other. Confined to the session's thread. */
public interface Pictures extends AutoCloseable {

  /**
   * Goes on to the next picture that is whole, or to the next access unit if somebody wants these;
   * blocks.
   *
   * @return false at the end
   */
  boolean next() throws SourceException;

  /** Whether there is a picture now; else there is a unit alone. */
  default boolean hasPicture() {
    return true;
  }

  /** Whether there is an access unit to be handed on now. */
  default boolean hasUnit() {
    return false;
  }

  /**
   * Writes the access unit, if there is one.
   *
   * @return false if there never will be any
   */
  default boolean writeUnit(FrameSlot slot) {
    return false;
  }

  /** Says when the unit, or else the picture, was to be had, if that is another time. */
  void cameAt(long nanos);

  /**
   * The unit's own time in decoding order, or else the picture's, in nanoseconds, or {@link
   * Demuxer#NO_TIME}.
   */
  long time();

  /** When the present picture was to be had, on the scale of {@link System#nanoTime()}. */
  long captured();

  /** Pixels of the present picture, as people shall see it. */
  int width();

  /** Pixels of the present picture. */
  int height();

  /** Hands the present picture on as the camera sent it, if it is a JPEG that will do. */
  default boolean passThrough(Rendition rendition, FrameSlot slot) {
    return false;
  }

  /** The present picture decoded; valid until {@link #next()}. */
  AVFrame decoded() throws IOException;

  @Override
  void close();
}
