package dev.framecast.rtsp.client;

import dev.framecast.rtsp.wire.RtpTransport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a source has learnt of its camera, for the next session. Safe for use by many threads. */
public final class Memory {
  private volatile Playback.@Nullable Attempt worked;
  private volatile boolean patient;
  private volatile @Nullable Newest newest;

  private record Newest(String segment, long since) {}

  /**
   * The ways to ask, the one that worked last first.
   *
   * @param tls whether the connection is encrypted; datagrams are not, and are sent only to those
   *     who ask for nothing else
   */
  List<Playback.Attempt> attempts(List<RtpTransport> transports, boolean tls) {
    List<Playback.Attempt> attempts = new ArrayList<>();
    Playback.Attempt last = worked;
    if (last != null) {
      attempts.add(last);
    }
    for (RtpTransport transport : transports) {
      for (boolean all : new boolean[] {false, true}) {
        Playback.Attempt attempt = new Playback.Attempt(transport, all);
        boolean open = tls && !transport.isInterleaved() && transports.size() > 1;
        if (!attempts.contains(attempt) && !open) {
          attempts.add(attempt);
        }
      }
    }
    return attempts;
  }

  void works(Playback.Attempt attempt) {
    worked = attempt;
    patient = false;
  }

  /**
   * Whether to give the first way all the time there is: every other time when all were silent,
   * because a camera may need long to begin.
   */
  boolean isPatient() {
    return patient;
  }

  void allSilent() {
    patient = !patient;
  }

  /**
   * For how many nanoseconds a live playlist has had nothing newer than that, over all sessions.
   */
  public long nothingNewer(String segment) {
    Newest known = newest;
    if (known != null && known.segment().equals(segment)) {
      return System.nanoTime() - known.since();
    }
    newest = new Newest(segment, System.nanoTime());
    return 0;
  }
}
