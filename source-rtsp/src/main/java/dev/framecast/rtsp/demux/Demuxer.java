package dev.framecast.rtsp.demux;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_NOFILLIN;
import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_NOPARSE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import dev.framecast.rtsp.ffmpeg.FFmpeg;
import dev.framecast.rtsp.ffmpeg.Interrupt;
import dev.framecast.rtsp.rtp.AccessUnit;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * An open connection or file, and its video packets one by one. Confined to the session's thread;
 * blocks until {@link Interrupt} ends it.
 */
public final class Demuxer implements AutoCloseable {
  public static final long NO_TIME = Long.MIN_VALUE;

  // Enough to see the codec and the picture's size; the default of 5 s makes a viewer wait.
  private static final long ANALYZE_MICROS = 100_000;
  private static final long FAREWELL_NANOS = 20_000_000;

  private final Address address;
  private final Interrupt interrupt;
  private final long timeoutNanos;
  private final AVFormatContext context;
  private final AVPacket packet;
  private final AVStream stream;
  private final @Nullable RtspInput rtsp;
  private final @Nullable HttpInput http;
  private final UrlInput direct;
  private final boolean cameraClock;
  private final int codec;
  private final TimeBase timeBase;
  private final Timeline timeline = new Timeline();
  private final Losses losses = new Losses();
  private final Devices devices = new Devices();
  private final @Nullable UnitFeed units;
  private @Nullable ByteBuffer unit;
  private boolean opened;

  /** Whether packets are pictures that nobody has looked into. */
  private boolean isWhole;

  private boolean lossy;
  private boolean behindLoss;

