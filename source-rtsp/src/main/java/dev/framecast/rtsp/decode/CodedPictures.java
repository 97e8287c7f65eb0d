package dev.framecast.rtsp.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;

import dev.framecast.rtsp.bitstream.ReferenceCheck;
import dev.framecast.rtsp.demux.Address;
import dev.framecast.rtsp.demux.Demuxer;
import dev.framecast.rtsp.demux.SessionOptions;
import dev.framecast.rtsp.encode.PictureFormat;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of H.264, H.265 and the like: each packet must be decoded, as later ones build on it. If
 * that takes longer than the stream does, packets are left out up to a key frame ({@link Backlog}).
 */
public final class CodedPictures implements Pictures {
  private static final Logger LOG = System.getLogger(CodedPictures.class.getName());
  private static final int KEYS_TRIED = 3;
  private static final int FAILURES_TRIED = 100;
  private static final long FAILING_NANOS = 3_000_000_000L;
  private static final long SAY_EVERY_NANOS = 1_000_000_000L;

  private final Address address;
  private final Demuxer demuxer;
  private final Counters counters;
  private final SessionContext context;
  private final PictureGate gate;
  private final Backlog backlog;
  private final PacketNotes notes = new PacketNotes();
  private final NeededPictures needed = new NeededPictures();
  private final @Nullable ReferenceCheck check;
  private VideoDecoder decoder;
  private PictureFormat format = new PictureFormat(0, 0, 0, 0, 0, 0, 0);
  private boolean ended;
  private boolean lossyBefore;
  private boolean saidWithoutKey;
  private boolean keySent;
  private int keysRefused;
  private int failures;
  private long decodedAt;
  private long saidAt;
  private long decodedFrom;
  private long worked;

  public CodedPictures(
      Address address,
      Demuxer demuxer,
      VideoDecoder decoder,
      Counters counters,
      Backlog backlog,
      SessionContext context,
      SessionOptions options) {
    this.address = address;
    this.demuxer = demuxer;
    this.decoder = decoder;
    this.counters = counters;
    this.context = context;
    gate = new PictureGate(options.keyFrameWait().toNanos());
    this.backlog = backlog;
    check = check(demuxer.parameters());
    saidAt = System.nanoTime();
  }

  private static @Nullable ReferenceCheck check(AVCodecParameters parameters) {
    int size = parameters.extradata_size();
    ByteBuffer extradata =
        size <= 0 ? ByteBuffer.allocate(0) : parameters.extradata().capacity(size).asByteBuffer();
    if (parameters.codec_id() == AV_CODEC_ID_H264) {
      return ReferenceCheck.h264(extradata);
    }
    return parameters.codec_id() == AV_CODEC_ID_HEVC ? ReferenceCheck.h265(extradata) : null;
  }

  @Override
  public boolean next() throws SourceException {
    decodedFrom = System.nanoTime();
    while (true) {
      while (decoder.receive()) {
        counters.countDecoded();
        long now = System.nanoTime();
        failures = 0;
        decodedAt = now;
        long group = notes.group(decoder.number());
        if (gate.lets(group, decoder.isRecovering(), decoder.hasErrors(), now)) {
          worked += now - decodedFrom;
          keysRefused = 0;
          if (!format.fits(decoder.picture())) {
            format = PictureFormat.of(decoder.picture());
            counters.promise(decoder.fps());
          }
          return true;
        }
        counters.countDropped();
        if (needed.isKeysAlone()) {
          needed.keyRefused();
        }
      }
      long now = System.nanoTime();
      if (decoder.hasFailed()) {
        lose("a picture did not decode", now);
      }
      if (ended) {
        return false;
      }
      backlog.spent(worked + now - decodedFrom);
      worked = 0;
      readAndSend();
    }
  }

  private void readAndSend() throws SourceException {
    if (!demuxer.read()) {
      ended = true;
      decoder.end(); // It may hold pictures back, which were to be shown after later ones.
      return;
    }
    long now = demuxer.arrived();
    decodedFrom = now;
    AVPacket packet = demuxer.packet();
    boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    sayWhatIsWaitedFor(now);
    boolean others = !needed.isKeysAlone();
    double wantedFps = demuxer.isRecording() ? 0 : context.wantedFps();
    if (needed.leavesOut(key, wantedFps, now)) {
      lossyBefore = false; // the next key frame does not build on it
      return;
    }
    boolean alone = needed.isKeysAlone();
    if (alone || !others) {
      gate.close(now); // what this one would build on is not there
    }
    counters.keyFrames(needed.keyFrameFps());
    if (backlog.discards(demuxer.late(), key, now)) {
      counters.countDropped();
      gate.close(now);
      return;
    }
    long group = judge(packet, key, now);
    if (gate.restarts()) {
      decoder.flush();
      if (backlog.wantsThreads()) {
        decoder.close();
        decoder =
            new VideoDecoder(address, demuxer.parameters(), context.maxPixels(), Backlog.THREADS);
      }
    }
    keySent = key && group != PictureGate.CLOSED;
    needed.decodes(check == null || check.isReferenced(), now);
    decoder.skipUnreferenced(backlog.isLate() || needed.skipsUnreferenced(wantedFps));
    long number = notes.add(group, demuxer.captured());
    if (!decoder.send(packet, number)) {
      counters.countDropped();
      lose("a packet was refused by the decoder", now);
    } else if (alone) {
      decoder.end(); // or it would hold the picture back until others come
    }
  }

  private long judge(AVPacket packet, boolean key, long now) {
    boolean lossy = demuxer.isLossy();
    boolean intact = !lossy;
    if (check == null) {
      // What was lost may have been the beginning of the next packet, and nothing else tells.
      intact &= !lossyBefore;
    } else {
      ByteBuffer data = packet.data().capacity(packet.size()).asByteBuffer();
      intact &= check.isComplete(data, key && gate.isClosed());
    }
    lossyBefore = lossy;
    boolean wasClosed = gate.isClosed();
    long group = gate.admit(key, intact, now);
    if (!intact && !wasClosed) {
      context.dropped("part of the stream was lost; the next whole picture is a key frame");
    }
    if (gate.isWithoutKey() && !saidWithoutKey) {
      saidWithoutKey = true;
      LOG.log(Level.INFO, "{0}: no key frame came for so long; shown without", address);
    }
    return group;
  }

  private void lose(String what, long now) throws SourceException {
    if (keySent && ++keysRefused == KEYS_TRIED) {
      throw new SourceException(
          Kind.UNSUPPORTED,
          address
              + ": the key frames do not decode, or have more than the "
              + context.maxPixels()
              + " pixels allowed");
    }
    if (decodedAt != 0 && ++failures > FAILURES_TRIED && now - decodedAt > FAILING_NANOS) {
      // Maybe another codec from now on, which a new session will be told.
      throw new SourceException(Kind.BROKEN, address + ": the stream does not decode any more");
    }
    if (!gate.isClosed()) {
      context.dropped(what);
    }
    gate.close(now);
  }

  private void sayWhatIsWaitedFor(long now) {
    if (!gate.isClosed()) {
      saidAt = now;
    } else if (now - saidAt >= SAY_EVERY_NANOS) {
      saidAt = now;
      context.waitingFor("a key frame");
    }
  }

  @Override
  public long time() {
    return demuxer.nanos(decoder.picture().best_effort_timestamp());
  }

  @Override
  public long captured() {
    return notes.captured(decoder.number());
  }

  @Override
  public int width() {
    return format.displayWidth();
  }

  @Override
  public int height() {
    return format.height();
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
