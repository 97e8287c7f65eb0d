package dev.framecast.rtsp;

import dev.framecast.jpeg.RenditionMaker;

/**
 * Lets other sources encode by FFmpeg when this module is there. Found by {@link
 * RenditionMaker#installed()}; apps need not touch it.
 */
public final class FFmpegRenditionMakers implements RenditionMaker.Provider {

  /** Called by the JDK's service loader. */
  public FFmpegRenditionMakers() {}

  @Override
  public RenditionMaker open() {
    FFmpeg.load();
    return new FFmpegRenditionMaker();
  }
}
