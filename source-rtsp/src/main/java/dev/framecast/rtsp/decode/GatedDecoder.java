package dev.framecast.rtsp.decode;

import dev.framecast.rtsp.demux.Address;
import dev.framecast.rtsp.demux.Demuxer;
import dev.framecast.rtsp.encode.PictureFormat;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SourceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Decodes those packets that must be decoded, and gives out those pictures that are whole. Confined
 * to the session's thread.
 */
final class GatedDecoder implements AutoCloseable {
  private static final Logger LOG = System.getLogger(GatedDecoder.class.getName());
  private static final String LOST =
      "part of the stream was lost; the next whole picture is a key frame";

  private static final String DEVICE = "the device that decodes failed";

  private final Address address;
  private final Demuxer demuxer;
  private final Counters counters;
  private final SessionContext context;
  private final Backlog backlog;
  private final PictureGate gate;
  private final PacketNotes notes = new PacketNotes();
  private final NeededPictures needed = new NeededPictures();
  private DecodeFailures failures;

  /** Of pixels, by the container's word; 0 for no word. */
  private final int aspectNum;

  private final int aspectDen;
  private VideoDecoder decoder;
  private PictureFormat format = new PictureFormat(0, 0, 0, 0, 0, 0, 0, 0, 0);
  private boolean wasIntact = true;
  private boolean saidWithoutKey;
  private long decodedFrom;
  private long worked;

  GatedDecoder(
      Address address,
      Demuxer demuxer,
      VideoDecoder decoder,
      Counters counters,
      Backlog backlog,
      SessionContext context,
      Duration keyFrameWait) {
    this.address = address;
    this.demuxer = demuxer;
    this.decoder = decoder;
    this.counters = counters;
    this.backlog = backlog;
    this.context = context;
    AVRational aspect = demuxer.parameters().sample_aspect_ratio();
    aspectNum = aspect.num();
    aspectDen = aspect.den();
    gate = new PictureGate(keyFrameWait.toNanos());
    failures = new DecodeFailures(address, context.maxPixels());
  }

  /** From here on time is spent on decoding, and not on waiting for a packet. */
  void begins(long now) {
    decodedFrom = now;
  }

  /** The work on a packet is done. */
  void spent(long now) {
    backlog.spent(worked + now - decodedFrom);
    worked = 0;
  }

  /** Whether what comes now shows nothing whole. */
  boolean isClosed() {
    return gate.isClosed();
  }

