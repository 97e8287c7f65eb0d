package dev.framecast.examples.wall;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A camera with troubles, to see what a page makes of them. */
public final class FaultySource implements FrameSource {
  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

  private final FrameSource source;
  private final Supplier<Fault> faults;

  /** What is wrong with it at a moment. */
  public enum Fault {
    /** It works. */
    NONE,
    /** It is connected and sends no pictures. */
    STALLED,
    /** Connections break, and none can be made. */
    UNREACHABLE
  }

  /** That source, with whatever trouble the supplier names; asked for each picture. */
  public FaultySource(FrameSource source, Supplier<Fault> faults) {
    this.source = source;
    this.faults = faults;
  }

  private void checkReachable() throws SourceException {
    if (faults.get() == Fault.UNREACHABLE) {
      throw new SourceException(Kind.UNREACHABLE, "the demonstration's cable is out");
    }
  }

  @Override
  public FrameSession open() throws IOException {
    return open(SessionContext.NONE);
  }

  @Override
  public FrameSession open(SessionContext context) throws IOException {
    checkReachable();
    FrameSession session = source.open(context);
    return new FrameSession() {
      private volatile boolean cancelled;

      @Override
      public boolean advance() throws IOException {
        while (faults.get() == Fault.STALLED
            && !cancelled
            && !Thread.currentThread().isInterrupted()) {
          LockSupport.parkNanos(this, LOOK_NANOS);
        }
        checkReachable();
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
      public boolean isTurned() {
        return session.isTurned();
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

  @Override
  public String description() {
    return source.description() + " with faults";
  }

  @Override
  public String kind() {
    return source.kind();
  }
}
