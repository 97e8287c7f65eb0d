package dev.framecast.rtsp;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;

import dev.framecast.FrameSession;
import dev.framecast.FrameSlot;
import dev.framecast.Rendition;
import dev.framecast.SessionInfo;
import dev.framecast.SourceException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One connection: packets from the {@link Demuxer} become pictures, the {@link Timeline} (or, for
 * recordings, the {@link Pace}) says which of them to show, and {@link Renditions} make JPEGs of
 * these.
 *
 * <p>Two kinds of pictures: {@link CodedPictures} for video that must be decoded from beginning to
 * end, and {@link JpegPictures} for MJPEG, which is decoded only for those who want it smaller.
 */
final class RtspSession implements FrameSession {
  private final Address address;
  private final SessionOptions options;

  /** Made by the first advance(), because it is native memory: open() must not load libraries. */
  private volatile @Nullable Interrupt interrupt;

  private volatile boolean cancelled;
  private final Timeline timeline = new Timeline();
  private final Pace pace = new Pace();
  private final Renditions renditions = new Renditions();
  private final Counters counters = new Counters();
  private @Nullable Demuxer demuxer;
  private @Nullable Pictures pictures;
  private boolean recording;
  private boolean closed;
  private long arrived;
  private long played;
  private long period = 40_000_000L;

  RtspSession(Address address, SessionOptions options) {
    this.address = address;
    this.options = options;
  }

  @Override
  public boolean advance() throws IOException {
    if (cancelled || closed) {
      throw Errors.cancelled(address);
    }
    Pictures current = pictures == null ? connect() : pictures;
    while (true) {
      long before = System.nanoTime();
      boolean any = current.next();
      if (!any) {
        return false;
      }
      arrived = System.nanoTime();
      boolean shown = isShown(current, arrived - before);
      if (interrupt().isCancelled()) {
        throw Errors.cancelled(address);
      }
      if (shown) {
        counters.size(current.width(), current.height());
        return true;
      }
    }
  }

  private boolean isShown(Pictures current, long waited) {
    long time = current.time();
    if (recording) {
      // Bare H.264 has no times at all; it then plays at the rate that FFmpeg takes it for.
      played = time == Demuxer.NO_TIME ? played + period : time;
      long due = pace.due(played, arrived);
      if (pace.skips(due, arrived)) {
        return false;
      }
      interrupt().sleepUntil(due);
      arrived = System.nanoTime();
      return true;
    }
    return time == Demuxer.NO_TIME || !timeline.skips(time, arrived, waited);
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
    Demuxer opened = new Demuxer(address, options, interrupt());
    demuxer = opened;
    recording = opened.isRecording();
    if (opened.fps() > 0) {
      period = (long) (1_000_000_000L / opened.fps());
    }
    counters.stream(VideoDecoder.name(opened.parameters()), opened.fps());
    VideoDecoder decoder = new VideoDecoder(address, opened.parameters());
    boolean jpeg = opened.parameters().codec_id() == AV_CODEC_ID_MJPEG;
    pictures =
        jpeg
            ? new JpegPictures(address, opened, decoder, counters)
            : new CodedPictures(opened, decoder, counters);
    return pictures;
  }

  @Override
  public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
    if (pictures == null) {
      throw new IllegalStateException("no picture yet: call advance() first");
    }
    slot.capturedAt(arrived);
    if (!pictures.passThrough(rendition, slot)) {
      renditions.of(rendition).write(pictures.decoded(), slot);
    }
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
    if (pictures != null) {
      pictures.close();
      pictures = null;
    }
    if (demuxer != null) {
      demuxer.close();
      demuxer = null;
    }
  }
}
