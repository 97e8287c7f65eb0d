package dev.framecast.rtsp;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUYV422;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import dev.framecast.encode.RawPicture;
import dev.framecast.encode.RenditionEncoder;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.decode.JpegDecoder;
import dev.framecast.rtsp.encode.Renditions;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** The way of network cameras' pictures to JPEG, for pictures from elsewhere. */
final class FFmpegRenditionEncoder implements RenditionEncoder {
  private final Renditions renditions = new Renditions();
  private final AVFrame frame = av_frame_alloc();
  private final JpegDecoder decoder = new JpegDecoder();

  @Override
  public void encode(RawPicture picture, Rendition rendition, FrameSlot slot) throws IOException {
    prepareFor(picture);
    // The filters and the encoder want memory that they can hold on to; a copy takes 0.2 ms.
    BytePointer from = new BytePointer(picture.pixels().duplicate().clear());
    int width = picture.width();
    int height = picture.height();
    switch (picture.layout()) {
      case YUYV -> copyRows(from, 0, 0, width * 2, height);
      case BGR -> copyRows(from, 0, 0, width * 3, height);
      case NV12 -> {
        copyRows(from, 0, 0, width, height);
        copyRows(from, (long) width * height, 1, width, height / 2);
      }
    }
    renditions.of(rendition).write(frame, slot);
  }

  private void prepareFor(RawPicture picture) {
    int format =
        switch (picture.layout()) {
          case YUYV -> AV_PIX_FMT_YUYV422;
          case NV12 -> AV_PIX_FMT_NV12;
          case BGR -> AV_PIX_FMT_BGR24;
        };
    boolean same =
        frame.width() == picture.width()
            && frame.height() == picture.height()
            && frame.format() == format;
    if (!same) {
      av_frame_unref(frame);
      frame.width(picture.width()).height(picture.height()).format(format);
      boolean rgb = picture.layout() == RawPicture.Layout.BGR;
      frame.colorspace(rgb ? AVCOL_SPC_RGB : AVCOL_SPC_SMPTE170M);
      frame.color_range(rgb ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
    }
    int code = same ? av_frame_make_writable(frame) : av_frame_get_buffer(frame, 0);
    if (code < 0) {
      throw new OutOfMemoryError("FFmpeg has no memory for a picture");
    }
  }

  private void copyRows(BytePointer from, long offset, int plane, int bytes, int rows) {
    BytePointer to = frame.data(plane);
    for (int row = 0; row < rows; row++) {
      to.position((long) row * frame.linesize(plane));
      from.position(offset + (long) row * bytes);
      BytePointer.memcpy(to, from, bytes);
    }
  }

  @Override
  public void scale(ByteBuffer jpeg, int width, Rendition rendition, FrameSlot slot)
      throws IOException {
    int wanted = rendition.width() == 0 ? width : Math.min(width, rendition.width());
    renditions.of(rendition).write(decoder.decode(jpeg, width, wanted), slot);
  }

  @Override
  public void close() {
    renditions.close();
    decoder.close();
    if (!frame.isNull()) {
      av_frame_free(frame);
    }
  }
}
