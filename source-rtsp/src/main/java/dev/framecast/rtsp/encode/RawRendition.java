package dev.framecast.rtsp.encode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Pixels of decoded pictures, in the colours that a JPEG of them shows. Grey is the JPEG's own
 * brightness. Pictures that are RGB already stay so.
 */
final class RawRendition implements PictureRendition {
  private final Rendition rendition;
  private final JpegColors colors;
  private @Nullable PixelConverter converter;
  private @Nullable PictureFormat format;
  private boolean rgb;
  private long lastUsed;

  RawRendition(Rendition rendition) {
    this.rendition = rendition;
    this.colors = new JpegColors(rendition.width());
  }

  @Override
  public void write(AVFrame picture, FrameSlot slot) throws IOException {
    lastUsed = System.nanoTime();
    if (rendition.format() == FrameFormat.GRAY8) {
      putBrightness(colors.convert(picture, slot), slot);
      slot.turned();
      return;
    }
    PictureFormat from = format;
    if (from == null || !from.fits(picture)) {
      from = PictureFormat.of(picture);
      format = from;
      rgb = from.isRgb();
    }
    AVFrame ready = rgb ? picture : colors.convert(picture, slot);
    int width = rgb ? from.widthFor(rendition.width()) : ready.width();
    int height = rgb ? from.heightFor(rendition.width()) : ready.height();
    PixelConverter current = converter;
    if (current == null || !current.fits(ready, width, height)) {
      closeConverter();
      current = new PixelConverter(ready, width, height, AV_PIX_FMT_BGR24);
      converter = current;
    }
    current.convert(ready, slot.reservePixels(FrameFormat.BGR24, width, height));
    if (rgb) {
      DisplayMatrix.heed(picture, slot); // whoever asked turns them
    } else {
      slot.turned();
    }
  }

  private static void putBrightness(AVFrame picture, FrameSlot slot) {
    int width = picture.width();
    ByteBuffer pixels = slot.reservePixels(FrameFormat.GRAY8, width, picture.height());
    BytePointer from = picture.data(0);
    BytePointer to = new BytePointer(pixels.duplicate().clear());
    PixelConverter.copyRows(from, picture.linesize(0), to, width, picture.height());
    pixels.position(FrameFormat.GRAY8.bytes(width, picture.height()));
  }

  @Override
  public boolean isUnusedSince(long nanoTime) {
    return lastUsed - nanoTime < 0;
  }

  private void closeConverter() {
    if (converter != null) {
      converter.close();
      converter = null;
    }
  }

  @Override
  public void close() {
    colors.close();
    closeConverter();
  }
}
