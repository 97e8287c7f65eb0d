package dev.framecast.rtsp.demux;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_CUSTOM_IO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import dev.framecast.rtsp.client.RtspStream;
import dev.framecast.rtsp.ffmpeg.Interrupt;
import dev.framecast.rtsp.rtp.UnitAssembler;
import dev.framecast.source.SourceException;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * An RTSP camera: the conversation is ours ({@link RtspStream}), FFmpeg's SDP demuxer says what the
 * video is, and pictures are put together from the packets by ourselves ({@link UnitFeed}) or, of
 * formats other than H.264 and H.265, by FFmpeg. Confined to the session's thread.
 */
final class RtspInput implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 15;

  private final RtspStream stream;
  private final long timeoutNanos;
  private @Nullable PacketFeed feed;
  private @Nullable UnitFeed units;
  private long deadline;
  private @Nullable AVIOContext description;
  private @Nullable AVIOContext packets;

  RtspInput(Address address, SessionOptions options, Interrupt interrupt) {
    stream = new RtspStream(address.target(), options.client(), options.memory());
    timeoutNanos = options.timeout().toNanos();
    interrupt.onCancel(stream::cancel);
  }

  /** Connects; returns FFmpeg's code. */
  int open(AVFormatContext context, SessionOptions options, Address address)
      throws SourceException {
    stream.open();
    PacketFeed opened = new PacketFeed(stream);
    feed = opened;
    limit();
    AVIOContext read = io(false);
    description = read;
    context.flags(context.flags() | AVFMT_FLAG_CUSTOM_IO); // what is ours, FFmpeg must not free
    context.pb(read);
    try (OpenOptions wanted = OpenOptions.ofPackets(address, options, stream.isUnordered())) {
      int code =
          avformat_open_input(
              context, (BytePointer) null, av_find_input_format("sdp"), wanted.dictionary());
      if (code >= 0) {
        wanted.requireAllTaken();
        opened.described();
        AVIOContext both = io(true);
        packets = both;
        context.pb(both);
        UnitAssembler assembler = assembler();
        units = assembler == null ? null : new UnitFeed(stream, assembler);
      }
      return code;
    }
  }

  /**
   * What FFmpeg reads from, unbuffered if it is for writing as well. It writes reports to the
   * camera there, and for ever if it is not for writing; they are thrown away, as ours are sent.
   */
  private static AVIOContext io(boolean writable) {
    BytePointer buffer = new BytePointer(av_malloc(BUFFER_BYTES));
    return avio_alloc_context(
        buffer, BUFFER_BYTES, writable ? 1 : 0, null, Reader.INSTANCE, null, null);
  }

  /**
   * Whether the camera told all that it takes to begin; what it left out, key frames have in them.
   * Looking at the stream would take until the next of these, which may be a minute.
   *
   * @param index the video's among the streams, or below 0 if there is none
   */
  static boolean describes(AVFormatContext context, int index) {
    if (index < 0) {
      return false;
    }
    int codec = context.streams(index).codecpar().codec_id();
    return codec == AV_CODEC_ID_H264 || codec == AV_CODEC_ID_HEVC;
  }

  private @Nullable UnitAssembler assembler() {
    if (stream.isInterleaved()) {
      return null;
    }
    return switch (stream.codec()) {
      case "H264" -> UnitAssembler.h264();
      case "H265", "HEVC" -> UnitAssembler.h265();
      default -> null;
    };
  }

  /** The pictures as they were coded; null of formats that FFmpeg must put together. */
  @Nullable UnitFeed units() {
    return units;
  }

  /** When reading must have ended that began after {@link #limit()}. */
  long deadline() {
    return deadline;
  }

  /** Before each of FFmpeg's calls that read: whose packets they are, and how long it may take. */
  void limit() {
    deadline = System.nanoTime() + timeoutNanos;
    PacketFeed current = feed;
    if (current != null) {
      current.limit(deadline);
      Reader.CURRENT.set(current);
    }
  }

  /** When a picture was taken by the camera's clock. */
  long taken(long ticks, long arrived) {
    return stream.taken(ticks, arrived);
  }

  /** Throws what ended the stream, if that was it. */
  void rethrow() throws SourceException {
    if (feed != null) {
      feed.rethrow();
    }
  }

  /** Must come after FFmpeg has closed its part. */
  @Override
  public void close() {
    Reader.CURRENT.remove();
    stream.close();
    free(description);
    free(packets);
    description = null;
    packets = null;
  }

  private static void free(@Nullable AVIOContext io) {
    if (io != null) {
      av_free(io.buffer());
      avio_context_free(io);
    }
  }

  /**
   * What FFmpeg calls. JavaCPP gives a callback class only ten native functions, and the eleventh
   * instance is never called; so this is one for all, and the thread tells whose packets are meant.
   */
  private static final class Reader extends Read_packet_Pointer_BytePointer_int {
    static final Reader INSTANCE = new Reader();

    private static final ThreadLocal<PacketFeed> CURRENT = new ThreadLocal<>();

    @Override
    public int call(Pointer opaque, BytePointer to, int size) {
      PacketFeed feed = CURRENT.get();
      return feed == null ? AVERROR_EXIT : feed.read(to, size);
    }
  }
}