  /** Goes on to the next picture that is whole, if one is ready. */
  boolean receive() throws SourceException {
    while (decoder.receive()) {
      counters.countDecoded();
      long now = System.nanoTime();
      failures.decoded(now);
      long group = notes.group(decoder.number());
      if (gate.lets(group, decoder.isRecovering(), decoder.hasErrors(), now)) {
        worked += now - decodedFrom;
        failures.whole();
        shape(decoder.picture());
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
    if (decoder.hasFailed()) {
      lose(decoder.hasLostDevice() ? DEVICE : "a picture did not decode", System.nanoTime());
    }
    return false;
  }

  /** What the container says of the shape of pixels counts, as in FFmpeg's own programs. */
  private void shape(AVFrame picture) {
    if (aspectNum > 0 && aspectDen > 0) {
      picture.sample_aspect_ratio().num(aspectNum).den(aspectDen);
    }
  }

  /**
   * Nobody wants the packet's picture; decoding begins at a key frame again when somebody does.
   *
   * @param intact whether nothing of it, nor of what it refers to, is missing
   */
  void leaveOut(boolean key, boolean intact, long now) {
    if (!intact && wasIntact) {
      context.dropped(LOST);
    }
    wasIntact = intact;
    boolean unused = needed.leavesOut(key, 0, now);
    gate.close(now);
  }

  /**
   * Takes a packet.
   *
   * @param key whether decoding can begin with it
   * @param intact whether nothing of it, nor of what it refers to, is missing
   * @param referenced whether other pictures may refer to it
   * @param captured when it was to be had
   * @return its number, or 0 if it was left out
   */
  long take(boolean key, boolean intact, boolean referenced, long captured, long now)
      throws SourceException {
    boolean others = !needed.isKeysAlone();
    double wantedFps = demuxer.isPaced() ? 0 : context.wantedFps();
    if (needed.leavesOut(key, wantedFps, now)) {
      return 0;
    }
    boolean alone = needed.isKeysAlone();
    if (alone || !others) {
      gate.close(now); // what this one would build on is not there
    }
    counters.keyFrames(needed.keyFrameFps());
    if (backlog.discards(demuxer.late(), key, now)) {
      counters.countDropped();
      gate.close(now);
      return 0;
    }
    long group = admit(key, intact, now);
    if (gate.restarts()) {
      restart();
    }
    failures.sends(key && group != PictureGate.CLOSED);
    needed.decodes(referenced, now);
    decoder.skipUnreferenced(backlog.isLate() || needed.skipsUnreferenced(wantedFps));
    long number = notes.add(group, captured);
    boolean sent = decoder.send(demuxer.packet(), number);
    if (decoder.hasLostDevice()) {
      counters.countDropped();
      lose(DEVICE, now);
    } else if (!sent) {
      counters.countDropped();
      lose("a packet was refused by the decoder", now);
    } else if (alone) {
      decoder.end(); // or it would hold the picture back until others come
    }
    return number;
  }

  private void restart() throws SourceException {
    decoder.flush();
    if (!decoder.isByDevice() && backlog.wantsThreads()) {
      decoder.close();
      decoder =
          new VideoDecoder(address, demuxer.parameters(), context.maxPixels(), Backlog.THREADS);
    }
  }

  private long admit(boolean key, boolean intact, long now) {
    boolean wasClosed = gate.isClosed();
    long group = gate.admit(key, intact, now);
    if (!intact && !wasClosed) {
      context.dropped(LOST);
    }
    if (gate.isWithoutKey() && !saidWithoutKey) {
      saidWithoutKey = true;
      LOG.log(Level.INFO, "{0}: no key frame came for so long; shown without", address);
    }
    return group;
  }

  private void lose(String what, long now) throws SourceException {
    if (decoder.hasLostDevice()) {
      withoutDevice();
    } else {
      judge(now);
    }
    if (!gate.isClosed()) {
      context.dropped(what);
    }
    gate.close(now);
  }

  private void judge(long now) throws SourceException {
    try {
      failures.failed(now);
    } catch (SourceException e) {
      if (!decoder.isByDevice()) {
        throw e;
      }
      decoder.loseDevice("does not decode this stream any more");
      withoutDevice();
    }
  }

  /** At once, and not at the next key frame: until then the device might fail with each packet. */
  private void withoutDevice() throws SourceException {
    VideoDecoder next = new VideoDecoder(address, demuxer.parameters(), context.maxPixels(), 1);
    decoder.close();
    decoder = next;
    failures = new DecodeFailures(address, context.maxPixels());
  }

  /** No packet follows; pictures may have been held back, to be shown after later ones. */
  void end() {
    decoder.end();
  }

  /** Says when the packet of that number was to be had, if that is another time. */
  void cameAt(long number, long nanos) {
    notes.cameAt(number, nanos);
  }

  /** The number of the packet of which the present picture was made. */
  long number() {
    return decoder.number();
  }

  /** When the present picture was to be had. */
  long captured() {
    return notes.captured(decoder.number());
  }

  /** The present picture; valid until {@link #receive()}. */
  AVFrame picture() {
    return decoder.picture();
  }

  PictureFormat format() {
    return format;
  }

  SourceException tooLarge() {
    return failures.tooLarge();
  }

  @Override
  public void close() {
    decoder.close();
  }
}
