package dev.framecast.rtsp.encode;

import dev.framecast.frame.FrameSlot;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The way from decoded pictures to one rendition: what it takes is kept from picture to picture,
 * and made anew when the pictures' format changes. Confined to the session's thread.
 */
public interface PictureRendition extends AutoCloseable {

  /** Appends the picture to the slot. */
  void write(AVFrame picture, FrameSlot slot) throws IOException;

  /** Whether nothing was written since that {@link System#nanoTime()}. */
  boolean isUnusedSince(long nanoTime);

  @Override
  void close();
}
