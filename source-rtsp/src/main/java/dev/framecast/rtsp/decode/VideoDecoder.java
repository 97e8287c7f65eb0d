package dev.framecast.rtsp.decode;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONREF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_CAP_FRAME_THREADS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_COPY_OPAQUE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_OUTPUT_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import dev.framecast.rtsp.demux.Address;
import dev.framecast.rtsp.ffmpeg.FFmpeg;
import dev.framecast.rtsp.ffmpeg.FFmpegLog;
import dev.framecast.rtsp.hardware.HardwareDecoding;
import dev.framecast.rtsp.hardware.HardwarePictures;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Packets in, pictures out. Confined to the session's thread. */
public final class VideoDecoder implements AutoCloseable {
  // More than what FFmpeg's levels span: its decoders then log nothing that anybody listens to.
  // Not more than a byte holds with them, as JavaCPP compares the lowest one alone; or else each
  // slice would be told to a callback in Java.
  private static final int LOG_NOTHING = 128;

  private final AVCodecContext context;
  private final Label label = new Label();

  /** Null where the processor decodes. */
  private final @Nullable HardwarePictures hardware;

  private AVFrame picture = av_frame_alloc();
  private AVFrame next = av_frame_alloc();
  private boolean failed;

  /**
   * A decoder.
   *
   * @param maxPixels larger pictures are refused before there is memory for them
   * @param threads 1 gives out each picture at once; more are quicker, but hold as many back
   */
  public VideoDecoder(Address address, AVCodecParameters parameters, long maxPixels, int threads)
      throws SourceException {
    this(address, parameters, maxPixels, threads, 0);
  }

  /**
   * A decoder.
   *
   * @param halvings how often width and height are halved, 3 at most; JPEG's blocks can be decoded
   *     that way at a part of the cost
   */
  VideoDecoder(
      Address address, AVCodecParameters parameters, long maxPixels, int threads, int halvings)
      throws SourceException {
    this(address, parameters, maxPixels, threads, halvings, null);
  }

  /** Owns the device from here on, also where this throws. */
  private VideoDecoder(
      Address address,
      AVCodecParameters parameters,
      long maxPixels,
      int threads,
      int halvings,
      @Nullable HardwarePictures hardware)
      throws SourceException {
    this.hardware = hardware;
    AVCodec codec = avcodec_find_decoder(parameters.codec_id());
    context = avcodec_alloc_context3(codec);
    // Slice threads gain nothing.
    boolean many = codec != null && (codec.capabilities() & AV_CODEC_CAP_FRAME_THREADS) != 0;
    context.lowres(codec == null ? 0 : Math.min(halvings, codec.max_lowres()));
    context.thread_count(many ? threads : 1).thread_type(AVCodecContext.FF_THREAD_FRAME);
    context.max_pixels(maxPixels).log_level_offset(FFmpegLog.isVerbose() ? 0 : LOG_NOTHING);
    // FFmpeg then also gives out the pictures that it flags as broken; PictureGate judges them.
    context.flags(context.flags() | AV_CODEC_FLAG_OUTPUT_CORRUPT | AV_CODEC_FLAG_COPY_OPAQUE);
    if (parameters.codec_id() == AV_CODEC_ID_MJPEG) {
      // Else a JPEG with the wrong Huffman tables decodes to garbage without an error.
      context.err_recognition(AV_EF_EXPLODE);
    }
    if (hardware != null) {
      hardware.attachTo(context);
    }
    if (codec == null
        || avcodec_parameters_to_context(context, parameters) < 0
        || avcodec_open2(context, codec, (PointerPointer<?>) null) < 0) {
      close();
      throw new SourceException(
          Kind.UNSUPPORTED, address + ": FFmpeg cannot decode " + name(parameters));
    }
  }

  /** A decoder of one thread, with a device where one is wanted and opens. */
  public static VideoDecoder of(
      Address address, AVCodecParameters parameters, long maxPixels, HardwareDecoding wanted)
      throws SourceException {
    AVCodec codec = avcodec_find_decoder(parameters.codec_id());
    HardwarePictures hardware = codec == null ? null : wanted.open(address, codec);
    if (hardware != null) {
      try {
        return new VideoDecoder(address, parameters, maxPixels, 1, 0, hardware);
      } catch (SourceException e) {
        hardware.refuse();
      }
    }
    return new VideoDecoder(address, parameters, maxPixels, 1);
  }

  public static String name(AVCodecParameters parameters) {
    return avcodec_get_name(parameters.codec_id()).getString(StandardCharsets.US_ASCII);
  }

  /**
   * Takes a packet. {@link #receive()} must have said before that there is no picture left.
   *
   * @param number what {@link #number()} says of its picture
   * @return false if it was of no use
   */
  boolean send(AVPacket packet, long number) {
    packet.opaque(label.of(number));
    int code = avcodec_send_packet(context, packet);
    if (hardware != null) {
      hardware.sent(packet, code);
    }
    return code >= 0;
  }

  /** Says that no packet follows, so that the decoder gives out what it holds. */
  void end() {
    int ignored = avcodec_send_packet(context, null);
  }

  /** Forgets all packets that came, and all pictures that it holds. */
  void flush() {
    avcodec_flush_buffers(context);
  }

  /** Whether to leave out pictures that no other refers to. */
  void skipUnreferenced(boolean skip) {
    context.skip_frame(skip ? AVDISCARD_NONREF : AVDISCARD_DEFAULT);
  }

  /** Goes on to the next picture, if one is ready. */
  boolean receive() {
    int code = avcodec_receive_frame(context, next);
    if (hardware != null) {
      hardware.judge(code);
      code = code < 0 ? code : hardware.toMemory(next);
    }
    failed = code < 0 && code != AVERROR_EAGAIN() && code != AVERROR_EOF;
    if (code < 0) {
      return false;
    }
    AVFrame received = next;
    next = picture;
    picture = received;
    return true;
  }

  /** Whether the last {@link #receive()} gave no picture because of an error in the stream. */
  boolean hasFailed() {
    return failed;
  }

  /** Whether a device decodes, as far as is known, and not the processor. */
  boolean isByDevice() {
    return hardware != null && hardware.isUsed();
  }

  /** Whether nothing follows, as the device failed; another decoder must take its place. */
  boolean hasLostDevice() {
    return hardware != null && hardware.isLost();
  }

  /** Gives the device up. */
  void loseDevice(String why) {
    if (hardware != null) {
      hardware.lose(why);
    }
  }

  /** The picture that {@link #receive()} reached; valid until it reaches another one. */
  AVFrame picture() {
    return picture;
  }

  /** The number that the picture's packet was sent with. */
  long number() {
    Pointer opaque = picture.opaque();
    return opaque == null ? 0 : opaque.address();
  }

  /** Pictures a second as the stream itself promises them; 0 if it does not, or nonsense. */
  double fps() {
    return FFmpeg.fps(context.framerate());
  }

  /** Whether the decoder began in between key frames, and has not got over that yet. */
  boolean isRecovering() {
    return (picture.flags() & AV_FRAME_FLAG_CORRUPT) != 0;
  }

  /** Whether decoding the picture met errors. */
  boolean hasErrors() {
    return picture.decode_error_flags() != 0;
  }

  /** Whether the picture was decoded without errors, and from a key frame on. */
  boolean isWhole() {
    return !isRecovering() && !hasErrors();
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
    if (hardware != null) {
      hardware.close();
    }
  }

  /** A number that FFmpeg carries from a packet to its picture where C would carry an address. */
  private static final class Label extends Pointer {
    Label of(long number) {
      address = number;
      return this;
    }
  }
}
