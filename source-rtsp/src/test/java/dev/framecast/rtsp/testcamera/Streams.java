package dev.framecast.rtsp.testcamera;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/** What a file decodes to, by FFmpeg's own hand. */
public final class Streams {
  private Streams() {}

  /** A checksum of the luma of each picture, in the order of showing; X marks one with errors. */
  public static List<String> pictures(Path file) {
    AVFormatContext format = new AVFormatContext(null);
    check(avformat_open_input(format, file.toString(), null, null));
    check(avformat_find_stream_info(format, (PointerPointer<?>) null));
    AVCodecContext decoder =
        avcodec_alloc_context3(avcodec_find_decoder(format.streams(0).codecpar().codec_id()));
    check(avcodec_parameters_to_context(decoder, format.streams(0).codecpar()));
    decoder.thread_count(1);
    check(avcodec_open2(decoder, decoder.codec(), (PointerPointer<?>) null));
    AVPacket packet = av_packet_alloc();
    AVFrame frame = av_frame_alloc();
    List<String> sums = new ArrayList<>();
    while (av_read_frame(format, packet) >= 0) {
      check(avcodec_send_packet(decoder, packet));
      av_packet_unref(packet);
      receive(decoder, frame, sums);
    }
    check(avcodec_send_packet(decoder, null));
    receive(decoder, frame, sums);
    av_frame_free(frame);
    av_packet_free(packet);
    avcodec_free_context(decoder);
    avformat_close_input(format);
    return sums;
  }

  private static void receive(AVCodecContext decoder, AVFrame frame, List<String> sums) {
    while (avcodec_receive_frame(decoder, frame) >= 0) {
      CRC32 sum = new CRC32();
      byte[] row = new byte[frame.width()];
      for (int y = 0; y < frame.height(); y++) {
        frame.data(0).position((long) y * frame.linesize(0)).get(row);
        sum.update(row);
      }
      frame.data(0).position(0);
      boolean bad = frame.decode_error_flags() != 0 || (frame.flags() & 1) != 0;
      sums.add(Long.toHexString(sum.getValue()) + (bad ? "X" : ""));
    }
  }

  private static void check(int code) {
    if (code < 0) {
      throw new IllegalStateException("FFmpeg's error " + code);
    }
  }
}
