package dev.framecast.rtsp.client;

import dev.framecast.rtsp.rtp.CameraClock;
import dev.framecast.rtsp.rtp.Rtcp;
import dev.framecast.rtsp.rtp.RtpRepair;
import dev.framecast.rtsp.sdp.SessionDescription;
import dev.framecast.rtsp.wire.Cancellation;
import dev.framecast.rtsp.wire.ClientOptions;
import dev.framecast.rtsp.wire.Target;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The video of an RTSP camera, as RTP packets that follow each other. Confined to the session's
 * thread, but for {@link #cancel()}.
 */
public final class RtspStream implements AutoCloseable, Rtcp.Listener {
  private static final Logger LOG = System.getLogger(RtspStream.class.getName());
  private static final long SLICE_NANOS = 1_000_000_000L;
  private static final int MOST_OTHERS = 50;
  private static final int MOST_BUSY = 3;
  private static final long BUSY_MILLIS = 250;

  private final Target target;
  private final ClientOptions options;
  private final Memory memory;
  private final Cancellation cancellation = new Cancellation();
  private @Nullable Playback playback;
  private @Nullable RtpRepair repair;
  private @Nullable CameraClock clock;
  private boolean pending;
  private int format = -1;
  private int sentType;
  private int others;
  private long goodbye;

  public RtspStream(Target target, ClientOptions options, Memory memory) {
    this.target = target;
    this.options = options;
    this.memory = memory;
  }

  /** Connects, up to the first packet. */
  public void open() throws SourceException {
    long deadline = System.nanoTime() + options.timeoutNanos();
    List<Playback.Attempt> attempts = memory.attempts(options.transports(), target.isTls());
    SourceException failure = null;
    int busy = 0;
    try {
      while (!attempts.isEmpty()) {
        Playback.Attempt attempt = attempts.remove(0);
        Negotiation negotiation = new Negotiation(target, options, cancellation, deadline);
        try {
          Playback opened = negotiation.open(attempt);
          playback = opened;
          cancellation.blocksOn(opened::interrupt);
          if (!negotiation.hasOtherTracks()) {
            attempts.removeIf(Playback.Attempt::allTracks);
          }
          long left = deadline - System.nanoTime();
          long share = share(left, attempts.size(), failure == null);
          if (begins(System.nanoTime() + share)) {
            memory.works(attempt);
            return;
          }
          failure = failure == null ? silent(opened) : failure;
          LOG.log(Level.DEBUG, "{0}: silence over {1}", target, attempt);
          close();
        } catch (TransportRefused e) {
          failure = failure == null ? e.error() : failure;
          attempts.removeIf(other -> other.transport() == attempt.transport());
        } catch (SourceException e) {
          // Some are not done with the connection before, and say that they are busy.
          boolean again = failure != null && e.kind() == Kind.BUSY && busy++ < MOST_BUSY;
          if (!again || !cancellation.pause(BUSY_MILLIS)) {
            throw e;
          }
          attempts.add(0, attempt);
        }
        if (System.nanoTime() >= deadline) {
          break;
        }
      }
    } catch (IOException e) {
      throw error(e, "no answer");
    }
    memory.allSilent();
    throw failure == null ? error(new SocketTimeoutException(), "no answer") : failure;
  }

  /** How long to wait for a first packet: the first way is the likeliest, and may be slow. */
  private long share(long left, int others, boolean first) {
    if (others == 0 || memory.isPatient()) {
      return left;
    }
    return first ? left * 7 / 10 : left / (others + 1);
  }

  private SourceException silent(Playback opened) {
    return target.error(
        Kind.UNREACHABLE,
        "no video for "
            + options.timeoutMillis()
            + " ms, though the camera says that it plays (over "
            + opened.attempt.transport()
            + (options.transports().size() > 1 ? " and others)" : ")"));
  }

  private boolean begins(long until) throws IOException {
    try {
      pending = next(until);
      return pending;
    } catch (EOFException e) {
      if (cancellation.isCancelled()) {
        throw target.cancelled();
      }
      return false; // Over another transport it may not hang up.
    }
  }

  /** A description for FFmpeg of the packets that come. */
  public String description() {
    return SessionDescription.forFFmpeg(playback().video, format);
  }

  /** Whether packets may overtake each other. */
  public boolean isUnordered() {
    return !playback().attempt.transport().isInterleaved();
  }

  /**
   * Goes on to the next packet; blocks.
   *
   * @param deadline when to give up, on the scale of {@link System#nanoTime()}
   */
  public void read(long deadline) throws SourceException {
    if (pending) {
      pending = false;
      return;
    }
    try {
      if (!next(deadline)) {
        throw target.error(Kind.UNREACHABLE, "no video for " + options.timeoutMillis() + " ms");
      }
    } catch (EOFException e) {
      throw cancellation.isCancelled()
          ? target.cancelled()
          : target.error(Kind.ENDED, "the camera ended the stream");
    } catch (IOException e) {
      throw error(e, "no video");
    }
  }

  private SourceException error(IOException e, String silence) {
    if (cancellation.isCancelled()) {
      return target.cancelled();
    }
    if (e instanceof SourceException known) {
      return known;
    }
    return target.error(
        Kind.UNREACHABLE,
        e instanceof SocketTimeoutException
            ? silence + " for " + options.timeoutMillis() + " ms"
            : "the connection broke: " + e.getMessage());
  }

  private boolean next(long deadline) throws IOException {
    Playback current = playback();
    while (true) {
      if (cancellation.isCancelled()) {
        throw target.cancelled();
      }
      long now = System.nanoTime();
      if (now >= deadline) {
        return false;
      }
      if (goodbye != 0 && now - goodbye > SLICE_NANOS) {
        throw target.error(Kind.ENDED, "the camera ended the stream (BYE)");
      }
      if (!current.next(Math.min(deadline, now + SLICE_NANOS))) {
        continue;
      }
      if (current.isControl()) {
        Rtcp.read(current.data(), current.offset(), current.length(), this);
      } else if (RtpRepair.isRtp(current.data(), current.offset(), current.length())
          && isPictures(current)) {
        goodbye = 0;
        others = 0;
        RtpRepair known = repair;
        if (known != null) {
          known.repair(current.data(), current.offset(), System.nanoTime());
        }
        return true;
      }
    }
  }

  /** Which payload type is shown is decided by the first packet; later ones may be repairs. */
  private boolean isPictures(Playback current) throws SourceException {
    int type = RtpRepair.payloadType(current.data(), current.offset());
    if (format >= 0 && type == sentType) {
      return true;
    }
    boolean listed = SessionDescription.isPictures(current.video, type);
    if (format < 0) {
      if (!listed && current.video.formats().contains(type)) {
        return false;
      }
      format = listed ? type : current.video.formats().get(0); // A type that is not listed.
      sentType = type;
      int rate = current.video.clockRate(format);
      repair = new RtpRepair(rate, format);
      clock = new CameraClock(rate);
    }
    if (type != sentType && ++others == MOST_OTHERS) {
      String codec = current.video.codec(type);
      throw target.error(
          Kind.ENDED,
          "the camera sends another stream now" + (codec.isEmpty() ? "" : " (" + codec + ")"));
    }
    return type == sentType;
  }

  /** What the packet is in, in its place; valid until the next. */
  public byte[] data() {
    return playback().data();
  }

  public int offset() {
    return playback().offset();
  }

  public int length() {
    return playback().length();
  }

  /**
   * When a picture was taken by the camera's clock.
   *
   * @param ticks the picture's time as FFmpeg counts it, in the stream's clock rate
   * @param arrived when it came, on the scale of {@link System#nanoTime()}, and of the result
   */
  public long taken(long ticks, long arrived) {
    if (clock == null || repair == null) {
      return arrived;
    }
    long unix = System.currentTimeMillis() * 1_000_000L - (System.nanoTime() - arrived);
    return clock.taken(repair.original(ticks), arrived, unix);
  }

  @Override
  public void senderReport(long ntp, int rtp) {
    if (clock != null) {
      clock.report(ntp, rtp);
    }
  }

  @Override
  public void goodbye() {
    goodbye = System.nanoTime(); // Some say so, and go on.
  }

  private Playback playback() {
    Playback current = playback;
    if (current == null) {
      throw new IllegalStateException("not open");
    }
    return current;
  }

  /** Ends what blocks, from any thread; what was open must still be closed. */
  public void cancel() {
    cancellation.cancel();
  }

  @Override
  public void close() {
    if (playback != null) {
      playback.close();
      playback = null;
    }
    goodbye = 0;
  }
}
