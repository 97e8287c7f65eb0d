package dev.framecast.rtsp.encode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import dev.framecast.frame.FrameSlot;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/** FFmpeg's JPEG encoder for pictures of one size. Confined to the session's thread. */
public final class JpegEncoder implements AutoCloseable {
  private final AVCodecContext context;
  private final AVPacket packet = av_packet_alloc();
  private final int lambda;
  private long count;

  /**
   * For pictures like this one.
   *
   * @param quality on libjpeg's scale
   */
  public JpegEncoder(AVFrame like, int quality) throws IOException {
    lambda = FF_QP2LAMBDA * quantizer(quality);
    AVCodec codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
    context = avcodec_alloc_context3(codec);
    context.width(like.width()).height(like.height()).pix_fmt(like.format());
    context.color_range(AVCOL_RANGE_JPEG);
    context.time_base().num(1).den(1000);
    context.thread_count(1);
    context.flags(context.flags() | AV_CODEC_FLAG_QSCALE).global_quality(lambda);
    context.qmin(1);
    // Optimal tables save 6 to 9 % of the bytes for 11 to 15 % more time.
    int code = av_opt_set(context.priv_data(), "huffman", "default", 0);
    if (code >= 0) {
      code = avcodec_open2(context, codec, (PointerPointer<?>) null);
    }
    if (code < 0) {
      close();
      throw new IOException("FFmpeg's JPEG encoder does not start: error " + code);
    }
  }

  /**
   * FFmpeg's quantizer for a quality on libjpeg's scale. libjpeg scales its tables by 200 - 2q
   * percent, below 50 by 5000/q percent; FFmpeg's are about right when its quantizer is a tenth of
   * that: 80 is 4, 90 is 2, 50 is 10. FFmpeg knows whole numbers from 1 to 31, so neighbours share
   * one, and 95 to 100 and 1 to 16 are all the same.
   */
  static int quantizer(int quality) {
    double percent = quality < 50 ? 5000.0 / quality : 200 - 2.0 * quality;
    return (int) Math.max(1, Math.min(31, Math.round(percent / 10)));
  }

  /** Whether pictures like this one are what this encoder takes. */
  boolean fits(AVFrame picture) {
    return picture.width() == context.width()
        && picture.height() == context.height()
        && picture.format() == context.pix_fmt();
  }

  /** Appends the picture to the slot. */
  public void encode(AVFrame picture, FrameSlot slot) throws IOException {
    // Each frame needs its own: with the context's alone, FFmpeg takes the best quality there is.
    picture.quality(lambda).pict_type(0).pts(count++);
    int code = avcodec_send_frame(context, picture);
    if (code >= 0) {
      code = avcodec_receive_packet(context, packet);
    }
    if (code < 0) {
      throw new IOException("FFmpeg cannot encode a picture as JPEG: error " + code);
    }
    int size = packet.size();
    slot.reserve(size).put(packet.data().capacity(size).asByteBuffer());
    av_packet_unref(packet);
  }

  @Override
  public void close() {
    if (!context.isNull()) {
      avcodec_free_context(context);
    }
    if (!packet.isNull()) {
      av_packet_free(packet);
    }
  }
}
