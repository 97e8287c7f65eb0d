package dev.framecast.rtsp;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.decode.Backlog;
import dev.framecast.rtsp.decode.CodedPictures;
import dev.framecast.rtsp.decode.Counters;
import dev.framecast.rtsp.decode.JpegPictures;
import dev.framecast.rtsp.decode.Pictures;
import dev.framecast.rtsp.decode.VideoDecoder;
import dev.framecast.rtsp.demux.Address;
import dev.framecast.rtsp.demux.Demuxer;
import dev.framecast.rtsp.demux.Errors;
import dev.framecast.rtsp.demux.SessionOptions;
import dev.framecast.rtsp.encode.Deinterlacer;
import dev.framecast.rtsp.encode.Renditions;
import dev.framecast.rtsp.ffmpeg.FFmpeg;
import dev.framecast.rtsp.ffmpeg.Interrupt;
import dev.framecast.rtsp.hardware.HardwareDecoding;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * One connection: packets from the {@link Demuxer} become pictures, the {@link Backlog} (or, for
 * recordings and HLS, the {@link Pace}) says which of them to show, and {@link Renditions} make
 * JPEGs of these.
 *
 * <p>Two kinds of pictures: {@link CodedPictures} for video that must be decoded from beginning to
 * end, and {@link JpegPictures} for MJPEG, which is decoded only for those who want it smaller.
 */
final class RtspSession implements FrameSession {
  private static final long USUAL_PERIOD_NANOS = 40_000_000L;
  private static final long SAY_EVERY_NANOS = 1_000_000_000L;

  /** A recording with few pictures, or nonsense for their times, is else fetched all the time. */
  private static final long LEAST_TURN_NANOS = 1_000_000_000L;

  /** About as much again as a live playlist is read behind its end. */
  private static final long MOST_BEHIND_NANOS = 10_000_000_000L;

  private final Address address;
  private final SessionOptions options;
  private final HardwareDecoding hardware;
  private final SessionContext context;

  /** Made by the first advance(), because it is native memory: open() must not load libraries. */
  private volatile @Nullable Interrupt interrupt;

  private volatile boolean cancelled;
  private final Renditions renditions = new Renditions();
  private final Counters counters = new Counters();

  /** Made by the first picture, because it is native memory. */
  private @Nullable Deinterlacer deinterlacer;

  private @Nullable Demuxer demuxer;
  private @Nullable Pictures pictures;
  private @Nullable Backlog backlog;

  /** Of a recording or HLS; null for others. Goes on when a recording begins anew. */
  private @Nullable Pace pace;

  private boolean closed;
  private boolean shownAny;
  private boolean picture;
  private long played;
  private long connected;
  private long period = USUAL_PERIOD_NANOS;

  RtspSession(
      Address address, SessionOptions options, HardwareDecoding hardware, SessionContext context) {
    this.hardware = hardware;
    this.address = address;
    this.options = options;
    this.context = context;
  }

  @Override
  public boolean advance() throws IOException {
    if (cancelled || closed) {
      throw Errors.cancelled(address);
    }
    while (true) {
      Pictures current = pictures == null ? connect() : pictures;
      boolean more = current.next();
      interrupt().idle(); // what follows is not the camera's time
      if (isTooLate() || (!more && isWornOut())) {
        if (!shownAny) { // it would else be opened again and again without a pause
          throw new SourceException(
              Kind.BROKEN, address + ": the stream changes before its first picture");
        }
        shownAny = false;
        disconnect(); // and begin anew at what is live
        pace = null;
        continue;
      }
      if (!more) {
        if (!options.loop() || !isRecording() || !shownAny) {
          return false;
        }
        if (address.isHttpStream()) {
          sleepUntil(connected + LEAST_TURN_NANOS);
        }
        shownAny = false; // A recording that shows nothing would else begin anew at once for ever.
        disconnect();
        continue;
      }
      boolean shown = isShown(current);
      if (interrupt().isCancelled()) {
        throw Errors.cancelled(address);
      }
      if (shown || current.hasUnit()) {
        shownAny = true;
        picture = shown;
        if (deinterlacer != null) {
          deinterlacer.next();
        }
        counters.size(current.width(), current.height());
        return true;
      }
    }
  }

  /** Whether the picture is shown, if there is one; units are handed on in any case. */
  private boolean isShown(Pictures current) {
    long now = System.nanoTime();
    if (pace == null) {
      return current.hasPicture() && (backlog == null || !backlog.hides(now));
    }
    // Bare H.264 has no times at all; it then plays at the rate that FFmpeg takes it for.
    long time = current.time();
    played = time == Demuxer.NO_TIME ? played + period : time;
    long due = pace.due(played, now);
    if (!current.hasUnit() && pace.skips(due, now)) {
      return false;
    }
    sleepUntil(due);
    current.cameAt(System.nanoTime());
    return current.hasPicture();
  }

