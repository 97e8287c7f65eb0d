package dev.framecast.rtsp.encode;

import dev.framecast.frame.FrameSlot;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Turn;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Brings pictures to the size and the colours of a JPEG, cuts and turns them, whatever their
 * format.
 */
final class JpegColors implements AutoCloseable {
  private final int widthLimit;
  private @Nullable PictureFormat format;
  private Turn turn = Turn.NONE;
  private Crop crop = Crop.WHOLE;
  private @Nullable ColorFilter filter;

  /** For pictures of at most that width before they are turned; 0 stands for no limit. */
  JpegColors(int widthLimit) {
    this.widthLimit = widthLimit;
  }

  /** The picture as 4:2:0 of full-range BT.601; valid until the next one, and as long as it is. */
  AVFrame convert(AVFrame picture, FrameSlot slot) throws IOException {
    DisplayMatrix.heed(picture, slot);
    if (format == null
        || turn != slot.turn()
        || !crop.equals(slot.crop())
        || !format.fits(picture)) {
      turn = slot.turn();
      crop = slot.crop();
      prepareFor(PictureFormat.of(picture));
    }
    return filter == null ? picture : filter.convert(picture);
  }

  private void prepareFor(PictureFormat next) throws IOException {
    close();
    Crop share = crop.before(turn);
    Crop.Part part = share.in(next.width(), next.height());
    int width = scaled(part.width(), next.widthFor(widthLimit), next.width());
    int height = scaled(part.height(), next.heightFor(widthLimit), next.height());
    if (widthLimit > 0) { // the part may be a little more than its share, and that is what is asked
      double by = (double) widthLimit / next.displayWidth();
      width = atMost(width, share.width() * widthLimit);
      height = atMost(height, share.height() * next.height() * by);
    }
    boolean changed = turn != Turn.NONE || !crop.isWhole();
    if (changed || ColorFilter.isNeeded(next, width, height)) {
      filter = new ColorFilter(next, part, width, height, turn);
    }
    format = next;
  }

  private static int scaled(int part, int to, int from) {
    return (int) Math.max(1, Math.round((double) part * to / from));
  }

  private static int atMost(int pixels, double most) {
    return (int) Math.max(1, Math.min(pixels, Math.round(most)));
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
