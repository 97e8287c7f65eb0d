package dev.framecast.examples.soak;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import java.io.IOException;

/** A good source with faults in front of it. */
final class FaultySource implements FrameSource {
  private final FaultSwitch faults;
  private final FrameSource source;

  FaultySource(FaultSwitch faults, FrameSource source) {
    this.faults = faults;
    this.source = source;
  }

  @Override
  public FrameSession open() throws IOException {
    return open(SessionContext.NONE);
  }

  @Override
  public FrameSession open(SessionContext context) throws IOException {
    switch (faults.fault()) {
      case REFUSE, LOGIN -> throw new IOException("refused on purpose");
      default -> {
        return new Session(source.open(context));
      }
    }
  }

  private final class Session implements FrameSession {
    private final FrameSession session;

    Session(FrameSession session) {
      this.session = session;
    }

    @Override
    public boolean advance() throws IOException {
      switch (faults.fault()) {
        case HANG -> faults.hangWhile(Fault.HANG);
        case THROW, RESET, REFUSE, LOGIN -> throw new IOException("fails on purpose");
        case BROKEN, CUT, GARBAGE -> throw new IllegalStateException("fails on purpose");
        case STALL, DRIP -> {
          try {
            faults.pause(0, faults.fault());
          } catch (InterruptedException e) {
            return false;
          }
        }
        default -> {}
      }
      return session.advance();
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
      session.writeJpeg(rendition, slot);
    }

    @Override
    public boolean writeRaw(Rendition rendition, FrameSlot slot) throws IOException {
      return session.writeRaw(rendition, slot);
    }

    @Override
    public SessionInfo info() {
      return session.info();
    }

    @Override
    public void cancel() {
      session.cancel();
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
