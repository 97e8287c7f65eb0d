package dev.framecast.rtsp;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacv.Frame;

/** A copy of a grabber's picture as one of FFmpeg's, which outlives the grabber's own. */
final class GrabbedPicture implements AutoCloseable {
  private final AVFrame frame = av_frame_alloc();

  AVFrame frame() {
    return frame;
  }

  /**
   * Copies the picture.
   *
   * @return false if it is of a kind that cannot be used
   */
  boolean take(Frame grabbed) {
    int format = format(grabbed);
    if (format == AV_PIX_FMT_NONE || !(grabbed.image[0] instanceof ByteBuffer pixels)) {
      return false;
    }
    boolean same =
        frame.width() == grabbed.imageWidth
            && frame.height() == grabbed.imageHeight
            && frame.format() == format;
    if (!same) {
      av_frame_unref(frame);
      frame.width(grabbed.imageWidth).height(grabbed.imageHeight).format(format);
      frame.color_range(AVCOL_RANGE_JPEG).colorspace(AVCOL_SPC_RGB);
    }
    int code = same ? av_frame_make_writable(frame) : av_frame_get_buffer(frame, 0);
    if (code < 0) {
      throw new OutOfMemoryError("FFmpeg has no memory for a picture");
    }
    int bytes = grabbed.imageWidth * grabbed.imageChannels;
    BytePointer to = frame.data(0);
    BytePointer from = new BytePointer(pixels.duplicate().clear());
    for (int row = 0; row < grabbed.imageHeight; row++) {
      to.position((long) row * frame.linesize(0));
      from.position((long) row * grabbed.imageStride);
      BytePointer.memcpy(to, from, bytes);
    }
    return true;
  }

  private static int format(Frame grabbed) {
    if (grabbed.imageDepth != Frame.DEPTH_UBYTE && grabbed.imageDepth != Frame.DEPTH_BYTE) {
      return AV_PIX_FMT_NONE;
    }
    return switch (grabbed.imageChannels) {
      case 1 -> AV_PIX_FMT_GRAY8;
      case 3 -> AV_PIX_FMT_BGR24;
      case 4 -> AV_PIX_FMT_RGBA;
      default -> AV_PIX_FMT_NONE;
    };
  }

  @Override
  public void close() {
    if (!frame.isNull()) {
      av_frame_free(frame);
    }
  }
}
