package dev.framecast.rtsp.decode;

import dev.framecast.source.SessionInfo;
import java.util.concurrent.atomic.AtomicLong;

/** What is known of a stream: written by the session's thread, read by any. */
public final class Counters {
  private final AtomicLong decoded = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private volatile SessionInfo stream = SessionInfo.UNKNOWN;

  public void stream(String format, double fps) {
    stream = SessionInfo.builder().codec(format).fps(fps).build();
  }

  /** For streams of which that is not known before their first picture. */
  void promise(double fps) {
    SessionInfo known = stream;
    if (known.fps() == 0 && fps > 0) {
      stream = known.toBuilder().fps(fps).build();
    }
  }

  /** Key frames a second where these alone are decoded, else 0. */
  void keyFrames(double fps) {
    SessionInfo known = stream;
    if (known.keyFrameFps() != fps) {
      stream = known.toBuilder().keyFrameFps(fps).build();
    }
  }

  public void size(int width, int height) {
    SessionInfo known = stream;
    if (known.width() != width || known.height() != height) {
      stream = known.toBuilder().size(width, height).build();
    }
  }

  public void countDecoded() {
    decoded.incrementAndGet();
  }

  void countDropped() {
    dropped.incrementAndGet();
  }

  public SessionInfo info() {
    return stream.toBuilder().decoded(decoded.get()).dropped(dropped.get()).build();
  }
}