  public Demuxer(Address address, SessionOptions options, Interrupt interrupt)
      throws SourceException {
    this.address = address;
    this.interrupt = interrupt;
    timeoutNanos = options.timeout().toNanos() + (address.isHls() ? HttpInput.SEGMENT_NANOS : 0);
    cameraClock = options.cameraClock();
    rtsp = address.isRtsp() ? new RtspInput(address, options, interrupt) : null;
    http = address.isHttpStream() ? new HttpInput(address, options, interrupt) : null;
    direct = new UrlInput(address, options, interrupt);
    packet = av_packet_alloc(); // behind what can throw
    context = avformat_alloc_context();
    interrupt.attachTo(context);
    limit();
    context.max_analyze_duration(ANALYZE_MICROS);
    try {
      check(open(options));
      // A webcam's driver has said all that is to be known but for what key frames tell.
      if (rtsp == null ? !address.isDevice() : !RtspInput.describes(context, videoStream())) {
        check(avformat_find_stream_info(context, (PointerPointer<?>) null));
      }
      int index = videoStream();
      if (index < 0) {
        throw new SourceException(Kind.NO_VIDEO, address + ": there is no video in this stream");
      }
      stream = context.streams(index);
      timeBase = TimeBase.of(stream.time_base());
      stream.codecpar().sample_aspect_ratio(stream.sample_aspect_ratio());
      units = rtsp == null ? null : rtsp.units();
      losses.opened();
      codec = stream.codecpar().codec_id();
      isWhole = address.isDevice() && codec == AV_CODEC_ID_H264;
      if (isWhole) {
        // Each buffer of the driver is a picture; a parser would wait for the next one to see that.
        context.flags(context.flags() | AVFMT_FLAG_NOPARSE | AVFMT_FLAG_NOFILLIN);
      }
      opened = true;
    } catch (SourceException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private int open(SessionOptions options) throws SourceException {
    if (rtsp != null) {
      return rtsp.open(context, options, address);
    }
    return http == null ? direct.open(context) : http.open(context);
  }

  private void limit() {
    if (rtsp == null) {
      interrupt.limit(timeoutNanos);
    } else {
      rtsp.limit();
    }
    if (http != null) {
      http.next();
    }
  }

  private int videoStream() {
    return av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
  }

  /**
   * Goes on to the next video packet.
   *
   * @return false at the end of a file, and where {@link #isWornOut}; the end of a camera's stream
   *     is an error
   */
  public boolean read() throws SourceException {
    limit();
    long before = System.nanoTime();
    if (rtsp != null && units != null) {
      readUnit(rtsp, units, before);
      return true;
    }
    while (true) {
      if (interrupt.isCancelled()) { // FFmpeg does not ask while it reads a file.
        throw Errors.cancelled(address);
      }
      av_packet_unref(packet);
      unit = null;
      int code = av_read_frame(context, packet);
      if (code == AVERROR_EOF && !address.isRtsp() && !isEnded()) {
        if (http != null) {
          http.rethrow();
        }
        return false;
      }
      if (code == AVERROR_EAGAIN() && !isEnded()) {
        direct.awaitMore();
        continue;
      }
      check(code);
      if (isWornOut()) {
        return false;
      }
      if (packet.stream_index() == stream.index() && packet.size() > 0) {
        Errors.requireSameCodec(address, codec, stream.codecpar().codec_id());
        if (isWhole && devices.beginsWithKeyFrame(data())) {
          packet.flags(packet.flags() | AV_PKT_FLAG_KEY);
        }
        long waited = System.nanoTime() - before;
        lossy = losses.isIn(time(), waited, (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0);
        timeline.came(time(), before + waited, waited);
        return true;
      }
    }
  }

  private void readUnit(RtspInput input, UnitFeed feed, long before) throws SourceException {
    AccessUnit read;
    try {
      read = feed.read(input.deadline(), packet);
    } catch (SourceException e) {
      throw interrupt.isCancelled() ? Errors.cancelled(address) : e;
    }
    unit = read.bytes();
    lossy = read.isDamaged();
    behindLoss = read.isBehindLoss();
    timeline.came(time(), read.arrived(), System.nanoTime() - before);
  }

  /** The packet's bytes, from 0 to the limit; valid until the next. */
  public ByteBuffer data() {
    return unit == null ? packet.data().capacity(packet.size()).asByteBuffer() : unit;
  }

  /**
   * When the packet had come, as far as reading it tells, on the scale of {@link
   * System#nanoTime()}.
   */
  public long arrived() {
    return timeline.at();
  }

  /** By how many nanoseconds the packet is late, as it waited to be read; see {@link Timeline}. */
  public long late() {
    return timeline.late();
  }

  /**
   * When the last byte of a picture that must be decoded had come. FFmpeg's parsers, which put
   * pictures together that we do not, see that one is complete when the next one begins: so it had
   * come an interval earlier.
   */
  public long captured() {
    if (cameraClock && rtsp != null && packet.pts() != AV_NOPTS_VALUE) {
      return rtsp.taken(packet.pts(), timeline.at() - timeline.late());
    }
    boolean parsed = rtsp == null ? address.isTransportStream() && !isRecording() : units == null;
    return parsed ? timeline.ofParsed() : timeline.at() - timeline.late();
  }

  public Timeline timeline() {
    return timeline;
  }

  /**
   * Whether data was lost that belongs to the packet or may do so, or, where FFmpeg puts pictures
   * together, to the beginning of the one behind it.
   */
  public boolean isLossy() {
    return lossy;
  }

  /**
   * Whether data was lost in front of the packet, though it may be whole itself. Told only where we
   * put pictures together; else it is {@link #isLossy}.
   */
  public boolean isBehindLoss() {
    return behindLoss;
  }

  /** When the packet is decoded by its own clock, in nanoseconds, or NO_TIME. */
  public long time() {
    long decoding = nanos(packet.dts());
    return decoding == NO_TIME ? nanos(packet.pts()) : decoding;
  }

  /** When the packet is shown by its own clock, in nanoseconds, or NO_TIME. */
  public long shown() {
    return packet.pts() == AV_NOPTS_VALUE ? nanos(packet.dts()) : nanos(packet.pts());
  }

  /** The packet that {@link #read()} reached; valid until the next. */
  public AVPacket packet() {
    return packet;
  }

  /** What the video is. It has the shape of pixels only where the container itself says it. */
  public AVCodecParameters parameters() {
    return stream.codecpar();
  }

  /** Whether this has an end, and so must be read no faster than it plays. */
  public boolean isRecording() {
    boolean ends = address.isFile() || context.duration() > 0 || (http != null && http.hasEnd());
    return ends && !address.isLive();
  }

  /** Whether it comes in bursts, and so must be shown at its own pace: recordings, and HLS. */
  public boolean isPaced() {
    return address.isHls() || isRecording();
  }

  /** Whether it had better be opened anew, as FFmpeg cannot go on with it. */
  public boolean isWornOut() {
    return http != null && http.isWornOut();
  }

  /** Frames a second as the stream promises them; 0 if it does not, or nonsense. */
  public double fps() {
    return FFmpeg.fps(av_guess_frame_rate(context, stream, null));
  }

  /** A time stamp of this stream in nanoseconds, or NO_TIME. */
  public long nanos(long timestamp) {
    return timeBase.nanos(timestamp);
  }

  private boolean isEnded() {
    return interrupt.isCancelled() || interrupt.isTimedOut();
  }

  private void check(int code) throws SourceException {
    if (code >= 0 && !(opened && isEnded())) { // held back, it is as old as the silence
      return;
    }
    // First, because what was interrupted reports nonsense.
    if (interrupt.isCancelled()) {
      throw Errors.cancelled(address);
    }
    if (rtsp != null) {
      rtsp.rethrow();
    }
    if (http != null) {
      http.rethrow();
    }
    if (interrupt.isTimedOut()) {
      throw Errors.silent(address, opened, timeoutNanos);
    }
    throw opened ? Errors.reading(address, code) : Errors.opening(address, code);
  }

  @Override
  public void close() {
    if (rtsp == null) {
      interrupt.limitOnly(FAREWELL_NANOS);
    }
    if (http != null) {
      http.limit();
    }
    if (!packet.isNull()) {
      av_packet_free(packet); // first: a webcam's is in memory of the driver, which goes with it
    }
    if (!context.isNull()) {
      avformat_close_input(context);
    }
    if (rtsp != null) {
      rtsp.close();
    }
    if (http != null) {
      http.close();
    }
    direct.close();
  }
}
