package dev.framecast.rtsp.testcamera;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_INTERLACED;
import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_TOP_FIELD_FIRST;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.awt.image.BufferedImage;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** Makes H.264 with OpenH264, which the LGPL build of FFmpeg has. */
final class H264Maker implements AutoCloseable {
  private final Matrix matrix;
  private final AVCodecContext context;
  private final AVFrame frame = av_frame_alloc();
  private final AVPacket packet = av_packet_alloc();
  private long count;

  H264Maker(int width, int height, Matrix matrix) {
    this("libopenh264", width, height, matrix);
  }

  /** With another of FFmpeg's encoders. */
  H264Maker(String encoder, int width, int height, Matrix matrix) {
    this(encoder, width, height, matrix, 0);
  }

  /** With some of FFmpeg's AV_CODEC_FLAGs as well. */
  H264Maker(String encoder, int width, int height, Matrix matrix, int flags) {
    this.matrix = matrix;
    AVCodec codec = avcodec_find_encoder_by_name(encoder);
    context = avcodec_alloc_context3(codec);
    context.width(width).height(height).pix_fmt(AV_PIX_FMT_YUV420P);
    context.time_base().num(1).den(25);
    context.framerate().num(25).den(1);
    context.gop_size(flags == 0 ? 1000 : 12).bit_rate(8_000_000).thread_count(1);
    context.colorspace(matrix.code()).color_primaries(matrix.code()).color_trc(matrix.code());
    context.color_range(AVCOL_RANGE_MPEG).flags(context.flags() | flags);
    check(avcodec_open2(context, codec, (PointerPointer<?>) null));
    frame.width(width).height(height).format(AV_PIX_FMT_YUV420P);
    check(av_frame_get_buffer(frame, 0));
  }

  /** Says of the pictures that come that they have lines of two moments, the upper one first. */
  H264Maker interlaced(boolean are) {
    frame.flags(are ? AV_FRAME_FLAG_INTERLACED | AV_FRAME_FLAG_TOP_FIELD_FIRST : 0);
    return this;
  }

  /** The picture as an access unit with start codes; parameter sets stand before a key frame. */
  byte[] encode(BufferedImage picture) {
    check(av_frame_make_writable(frame));
    byte[][] planes = matrix.planes(picture);
    for (int plane = 0; plane < 3; plane++) {
      int width = plane == 0 ? picture.getWidth() : picture.getWidth() / 2;
      BytePointer to = frame.data(plane);
      for (int row = 0; row * width < planes[plane].length; row++) {
        to.position((long) row * frame.linesize(plane)).put(planes[plane], row * width, width);
      }
    }
    frame.pts(count++);
    check(avcodec_send_frame(context, frame));
    check(avcodec_receive_packet(context, packet));
    byte[] unit = new byte[packet.size()];
    packet.data().get(unit);
    av_packet_unref(packet);
    return unit;
  }

  private static void check(int code) {
    if (code < 0) {
      throw new IllegalStateException("FFmpeg's error " + code);
    }
  }

  @Override
  public void close() {
    avcodec_free_context(context);
    av_frame_free(frame);
    av_packet_free(packet);
  }
}
