package dev.framecast.rtsp;

import dev.framecast.source.SessionInfo;
import java.util.concurrent.atomic.AtomicLong;

/** What is known of a stream: written by the session's thread, read by any. */
final class Counters {
  private final AtomicLong decoded = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private volatile SessionInfo stream = SessionInfo.UNKNOWN;

  void stream(String format, double fps) {
    stream = new SessionInfo(format, 0, 0, fps, 0, 0);
  }

  /** For streams of which that is not known before their first picture. */
  void promise(double fps) {
    SessionInfo known = stream;
    if (known.fps() == 0) {
      stream = new SessionInfo(known.format(), known.width(), known.height(), fps, 0, 0);
    }
  }

  void size(int width, int height) {
    SessionInfo known = stream;
    if (known.width() != width || known.height() != height) {
      stream = new SessionInfo(known.format(), width, height, known.fps(), 0, 0);
    }
  }

  void countDecoded() {
    decoded.incrementAndGet();
  }

  void countDropped() {
    dropped.incrementAndGet();
  }

  SessionInfo info() {
    SessionInfo known = stream;
    return new SessionInfo(
        known.format(), known.width(), known.height(), known.fps(), decoded.get(), dropped.get());
  }
}
