package dev.framecast.rtsp.encode;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** JPEGs of decoded pictures: their colours are converted, and then they are encoded. */
final class JpegRendition implements PictureRendition {
  private final Rendition rendition;
  private final JpegColors colors;
  private @Nullable JpegEncoder encoder;
  private long lastUsed;

  JpegRendition(Rendition rendition) {
    this.rendition = rendition;
    this.colors = new JpegColors(rendition.width());
  }

  @Override
  public void write(AVFrame picture, FrameSlot slot) throws IOException {
    lastUsed = System.nanoTime();
    AVFrame ready = colors.convert(picture, slot);
    if (encoder == null || !encoder.fits(ready)) {
      closeEncoder();
      encoder = new JpegEncoder(ready, rendition.encoderQuality());
    }
    encoder.encode(ready, slot);
    slot.turned();
  }

  @Override
  public boolean isUnusedSince(long nanoTime) {
    return lastUsed - nanoTime < 0;
  }

  private void closeEncoder() {
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
  }

  @Override
  public void close() {
    colors.close();
    closeEncoder();
  }
}
