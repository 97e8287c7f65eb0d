package dev.framecast.rtsp.testcamera;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_open_dyn_buf;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;
import static org.bytedeco.ffmpeg.global.avutil.av_memdup;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Puts H.264 at 25 pictures a second into the containers of FFmpeg. */
public final class Container {
  private static final int FPS = 25;

  private Container() {}

  /**
   * A file's bytes.
   *
   * @param format {@code mpegts}, {@code flv}, or {@code mp4} in fragments
   * @param pictures with start codes; the first is a key frame with its parameter sets
   * @param firstNumber how many pictures were before these
   */
  public static byte[] of(String format, List<byte[]> pictures, int firstNumber) {
    return of(format, AV_CODEC_ID_H264, pictures, firstNumber);
  }

  /** The same of another codec, whose pictures have all that is needed in them. */
  public static byte[] of(String format, int codec, List<byte[]> pictures, int firstNumber) {
    AVFormatContext context = new AVFormatContext(null);
    check(avformat_alloc_output_context2(context, null, format, (String) null));
    AVStream stream = avformat_new_stream(context, null);
    AVCodecParameters parameters = stream.codecpar();
    parameters.codec_type(AVMEDIA_TYPE_VIDEO).codec_id(codec);
    parameters.width(320).height(240);
    if (codec == AV_CODEC_ID_H264) {
      byte[] sets = parameterSets(pictures.get(0));
      parameters.extradata(new BytePointer(av_memdup(new BytePointer(sets), sets.length)));
      parameters.extradata_size(sets.length);
    }
    stream.time_base().num(1).den(FPS);
    AVIOContext io = new AVIOContext(null);
    check(avio_open_dyn_buf(io));
    context.pb(io);
    AVDictionary options = new AVDictionary(null);
    if (format.equals("flv")) {
      check(av_dict_set(options, "flvflags", "no_duration_filesize", 0)); // as it is sent live
    }
    if (format.equals("mp4")) {
      String flags = "frag_keyframe+empty_moov+default_base_moof";
      check(av_dict_set(options, "movflags", flags, 0));
    }
    check(avformat_write_header(context, options));
    av_dict_free(options);
    long ticks = (long) stream.time_base().den() / stream.time_base().num() / FPS;
    for (int i = 0; i < pictures.size(); i++) {
      write(context, pictures.get(i), (firstNumber + i) * ticks, i == 0);
    }
    check(av_write_trailer(context));
    PointerPointer<Pointer> written = new PointerPointer<>(1);
    int size = avio_close_dyn_buf(io, written);
    byte[] bytes = new byte[size];
    BytePointer first = new BytePointer(written.get(0));
    first.get(bytes);
    av_free(first);
    context.pb(null);
    avformat_free_context(context);
    return bytes;
  }

  private static byte[] parameterSets(byte[] key) {
    int at = AccessUnits.startCodePrefix(key, 0);
    while ((key[at + 3] & 31) > 6) {
      at = AccessUnits.startCodePrefix(key, at + 3);
    }
    return Arrays.copyOf(key, at);
  }

  private static void write(AVFormatContext context, byte[] picture, long time, boolean key) {
    AVPacket packet = av_packet_alloc();
    BytePointer bytes = new BytePointer(av_malloc(picture.length)).capacity(picture.length);
    bytes.put(picture);
    packet.data(bytes).size(picture.length).pts(time).dts(time).stream_index(0);
    packet.flags(key ? AV_PKT_FLAG_KEY : 0);
    check(av_interleaved_write_frame(context, packet));
    av_packet_free(packet);
    av_free(bytes);
  }

  private static void check(int code) {
    if (code < 0) {
      throw new IllegalStateException("FFmpeg's error " + code);
    }
  }
}
