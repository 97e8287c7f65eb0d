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
   * Goes on to the next picture that is whole; blocks.
   *
   * @return false at the end
   */
  boolean next() throws SourceException;

  /** The present picture's own time in nanoseconds, or {@link Demuxer#NO_TIME}. */
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
