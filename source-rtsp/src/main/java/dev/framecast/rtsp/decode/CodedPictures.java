package dev.framecast.rtsp.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;

import dev.framecast.frame.FrameSlot;
import dev.framecast.rtsp.bitstream.ReferenceCheck;
import dev.framecast.rtsp.demux.Address;
import dev.framecast.rtsp.demux.Demuxer;
import dev.framecast.rtsp.demux.SessionOptions;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SourceException;
import dev.framecast.video.VideoCodec;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of H.264, H.265 and the like: each packet must be decoded, as later ones build on it. If
 * that takes longer than the stream does, packets are left out up to a key frame ({@link Backlog}).
 *
 * <p>While somebody wants the video itself, {@link #next()} goes on by one access unit, whether a
 * picture becomes of it or not; and nothing is decoded if nobody wants pictures.
 */
public final class CodedPictures implements Pictures {
  private static final long SAY_EVERY_NANOS = 1_000_000_000L;

  private final Demuxer demuxer;
  private final Counters counters;
  private final SessionContext context;
  private final GatedDecoder decoder;
  private final @Nullable ReferenceCheck check;

  /** Null if the stream is of a format that is not handed on. */
  private final @Nullable VideoUnits units;

  private boolean ended;
  private boolean lossyBefore;
  private boolean reached;
  private long taken;
  private long saidAt;

  public CodedPictures(
      Address address,
      Demuxer demuxer,
      VideoDecoder decoder,
      Counters counters,
      Backlog backlog,
      SessionContext context,
      SessionOptions options) {
    this.demuxer = demuxer;
    this.counters = counters;
    this.context = context;
    this.decoder =
        new GatedDecoder(
            address, demuxer, decoder, counters, backlog, context, options.keyFrameWait());
    AVCodecParameters parameters = demuxer.parameters();
    int size = Math.max(0, parameters.extradata_size());
    ByteBuffer extradata =
        size == 0 ? ByteBuffer.allocate(0) : parameters.extradata().capacity(size).asByteBuffer();
    switch (parameters.codec_id()) {
      case AV_CODEC_ID_H264 -> {
        check = ReferenceCheck.h264(extradata);
        units = VideoUnits.of(VideoCodec.H264, extradata);
      }
      case AV_CODEC_ID_HEVC -> {
        check = ReferenceCheck.h265(extradata);
        units = VideoUnits.of(VideoCodec.H265, extradata);
      }
      default -> {
        check = null;
        units = null;
      }
    }
    saidAt = System.nanoTime();
  }

  @Override
  public boolean next() throws SourceException {
    decoder.begins(System.nanoTime());
    reached = false;
    taken = 0;
    if (units != null) {
      units.none();
    }
    while (true) {
      reached = decoder.receive();
      if (reached || hasUnit()) {
        return true;
      }
      if (ended) {
        return false;
      }
      decoder.spent(System.nanoTime());
      readAndTake();
    }
  }

  private void readAndTake() throws SourceException {
    if (!demuxer.read()) {
      ended = true;
      decoder.end();
      return;
    }
    long now = demuxer.arrived();
    decoder.begins(System.nanoTime());
    boolean key = (demuxer.packet().flags() & AV_PKT_FLAG_KEY) != 0;
    boolean usable = units == null || !units.isInTooManyPieces(demuxer.data());
    boolean intact = isIntact(key) && usable;
    long captured = demuxer.captured();
    boolean watched = context.wantsVideo();
    boolean shows = watched && usable && takeUnit(intact, captured);
    if ((!watched || !usable) && units != null) {
      units.leave(demuxer.data(), key && usable);
    }
    boolean decodes = usable && (!watched || units == null || context.wantsPictures());
    sayWhatIsWaitedFor(!shows && (decoder.isClosed() || !decodes), now);
    if (decodes) {
      boolean referenced = check == null || check.isReferenced();
      taken = decoder.take(key, intact, referenced, captured, now);
      lossyBefore &= taken > 0; // what is left out is nothing that the next one builds on
    } else {
      decoder.leaveOut(key, intact, now);
    }
  }

  /** Takes the packet as a unit to be handed on; whether such are handed on now. */
  private boolean takeUnit(boolean intact, long captured) throws SourceException {
    if (units == null) {
      return false;
    }
    if (demuxer.isBehindLoss()) {
      units.lost();
    }
    boolean shows = units.take(demuxer.data(), intact, demuxer.shown(), captured);
    if (units.pixels() > context.maxPixels()) {
      throw decoder.tooLarge();
    }
    counters.promise(units.fps());
    return shows;
  }

  /** Whether nothing of the packet, nor of what it refers to, is missing. */
  private boolean isIntact(boolean key) {
    boolean lossy = demuxer.isLossy();
    boolean intact = !lossy;
    if (check == null) {
      // What was lost may have been the beginning of the next packet, and nothing else tells.
      intact &= !lossyBefore;
    } else {
      intact &= check.isComplete(demuxer.data(), key && decoder.isClosed());
    }
    lossyBefore = lossy;
    return intact;
  }

  private void sayWhatIsWaitedFor(boolean waits, long now) {
    if (!waits) {
      saidAt = now;
    } else if (now - saidAt >= SAY_EVERY_NANOS) {
      saidAt = now;
      context.waitingFor("a key frame");
    }
  }

  @Override
  public boolean hasPicture() {
    return reached;
  }

  @Override
  public boolean hasUnit() {
    return units != null && units.isReady();
  }

  @Override
  public boolean writeUnit(FrameSlot slot) {
    if (units == null) {
      return false;
    }
    units.write(slot);
    return true;
  }

  @Override
  public long time() {
    return hasUnit() ? demuxer.time() : demuxer.nanos(decoder.picture().best_effort_timestamp());
  }

  @Override
  public void cameAt(long nanos) {
    if (units != null && units.isReady()) {
      units.cameAt(nanos);
      decoder.cameAt(taken, nanos);
    } else {
      decoder.cameAt(decoder.number(), nanos);
    }
  }

  @Override
  public long captured() {
    return decoder.captured();
  }

  @Override
  public int width() {
    return reached || units == null ? decoder.format().displayWidth() : units.width();
  }

  @Override
  public int height() {
    return reached || units == null ? decoder.format().height() : units.height();
  }

  @Override
  public AVFrame decoded() {
    return decoder.picture();
  }

  @Override
  public void close() {
    decoder.close();
  }
}
