package dev.framecast.examples.wall;

import dev.framecast.FrameSession;
import dev.framecast.FrameSlot;
import dev.framecast.FrameSource;
import dev.framecast.Rendition;
import dev.framecast.SessionInfo;
import dev.framecast.SourceException;
import dev.framecast.SourceException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A camera with troubles on a schedule, to see what a page makes of them: in each {@link #CYCLE} it
 * works, stalls (connected, without pictures), works again, and cannot be reached.
 */
final class FaultySource implements FrameSource {
  static final Duration STALL_AT = Duration.ofSeconds(15);
  static final Duration STALL_ENDS_AT = Duration.ofSeconds(25);
  static final Duration DOWN_AT = Duration.ofSeconds(40);
  static final Duration CYCLE = Duration.ofSeconds(50);

  private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

  private final FrameSource source;
  private final LongSupplier clock;
  private final long begin;

  /**
   * @param clock nanoseconds, such as {@link System#nanoTime()}
   */
  FaultySource(FrameSource source, LongSupplier clock) {
    this.source = source;
    this.clock = clock;
    this.begin = clock.getAsLong();
  }

  private long inCycle() {
    return (clock.getAsLong() - begin) % CYCLE.toNanos();
  }

  private boolean isStalled() {
    long at = inCycle();
    return at >= STALL_AT.toNanos() && at < STALL_ENDS_AT.toNanos();
  }

  private void checkReachable() throws SourceException {
    if (inCycle() >= DOWN_AT.toNanos()) {
      throw new SourceException(Kind.UNREACHABLE, "the demonstration's cable is out");
    }
  }

  @Override
  public FrameSession open() throws IOException {
    checkReachable();
    FrameSession session = source.open();
    return new FrameSession() {
      private volatile boolean cancelled;

      @Override
      public boolean advance() throws IOException {
        while (isStalled() && !cancelled && !Thread.currentThread().isInterrupted()) {
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
}