  private boolean isRecording() {
    return demuxer != null && demuxer.isRecording();
  }

  /** Whether pictures are live, and were held up too often to be shown after one another. */
  private boolean isTooLate() {
    return pace != null && pace.behind() > MOST_BEHIND_NANOS && !isRecording();
  }

  private boolean isWornOut() {
    return demuxer != null && demuxer.isWornOut() && !isRecording();
  }

  private void sleepUntil(long due) {
    long now = System.nanoTime();
    while (due - now > SAY_EVERY_NANOS && !interrupt().isCancelled()) {
      context.waitingFor("the recording's next picture");
      interrupt().sleepUntil(now + SAY_EVERY_NANOS);
      now = System.nanoTime();
    }
    interrupt().sleepUntil(due);
  }

  private Interrupt interrupt() {
    Interrupt current = interrupt;
    if (current == null) {
      FFmpeg.load();
      current = new Interrupt();
      interrupt = current;
      if (cancelled) { // between the look in advance() and here
        current.cancel();
      }
    }
    return current;
  }

  private Pictures connect() throws SourceException {
    connected = System.nanoTime();
    Demuxer opened = new Demuxer(address, options, interrupt());
    demuxer = opened;
    AVCodecParameters parameters = opened.parameters();
    requireSize(parameters);
    period = opened.fps() > 0 ? (long) (1_000_000_000L / opened.fps()) : USUAL_PERIOD_NANOS;
    if (opened.isPaced() && pace == null) {
      pace = opened.isRecording() ? new Pace(period) : Pace.ofSegments(period);
    }
    counters.stream(VideoDecoder.name(parameters), opened.fps());
    Backlog queue = new Backlog(opened.timeline(), !opened.isPaced());
    backlog = queue;
    long most = context.maxPixels();
    if (parameters.codec_id() == AV_CODEC_ID_MJPEG) {
      VideoDecoder decoder = new VideoDecoder(address, parameters, most, 1);
      pictures = new JpegPictures(address, opened, decoder, counters, queue, context);
    } else {
      VideoDecoder decoder = VideoDecoder.of(address, parameters, most, hardware);
      pictures = new CodedPictures(address, opened, decoder, counters, queue, context, options);
    }
    return pictures;
  }

  private void requireSize(AVCodecParameters parameters) throws SourceException {
    long pixels = (long) parameters.width() * parameters.height();
    if (pixels > context.maxPixels()) {
      throw new SourceException(
          Kind.UNSUPPORTED,
          address
              + ": a picture of "
              + parameters.width()
              + "x"
              + parameters.height()
              + " is larger than the most pixels allowed, "
              + context.maxPixels());
    }
  }

  @Override
  public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
    Pictures current = current();
    if (!picture) {
      return;
    }
    slot.capturedAt(current.captured());
    if (!current.passThrough(rendition, slot)) {
      renditions.of(rendition).write(decoded(current), slot);
    }
  }

  @Override
  public boolean writeRaw(Rendition rendition, FrameSlot slot) throws IOException {
    Pictures current = current();
    if (picture) {
      slot.capturedAt(current.captured());
      renditions.of(rendition).write(decoded(current), slot);
    }
    return true;
  }

  /** The picture as people shall see it, in the decoder's colours. */
  private AVFrame decoded(Pictures current) throws IOException {
    AVFrame frame = current.decoded();
    if (!options.deinterlace()) {
      return frame;
    }
    Deinterlacer known = deinterlacer;
    if (known == null) {
      known = new Deinterlacer();
      deinterlacer = known;
    }
    return known.convert(frame);
  }

  @Override
  public boolean writeVideo(FrameSlot slot) {
    return current().writeUnit(slot);
  }

  private Pictures current() {
    if (pictures == null) {
      throw new IllegalStateException("no picture yet: call advance() first");
    }
    return pictures;
  }

  @Override
  public SessionInfo info() {
    return counters.info();
  }

  @Override
  public void cancel() {
    cancelled = true;
    Interrupt current = interrupt;
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public void close() {
    closed = true;
    renditions.close();
    if (deinterlacer != null) {
      deinterlacer.close();
      deinterlacer = null;
    }
    disconnect();
  }

  private void disconnect() {
    if (pictures != null) {
      pictures.close();
      pictures = null;
    }
    if (demuxer != null) {
      demuxer.close();
      demuxer = null;
      interrupt().idle(); // the farewell is over, and must not end what is opened next
    }
  }
}
