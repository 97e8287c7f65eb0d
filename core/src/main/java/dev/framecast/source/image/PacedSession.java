package dev.framecast.source.image;

import dev.framecast.source.FrameSession;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** A session that makes its pictures itself, so many a second. */
abstract class PacedSession implements FrameSession {
  /** How long one picture holds before it is handed on again, if no other came. */
  private static final long HOLDS_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What a tick brought. */
  enum Tick {
    /** Another picture. */
    NEW,
    /** None: the last one still holds, or there was none yet. */
    SAME,
    /** One that is of no use; so the last good one does not hold any more. */
    BROKEN
  }

  private final SessionContext context;
  private final Pace pace;
  private Tick last = Tick.SAME;
  private boolean anyPicture;
  private long handedOn;

  PacedSession(double fps, SessionContext context) {
    this.context = context;
    pace = new Pace(fps);
  }

  @Override
  public final boolean advance() throws IOException {
    while (pace.await()) {
      try {
        if (isToBeShown(takePicture())) {
          handedOn = System.nanoTime();
          return true;
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } catch (RuntimeException e) {
        throw new SourceException(Kind.BROKEN, "no picture could be made: " + e, e);
      }
    }
    return false;
  }

  private boolean isToBeShown(Tick tick) {
    if (tick != Tick.SAME) {
      last = tick;
      anyPicture |= tick == Tick.NEW;
      return tick == Tick.NEW;
    }
    if (!anyPicture && last != Tick.BROKEN) {
      context.waitingFor("the first picture");
      return false;
    }
    // Now, if it would be too late at the next tick: those who come later want to see it, and a
    // camera whose picture stays the same has not stalled.
    long nextTick = System.nanoTime() + pace.periodNanos();
    return last == Tick.NEW && nextTick - handedOn > HOLDS_NANOS;
  }

  /** Gets the picture of this tick. */
  abstract Tick takePicture() throws IOException;

  @Override
  public final void cancel() {
    pace.cancel();
  }
}
