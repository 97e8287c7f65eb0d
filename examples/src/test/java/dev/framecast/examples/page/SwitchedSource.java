package dev.framecast.examples.page;

import dev.framecast.FrameSession;
import dev.framecast.FrameSlot;
import dev.framecast.FrameSource;
import dev.framecast.Rendition;
import dev.framecast.SessionInfo;
import dev.framecast.SourceException;
import dev.framecast.SourceException.Kind;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** A camera that a test kills, stalls and repairs. */
final class SwitchedSource implements FrameSource {
  private final FrameSource source;
  private volatile Mode mode = Mode.WELL;

  /** What is wrong with it. */
  enum Mode {
    WELL,
    STALLED,
    DEAD
  }

  SwitchedSource(FrameSource source) {
    this.source = source;
  }

  void is(Mode value) {
    mode = value;
  }

  private void checkAlive() throws SourceException {
    if (mode == Mode.DEAD) {
      throw new SourceException(Kind.UNREACHABLE, "the test pulled the plug");
    }
  }

  @Override
  public FrameSession open() throws IOException {
    checkAlive();
    FrameSession session = source.open();
    return new FrameSession() {
      private volatile boolean cancelled;

      @Override
      public boolean advance() throws IOException {
        while (mode == Mode.STALLED && !cancelled) {
          LockSupport.parkNanos(this, 10_000_000);
        }
        checkAlive();
        return session.advance();
      }

      @Override
      public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
        session.writeJpeg(rendition, slot);
      }

      @Override
      public SessionInfo info() {
        return session.info();
      }

      @Override
      public void cancel() {
        cancelled = true;
        session.cancel();
      }

      @Override
      public void close() {
        session.close();
      }
    };
  }
}
