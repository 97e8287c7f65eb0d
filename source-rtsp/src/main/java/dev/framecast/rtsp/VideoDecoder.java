package dev.framecast.rtsp;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_OUTPUT_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import dev.framecast.SourceException;
import dev.framecast.SourceException.Kind;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/** Packets in, pictures out. Confined to the session's thread. */
final class VideoDecoder implements AutoCloseable {
  private final AVCodecContext context;
  private AVFrame picture = av_frame_alloc();
  private AVFrame next = av_frame_alloc();

  VideoDecoder(Address address, AVCodecParameters parameters) throws SourceException {
    AVCodec codec = avcodec_find_decoder(parameters.codec_id());
    context = avcodec_alloc_context3(codec);
    // Frame threads would each hold one picture back, and slice threads gain nothing.
    context.thread_count(1);
    // FFmpeg then also gives out the pictures that it flags as broken; PictureGate judges them.
    context.flags(context.flags() | AV_CODEC_FLAG_OUTPUT_CORRUPT);
    if (parameters.codec_id() == AV_CODEC_ID_MJPEG) {
      // Else a JPEG with the wrong Huffman tables decodes to garbage without an error.
      context.err_recognition(AV_EF_EXPLODE);
    }
    if (codec == null
        || avcodec_parameters_to_context(context, parameters) < 0
        || avcodec_open2(context, codec, (PointerPointer<?>) null) < 0) {
      close();
      throw new SourceException(
          Kind.UNSUPPORTED, address + ": FFmpeg cannot decode " + name(parameters));
    }
  }

  static String name(AVCodecParameters parameters) {
    return avcodec_get_name(parameters.codec_id()).getString(StandardCharsets.US_ASCII);
  }

  /**
   * Takes a packet.
   *
   * @return false if it was of no use
   */
  boolean send(AVPacket packet) {
    return avcodec_send_packet(context, packet) >= 0;
  }

  /** Says that no packet follows, so that the decoder gives out what it holds. */
  void end() {
    int ignored = avcodec_send_packet(context, null);
  }

  /** Goes on to the next picture, if one is ready. */
  boolean receive() {
    if (avcodec_receive_frame(context, next) < 0) {
      return false;
    }
    AVFrame received = next;
    next = picture;
    picture = received;
    return true;
  }

  /** The picture that {@link #receive()} reached; valid until it reaches another one. */
  AVFrame picture() {
    return picture;
  }

  /** Whether the picture was decoded without errors, and from a key frame on. */
  boolean isWhole() {
    return (picture.flags() & AV_FRAME_FLAG_CORRUPT) == 0 && picture.decode_error_flags() == 0;
  }

  @Override
  public void close() {
    if (!context.isNull()) {
      avcodec_free_context(context);
    }
    if (!picture.isNull()) {
      av_frame_free(picture);
    }
    if (!next.isNull()) {
      av_frame_free(next);
    }
  }
}
