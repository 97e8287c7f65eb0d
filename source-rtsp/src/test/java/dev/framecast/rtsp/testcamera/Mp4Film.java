package dev.framecast.rtsp.testcamera;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import dev.framecast.rtsp.ffmpeg.FFmpeg;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/** H.264 in an MP4 file, of which the file itself says what shape it has and how it lies. */
public final class Mp4Film {
  private Mp4Film() {}

  /**
   * Writes it.
   *
   * @param pictures as {@link Clip#h264} has them; the first is a key frame with parameter sets
   * @param aspect width of a pixel by its height; 0 for both says nothing
   * @param matrix the nine numbers of the display matrix, or none
   */
  public static void write(
      Path file, List<byte[]> pictures, int width, int height, int[] aspect, int... matrix) {
    FFmpeg.load();
    AVFormatContext context = new AVFormatContext(null);
    check(avformat_alloc_output_context2(context, null, "mp4", file.toString()));
    AVIOContext io = new AVIOContext(null);
    check(avio_open(io, file.toString(), AVIO_FLAG_WRITE));
    context.pb(io);
    AVStream stream = avformat_new_stream(context, null);
    AVCodecParameters parameters = stream.codecpar();
    parameters.codec_type(AVMEDIA_TYPE_VIDEO).codec_id(AV_CODEC_ID_H264);
    parameters.width(width).height(height);
    parameters.sample_aspect_ratio().num(aspect[0]).den(aspect[1]);
    stream.sample_aspect_ratio().num(aspect[0]).den(aspect[1]);
    byte[] first = pictures.get(0);
    BytePointer extra = new BytePointer(av_mallocz(first.length + AV_INPUT_BUFFER_PADDING_SIZE));
    parameters.extradata(extra.put(first, 0, first.length)).extradata_size(first.length);
    if (matrix.length > 0) {
      AVPacketSideData all = new AVPacketSideData(null);
      int[] count = {0};
      long bytes = (long) Integer.BYTES * matrix.length;
      BytePointer said =
          av_packet_side_data_new(all, count, AV_PKT_DATA_DISPLAYMATRIX, bytes, 0).data();
      new IntPointer(said).put(matrix, 0, matrix.length);
      parameters.coded_side_data(all).nb_coded_side_data(count[0]);
    }
    AVRational clock = new AVRational();
    clock.num(1).den(25);
    check(avformat_write_header(context, (AVDictionary) null));
    for (int i = 0; i < pictures.size(); i++) {
      AVPacket packet = av_packet_alloc();
      check(av_new_packet(packet, pictures.get(i).length));
      packet.data().put(pictures.get(i), 0, pictures.get(i).length);
      packet.pts(av_rescale_q(i, clock, stream.time_base())).dts(packet.pts());
      packet.flags(i == 0 ? AV_PKT_FLAG_KEY : 0);
      check(av_interleaved_write_frame(context, packet));
      av_packet_free(packet);
    }
    check(av_write_trailer(context));
    check(avio_closep(io));
    avformat_free_context(context);
  }

  private static void check(int code) {
    if (code < 0) {
      throw new IllegalStateException("FFmpeg's error " + code);
    }
  }
}
