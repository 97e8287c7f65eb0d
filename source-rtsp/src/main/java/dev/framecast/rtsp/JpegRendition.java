package dev.framecast.rtsp;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * The way from decoded pictures to one rendition: a filter and an encoder that are kept from
 * picture to picture, and made anew when the pictures' format changes.
 */
final class JpegRendition implements AutoCloseable {
  private final Rendition rendition;
  private @Nullable PictureFormat format;
  private @Nullable ColorFilter filter;
  private @Nullable JpegEncoder encoder;
  private long lastUsed;

  JpegRendition(Rendition rendition) {
    this.rendition = rendition;
  }

  void write(AVFrame picture, FrameSlot slot) throws IOException {
    lastUsed = System.nanoTime();
    if (format == null || !format.fits(picture)) {
      prepareFor(PictureFormat.of(picture));
    }
    AVFrame ready = filter == null ? picture : filter.convert(picture);
    if (encoder == null || !encoder.fits(ready)) {
      closeEncoder();
      encoder = new JpegEncoder(ready, rendition.encoderQuality());
    }
    encoder.encode(ready, slot);
  }

  private void prepareFor(PictureFormat next) throws IOException {
    closeFilter();
    int width = next.widthFor(rendition.width());
    int height = next.heightFor(rendition.width());
    if (ColorFilter.isNeeded(next, width, height)) {
      filter = new ColorFilter(next, width, height);
    }
    format = next;
  }

  boolean isUnusedSince(long nanoTime) {
    return lastUsed - nanoTime < 0;
  }

  private void closeFilter() {
    format = null;
    if (filter != null) {
      filter.close();
      filter = null;
    }
  }

  private void closeEncoder() {
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
  }

  @Override
  public void close() {
    closeFilter();
    closeEncoder();
  }
}
