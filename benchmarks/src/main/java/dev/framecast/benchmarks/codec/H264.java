package dev.framecast.benchmarks.codec;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.io.ByteArrayOutputStream;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * H.264 as HD cameras send it (BT.709, limited range, one key frame, then predicted ones), made by
 * OpenH264, which FFmpeg's LGPL build has.
 */
final class H264 {
  private static final int BITS_A_SECOND = 6_000_000;

  private H264() {}

  /** So many pictures of the scene, as a byte stream with start codes that can be looped. */
  static byte[] encode(Scene scene, int count) {
    AVCodec codec = avcodec_find_encoder_by_name("libopenh264");
    AVCodecContext context = avcodec_alloc_context3(codec);
    AVFrame frame = av_frame_alloc();
    AVPacket packet = av_packet_alloc();
    try {
      context.width(scene.width()).height(scene.height()).pix_fmt(AV_PIX_FMT_YUV420P);
      context.time_base().num(1).den(25);
      context.framerate().num(25).den(1);
      context.gop_size(count).bit_rate(BITS_A_SECOND).thread_count(1);
      context.colorspace(AVCOL_SPC_BT709).color_range(AVCOL_RANGE_MPEG);
      context.color_primaries(AVCOL_PRI_BT709).color_trc(AVCOL_TRC_BT709);
      check(avcodec_open2(context, codec, (PointerPointer<?>) null));
      frame.width(scene.width()).height(scene.height()).format(AV_PIX_FMT_YUV420P);
      check(av_frame_get_buffer(frame, 0));
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      for (int time = 0; time < count; time++) {
        check(av_frame_make_writable(frame));
        draw(scene, time, frame);
        frame.pts(time);
        check(avcodec_send_frame(context, frame));
        check(avcodec_receive_packet(context, packet));
        byte[] unit = new byte[packet.size()];
        packet.data().get(unit);
        stream.writeBytes(unit);
        av_packet_unref(packet);
      }
      return stream.toByteArray();
    } finally {
      avcodec_free_context(context);
      av_frame_free(frame);
      av_packet_free(packet);
    }
  }

  private static void draw(Scene scene, int time, AVFrame frame) {
    for (int plane = 0; plane < 3; plane++) {
      int step = plane == 0 ? 1 : 2;
      byte[] row = new byte[scene.width() / step];
      BytePointer to = frame.data(plane);
      for (int y = 0; y < scene.height() / step; y++) {
        for (int x = 0; x < row.length; x++) {
          row[x] =
              (byte)
                  (plane == 0
                      ? scene.luma(x, y, time)
                      : scene.chroma(2 * x, 2 * y, time, plane == 2));
        }
        to.position((long) y * frame.linesize(plane)).put(row);
      }
    }
  }

  private static void check(int code) {
    if (code < 0) {
      throw new IllegalStateException("FFmpeg cannot make H.264: error " + code);
    }
  }
}
