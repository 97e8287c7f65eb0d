package dev.framecast.rtsp.client;

import dev.framecast.rtsp.wire.Cancellation;
import dev.framecast.rtsp.wire.ClientOptions;
import dev.framecast.rtsp.wire.Target;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the way in which a camera sends its video: asks in one way after the other, until packets
 * come.
 *
 * <p>A camera that says that it plays, and is silent, may be slow (those that wait for a key frame
 * are, for seconds), or need to be asked otherwise. Nothing tells which. So from a third of the
 * time on it is asked in other ways too, over connections of their own, while the first one is kept
 * and listened to: a slow camera loses nothing by it, and one that is silent over TCP does not wait
 * for the whole time-out. Cameras that take one session alone refuse the second; then the first has
 * most of the time, and the others have the rest when it was given up.
 */
final class Opening {
  private static final Logger LOG = System.getLogger(Opening.class.getName());
  private static final long SLICE_NANOS = 20_000_000L;
  private static final int MOST_BUSY = 3;
  private static final long BUSY_MILLIS = 250;

  private final Target target;
  private final ClientOptions options;
  private final Memory memory;
  private final Cancellation cancellation;
  private final long begun = System.nanoTime();
  private final long deadline;
  private final List<Playback.Attempt> attempts;

  /** Those that play, and are silent; the one that was asked first comes first. */
  private final List<VideoPackets> playing = new ArrayList<>();

  private boolean beside = true;
  private int busy;
  private @Nullable SourceException failure;

  Opening(Target target, ClientOptions options, Memory memory, Cancellation cancellation) {
    this.target = target;
    this.options = options;
    this.memory = memory;
    this.cancellation = cancellation;
    deadline = begun + options.timeoutNanos();
    attempts = memory.attempts(options.transports(), target.isTls());
  }

  /** The video, whose first packet has been read; all else is closed. */
  VideoPackets open() throws IOException {
    try {
      VideoPackets first = search();
      if (first != null) {
        playing.remove(first);
        cancellation.blocksOn(first.playback()::interrupt);
        memory.works(first.playback().attempt);
        return first;
      }
    } finally {
      closeFrom(0);
    }
    memory.allSilent();
    throw failure == null ? new SocketTimeoutException() : failure;
  }

  private @Nullable VideoPackets search() throws IOException {
    while (!attempts.isEmpty() && System.nanoTime() < deadline) {
      Playback.Attempt attempt = attempts.remove(0);
      VideoPackets sending = null;
      if (ask(attempt)) {
        sending = await(System.nanoTime() + share());
        if (sending == null && playing.size() == 1 && playing.get(0).isAlive()) {
          sending = await(System.nanoTime() + share()); // it has sent reports: be patient
        }
      } else if (!beside && !playing.isEmpty()) {
        sending = await(begun + options.timeoutNanos() * 7 / 10);
      }
      if (sending != null) {
        return sending;
      }
      closeFrom(beside ? 1 : 0);
    }
    return playing.isEmpty() ? null : await(deadline);
  }

  /** Whether it plays now in that way. */
  private boolean ask(Playback.Attempt attempt) throws IOException {
    long now = System.nanoTime();
    // Beside another, so that whoever takes one connection at a time, and says so by silence, is
    // not waited for until the end.
    long until = playing.isEmpty() ? deadline : now + (deadline - now) / (attempts.size() + 3);
    Negotiation negotiation = new Negotiation(target, options, cancellation, until);
    try {
      Playback opened = negotiation.open(attempt);
      playing.add(new VideoPackets(opened, cancellation));
      cancellation.blocksOn(opened::interrupt);
      if (!negotiation.hasOtherTracks()) {
        attempts.removeIf(Playback.Attempt::allTracks);
      }
      return true;
    } catch (TransportRefused e) {
      failure = failure == null ? e.error() : failure;
      attempts.removeIf(other -> other.transport() == attempt.transport());
    } catch (IOException e) {
      if (cancellation.isCancelled()) {
        throw e;
      }
      if (!playing.isEmpty()) {
        LOG.log(Level.DEBUG, "{0}: not beside: {1}", target, e.getMessage());
        beside = false;
      } else if (!isBusyStill(e)) {
        throw e;
      }
      attempts.add(0, attempt);
    }
    return false;
  }

  /** Some are not done with the connection before, and say that they are busy. */
  private boolean isBusyStill(IOException e) {
    return failure != null
        && e instanceof SourceException refusal
        && refusal.kind() == Kind.BUSY
        && busy++ < MOST_BUSY
        && cancellation.pause(BUSY_MILLIS);
  }

  /** For how long to wait for a first packet before the next way is tried. */
  private long share() {
    long left = deadline - System.nanoTime();
    if (attempts.isEmpty() || memory.isPatient()) {
      return left;
    }
    if (playing.size() > 1 || failure != null) {
      return left / (attempts.size() + 1);
    }
    return beside ? left / 3 : left * 7 / 10;
  }

  /** The first of those that play whose packets come; null if none has by then. */
  private @Nullable VideoPackets await(long until) throws IOException {
    while (!playing.isEmpty()) {
      long now = System.nanoTime();
      if (now >= until) {
        silent(playing.get(0));
        return null;
      }
      long slice = playing.size() == 1 ? until : Math.min(until, now + SLICE_NANOS);
      for (Iterator<VideoPackets> each = playing.iterator(); each.hasNext(); ) {
        VideoPackets packets = each.next();
        try {
          if (packets.next(slice)) {
            return packets;
          }
          slice = Math.min(until, System.nanoTime() + SLICE_NANOS);
        } catch (IOException e) { // over another transport it may not hang up
          if (cancellation.isCancelled()) {
            throw e;
          }
          silent(packets);
          packets.close();
          each.remove();
        }
      }
    }
    return null;
  }

  private void silent(VideoPackets packets) {
    LOG.log(Level.DEBUG, "{0}: silence over {1}", target, packets.playback().attempt);
    if (failure == null) {
      failure =
          target.error(
              Kind.UNREACHABLE,
              "no video for "
                  + options.timeoutMillis()
                  + " ms, though the camera says that it plays (over "
                  + packets.playback().attempt.transport()
                  + (options.transports().size() > 1 ? " and others)" : ")"));
    }
  }

  private void closeFrom(int index) {
    while (playing.size() > index) {
      playing.remove(playing.size() - 1).close();
    }
  }
}
