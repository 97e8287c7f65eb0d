package dev.framecast.rtsp.encode;

import dev.framecast.jpeg.Turn;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Brings pictures to the size and the colours of a JPEG, and turns them, whatever their format. */
final class JpegColors implements AutoCloseable {
  private final int widthLimit;
  private @Nullable PictureFormat format;
  private Turn turn = Turn.NONE;
  private @Nullable ColorFilter filter;

  /** For pictures of at most that width before they are turned; 0 stands for no limit. */
  JpegColors(int widthLimit) {
    this.widthLimit = widthLimit;
  }

  /** The picture as 4:2:0 of full-range BT.601; valid until the next one, and as long as it is. */
  AVFrame convert(AVFrame picture, Turn wanted) throws IOException {
    if (format == null || turn != wanted || !format.fits(picture)) {
      turn = wanted;
      prepareFor(PictureFormat.of(picture));
    }
    return filter == null ? picture : filter.convert(picture);
  }

  private void prepareFor(PictureFormat next) throws IOException {
    close();
    int width = next.widthFor(widthLimit);
    int height = next.heightFor(widthLimit);
    if (turn != Turn.NONE || ColorFilter.isNeeded(next, width, height)) {
      filter = new ColorFilter(next, width, height, turn);
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
