package dev.framecast.rtsp;

import dev.framecast.encode.RenditionEncoder;
import dev.framecast.rtsp.ffmpeg.FFmpeg;

/**
 * Lets other sources encode by FFmpeg when this module is there. Found by {@link
 * RenditionEncoder#installed()}; apps need not touch it.
 */
public final class FFmpegRenditionEncoders implements RenditionEncoder.Provider {

  /** Called by the JDK's service loader. */
  public FFmpegRenditionEncoders() {}

  @Override
  public RenditionEncoder open() {
    FFmpeg.load();
    return new FFmpegRenditionEncoder();
  }
}
