package dev.framecast.rtsp.demux;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_NONBLOCK;
import static org.bytedeco.ffmpeg.global.avformat.av_demuxer_iterate;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AV_DICT_DONT_OVERWRITE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EINVAL;

import dev.framecast.rtsp.ffmpeg.FFmpegLog;
import dev.framecast.rtsp.ffmpeg.Interrupt;
import dev.framecast.rtsp.wire.Cancellation;
import dev.framecast.rtsp.wire.TlsRelay;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.StringJoiner;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * What FFmpeg opens by itself: files, webcams, RTMP, SRT and UDP, and HTTP of any format but
 * playlists. RTMP over TLS goes through a relay of ours. Confined to the session's thread.
 */
final class UrlInput implements AutoCloseable {
  /** How often a webcam is asked whether it has a picture. */
  private static final long DEVICE_NANOS = 3_000_000L;

  /** Formats that have FFmpeg open other addresses, of this machine as well. */
  private static final Set<String> PLAYLISTS = Set.of("hls", "dash", "concat", "sdp", "imf");

  private final Address address;
  private final SessionOptions options;
  private final Interrupt interrupt;
  private @Nullable TlsRelay relay;

  UrlInput(Address address, SessionOptions options, Interrupt interrupt) {
    this.address = address;
    this.options = options;
    this.interrupt = interrupt;
  }

  /** Connects; returns FFmpeg's code. */
  int open(AVFormatContext context) throws SourceException {
    String where;
    try {
      where = address.isRtmps() ? address.urlBy(relay()) : address.url();
    } catch (SourceException e) {
      if (interrupt.isCancelled() || interrupt.isTimedOut()) {
        return AVERROR_EXIT; // what was ended does not know why
      }
      throw e;
    }
    try (OpenOptions wanted = new OpenOptions(address, options);
        BytePointer url = new BytePointer(where, StandardCharsets.UTF_8)) {
      if (address.isHttp()) {
        int unused =
            av_dict_set(wanted.dictionary(), "format_whitelist", formats(), AV_DICT_DONT_OVERWRITE);
      }
      long refusedLogins = FFmpegLog.INSTANCE.refusedLoginsOnThisThread();
      int code = avformat_open_input(context, url, format(context), wanted.dictionary());
      if (code >= 0) {
        wanted.requireAllTaken();
      }
      if (code < 0
          && address.isRtmp()
          && FFmpegLog.INSTANCE.refusedLoginsOnThisThread() != refusedLogins) {
        throw new SourceException(
            Kind.UNAUTHORIZED, address + ": user and password are missing or wrong");
      }
      if (code == AVERROR_EINVAL() && address.isHttp()) {
        throw new SourceException(
            Kind.UNSUPPORTED,
            address
                + ": FFmpeg refuses an option's value or the stream; a playlist must have the"
                + " format hls");
      }
      return code;
    }
  }

  /** What may come from a server of which nobody has said what it has. */
  private static String formats() {
    StringJoiner names = new StringJoiner(",");
    try (PointerPointer<Pointer> place = new PointerPointer<>(1)) {
      place.put(0, (Pointer) null);
      AVInputFormat each;
      while ((each = av_demuxer_iterate(place)) != null) {
        String name = each.name().getString(StandardCharsets.UTF_8);
        if (!PLAYLISTS.contains(name)) {
          names.add(name);
        }
      }
    }
    return names.toString();
  }

  /** The port that leads to the server. */
  private int relay() throws SourceException {
    Cancellation cancellation = new Cancellation();
    interrupt.onCancel(cancellation::cancel);
    try {
      TlsRelay opened = TlsRelay.open(address.target(), options.client(), cancellation);
      relay = opened;
      return opened.port();
    } catch (SourceException e) {
      throw e;
    } catch (IOException e) {
      throw new SourceException(Kind.UNREACHABLE, address + ": the connection broke", e);
    }
  }

  /** What FFmpeg is to take it for; null where it finds out. */
  private @Nullable AVInputFormat format(AVFormatContext context) throws SourceException {
    if (!address.isDevice()) {
      return address.format().isEmpty() ? null : av_find_input_format(address.format());
    }
    // Else a read of a camera that sends nothing waits in the kernel, where nothing ends it.
    context.flags(context.flags() | AVFMT_FLAG_NONBLOCK);
    Devices.awaitAccess(address, interrupt);
    return Devices.format(address);
  }

  /** FFmpeg has nothing yet, and waits itself but for webcams. */
  void awaitMore() {
    if (address.isDevice()) {
      interrupt.sleepUntil(System.nanoTime() + DEVICE_NANOS);
    }
  }

  /** Must come after FFmpeg has closed its part. */
  @Override
  public void close() {
    if (relay != null) {
      relay.close();
    }
  }
}
