package dev.framecast.rtsp.demux;

import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import dev.framecast.rtsp.client.RtspStream;
import dev.framecast.rtsp.ffmpeg.Interrupt;
import dev.framecast.source.SourceException;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * An RTSP camera as FFmpeg's SDP demuxer reads it: the conversation is ours ({@link RtspStream}),
 * and FFmpeg puts pictures together from the packets. Confined to the session's thread.
 */
final class RtspInput implements AutoCloseable {
  // One packet of 64 KiB at most, and room for the next.
  private static final int PACKET_BYTES = 1 << 16;

  private final RtspStream stream;
  private final long timeoutNanos;
  private @Nullable PacketFeed feed;
  private @Nullable AVIOContext io;

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
    Pointer buffer = av_malloc(2 * PACKET_BYTES);
    AVIOContext made =
        avio_alloc_context(
            new BytePointer(buffer), 2 * PACKET_BYTES, 0, null, Reader.INSTANCE, null, null);
    made.max_packet_size(PACKET_BYTES);
    io = made;
    context.pb(made);
    try (OpenOptions wanted = OpenOptions.ofPackets(address, options, stream.isUnordered())) {
      int code =
          avformat_open_input(
              context, (BytePointer) null, av_find_input_format("sdp"), wanted.dictionary());
      if (code >= 0) {
        wanted.requireAllTaken();
        made.eof_reached(0); // The end of the description was not the end.
      }
      return code;
    }
  }

  /** Before each of FFmpeg's calls that read: whose packets they are, and how long it may take. */
  void limit() {
    PacketFeed current = feed;
    if (current != null) {
      current.limit(System.nanoTime() + timeoutNanos);
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
    AVIOContext open = io;
    if (open != null) {
      io = null;
      av_free(open.buffer());
      avio_context_free(open);
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
