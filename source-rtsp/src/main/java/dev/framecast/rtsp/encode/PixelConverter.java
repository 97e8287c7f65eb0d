package dev.framecast.rtsp.encode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Makes BGR of full-range BT.601 (or RGB) of one format and size, with FFmpeg's swscale. Confined
 * to the session's thread.
 */
final class PixelConverter implements AutoCloseable {
  private static final int BYTES_PER_PIXEL = 3;

  /** What swscale's widest instructions write at a time. */
  private static final int ALIGNMENT = 32;

  private static final int ONE = 1 << 16;

  private final int fromWidth;
  private final int fromHeight;
  private final int fromPixels;
  private final int width;
  private final int height;
  private final SwsContext context;
  private final AVFrame target = av_frame_alloc();

  /** Whether rows without gaps would be written beyond their ends. */
  private final boolean isPadded;

  /**
   * For pictures like this one.
   *
   * @param pixels FFmpeg's format with three bytes a pixel
   */
  PixelConverter(AVFrame like, int width, int height, int pixels) throws IOException {
    this.fromWidth = like.width();
    this.fromHeight = like.height();
    this.fromPixels = like.format();
    this.width = width;
    this.height = height;
    boolean scaled = fromWidth != width || fromHeight != height;
    int flags =
        scaled ? SWS_AREA | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP | SWS_FULL_CHR_H_INT : SWS_AREA;
    context =
        sws_getContext(
            fromWidth,
            fromHeight,
            fromPixels,
            width,
            height,
            pixels,
            flags,
            null,
            null,
            (DoublePointer) null);
    isPadded = width * BYTES_PER_PIXEL % ALIGNMENT != 0;
    target.width(width).height(height).format(pixels);
    if (context == null || (isPadded && av_frame_get_buffer(target, 0) < 0)) {
      close();
      throw new IOException(
          "FFmpeg cannot make "
              + width
              + "x"
              + height
              + " pixels of a picture of "
              + fromWidth
              + "x"
              + fromHeight);
    }
    IntPointer bt601 = sws_getCoefficients(SWS_CS_ITU601);
    int ignored = sws_setColorspaceDetails(context, bt601, 1, bt601, 1, 0, ONE, ONE);
  }

  /** Whether pictures like this one are what this takes, and that is what it makes. */
  boolean fits(AVFrame picture, int wantedWidth, int wantedHeight) {
    return picture.width() == fromWidth
        && picture.height() == fromHeight
        && picture.format() == fromPixels
        && wantedWidth == width
        && wantedHeight == height;
  }

  /** Puts the pixels, row by row without gaps, to the beginning of the buffer. */
  void convert(AVFrame picture, ByteBuffer pixels) throws IOException {
    BytePointer to = new BytePointer(pixels.duplicate().clear());
    int row = width * BYTES_PER_PIXEL;
    if (!isPadded) {
      target.data(0, to).linesize(0, row);
    }
    int rows =
        sws_scale(
            context,
            picture.data(),
            picture.linesize(),
            0,
            fromHeight,
            target.data(),
            target.linesize());
    if (rows != height) {
      throw new IOException("FFmpeg cannot make pixels of a picture: " + rows + " rows");
    }
    if (isPadded) {
      copyRows(target.data(0), target.linesize(0), to, row, height);
    }
    pixels.position(row * height);
  }

  /** Copies rows of so many bytes, which lie so far apart, to where they follow each other. */
  static void copyRows(BytePointer from, int stride, BytePointer to, int bytes, int rows) {
    if (stride == bytes) {
      BytePointer.memcpy(to, from, (long) bytes * rows);
      return;
    }
    for (int row = 0; row < rows; row++) {
      to.position((long) row * bytes);
      from.position((long) row * stride);
      BytePointer.memcpy(to, from, bytes);
    }
  }

  @Override
  public void close() {
    if (context != null && !context.isNull()) {
      sws_freeContext(context);
      context.setNull();
    }
    if (!target.isNull()) {
      if (!isPadded) {
        target.data(0, null); // the slot's own
      }
      av_frame_free(target);
    }
  }
}
