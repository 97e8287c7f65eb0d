package dev.framecast.rtsp.decode;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Decodes JPEGs, at a half, a quarter or an eighth of their size where less is wanted: the inverse
 * transform then makes fewer pixels to begin with. One thread's.
 */
public final class JpegDecoder implements AutoCloseable {
  private static final int SIZES = 4;

  /** By how many halvings; made when first needed. */
  private final AVCodecContext[] contexts = new AVCodecContext[SIZES];

  private final AVPacket packet = av_packet_alloc();
  private final AVFrame picture = av_frame_alloc();

  /**
   * The picture, valid until the next call, at the least size that is not below the wanted width.
   *
   * @param width pixels of the JPEG
   * @param wanted pixels, at most that
   */
  public AVFrame decode(ByteBuffer jpeg, int width, int wanted) throws IOException {
    int halvings = 0;
    while (halvings < SIZES - 1 && width >> (halvings + 1) >= wanted) {
      halvings++;
    }
    AVCodecContext context = contexts[halvings];
    if (context == null) {
      context = open(halvings);
      contexts[halvings] = context;
    }
    int code = av_new_packet(packet, jpeg.remaining());
    if (code >= 0) {
      BytePointer to = packet.data().capacity(jpeg.remaining());
      to.asByteBuffer().put(jpeg.duplicate());
      code = avcodec_send_packet(context, packet);
      av_packet_unref(packet);
    }
    if (code >= 0) {
      code = avcodec_receive_frame(context, picture);
    }
    if (code < 0
        || (picture.flags() & AV_FRAME_FLAG_CORRUPT) != 0
        || picture.decode_error_flags() != 0) {
      throw new IOException("the JPEG does not decode");
    }
    return picture;
  }

  private static AVCodecContext open(int halvings) throws IOException {
    AVCodec codec = avcodec_find_decoder(AV_CODEC_ID_MJPEG);
    AVCodecContext context = avcodec_alloc_context3(codec);
    context.thread_count(1);
    context.lowres(halvings);
    int code = avcodec_open2(context, codec, (PointerPointer<?>) null);
    if (code < 0) {
      avcodec_free_context(context);
      throw new IOException("FFmpeg's JPEG decoder does not start: error " + code);
    }
    return context;
  }

  @Override
  public void close() {
    for (AVCodecContext context : contexts) {
      if (context != null && !context.isNull()) {
        avcodec_free_context(context);
      }
    }
    if (!packet.isNull()) {
      av_packet_free(packet);
    }
    if (!picture.isNull()) {
      av_frame_free(picture);
    }
  }
}
