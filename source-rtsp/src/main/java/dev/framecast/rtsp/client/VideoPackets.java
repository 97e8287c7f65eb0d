package dev.framecast.rtsp.client;

import dev.framecast.internal.UnixTime;
import dev.framecast.rtsp.rtp.CameraClock;
import dev.framecast.rtsp.rtp.Rtcp;
import dev.framecast.rtsp.rtp.RtpRepair;
import dev.framecast.rtsp.sdp.SessionDescription;
import dev.framecast.rtsp.wire.Cancellation;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The packets with pictures that one {@link Playback} brings, made to follow each other. Confined
 * to the session's thread.
 */
final class VideoPackets implements AutoCloseable, Rtcp.Listener {
  private static final long SLICE_NANOS = 1_000_000_000L;
  private static final int MOST_OTHERS = 50;

  private final Playback playback;
  private final Cancellation cancellation;
  private @Nullable RtpRepair repair;
  private @Nullable CameraClock clock;
  private int format = -1;
  private int sentType;
  private int others;
  private long goodbye;
  private boolean alive;

  VideoPackets(Playback playback, Cancellation cancellation) {
    this.playback = playback;
    this.cancellation = cancellation;
  }

  Playback playback() {
    return playback;
  }

  /** Whether the camera has sent anything, if only control packets. */
  boolean isAlive() {
    return alive;
  }

  /** Goes on to the next packet; false if none has come by then. */
  boolean next(long deadline) throws IOException {
    while (true) {
      if (cancellation.isCancelled()) {
        throw playback.target.cancelled();
      }
      long now = System.nanoTime();
      if (now >= deadline) {
        return false;
      }
      if (goodbye != 0 && now - goodbye > SLICE_NANOS) {
        throw playback.target.error(Kind.ENDED, "the camera ended the stream (BYE)");
      }
      if (!receive(Math.min(deadline, now + SLICE_NANOS))) {
        continue;
      }
      alive = true;
      byte[] data = playback.data();
      if (playback.isControl()) {
        Rtcp.read(data, playback.offset(), playback.length(), this);
      } else if (RtpRepair.isRtp(data, playback.offset(), playback.length()) && isPictures()) {
        goodbye = 0;
        others = 0;
        RtpRepair known = repair;
        if (known != null) {
          known.repair(data, playback.offset(), System.nanoTime());
        }
        return true;
      }
    }
  }

  private boolean receive(long until) throws IOException {
    try {
      return playback.next(until);
    } catch (EOFException e) {
      throw cancellation.isCancelled() ? playback.target.cancelled() : e;
    }
  }

  /** Which payload type is shown is decided by the first packet; later ones may be repairs. */
  private boolean isPictures() throws SourceException {
    int type = RtpRepair.payloadType(playback.data(), playback.offset());
    if (format >= 0 && type == sentType) {
      return true;
    }
    boolean listed = SessionDescription.isPictures(playback.video, type);
    if (format < 0) {
      if (!listed && playback.video.formats().contains(type)) {
        return false;
      }
      format = listed ? type : playback.video.formats().get(0); // A type that is not listed.
      sentType = type;
      int rate = playback.video.clockRate(format);
      repair = new RtpRepair(rate, format);
      clock = new CameraClock(rate);
    }
    if (type != sentType && ++others == MOST_OTHERS) {
      String codec = playback.video.codec(type);
      throw playback.target.error(
          Kind.ENDED,
          "the camera sends another stream now" + (codec.isEmpty() ? "" : " (" + codec + ")"));
    }
    return type == sentType;
  }

  /** A description for FFmpeg of the packets that come. */
  String description() {
    return SessionDescription.forFFmpeg(playback.video, format);
  }

  /** As {@link RtspStream#codec()}. */
  String codec() {
    return playback.video.codec(format);
  }

  /** As {@link RtspStream#isInterleaved()}. */
  boolean isInterleaved() {
    return SessionDescription.isInterleaved(playback.video, format);
  }

  /** As {@link RtspStream#taken}. */
  long taken(long ticks, long arrived) {
    if (clock == null || repair == null) {
      return arrived;
    }
    return clock.taken(repair.original(ticks), arrived, UnixTime.nanos(arrived));
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

  /** Says goodbye to the camera. */
  @Override
  public void close() {
    playback.close();
  }
}
