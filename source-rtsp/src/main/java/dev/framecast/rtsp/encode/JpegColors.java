package dev.framecast.rtsp.encode;

import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Brings pictures to the size and the colours of a JPEG, whatever format they have. */
final class JpegColors implements AutoCloseable {
  private final int widthLimit;
  private @Nullable PictureFormat format;
  private @Nullable ColorFilter filter;

  /** For pictures of at most that width; 0 stands for no limit. */
  JpegColors(int widthLimit) {
    this.widthLimit = widthLimit;
  }

  /** The picture as 4:2:0 of full-range BT.601; valid until the next one, and as long as it is. */
  AVFrame convert(AVFrame picture) throws IOException {
    if (format == null || !format.fits(picture)) {
      prepareFor(PictureFormat.of(picture));
    }
    return filter == null ? picture : filter.convert(picture);
  }

  private void prepareFor(PictureFormat next) throws IOException {
    close();
    int width = next.widthFor(widthLimit);
    int height = next.heightFor(widthLimit);
    if (ColorFilter.isNeeded(next, width, height)) {
      filter = new ColorFilter(next, width, height);
    }
    format = next;
  }

  @Override
  public void close() {
    format = null;
    if (filter != null) {
      filter.close();
      filter = null;
    }
  }
}
