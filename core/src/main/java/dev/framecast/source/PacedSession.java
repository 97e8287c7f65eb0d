package dev.framecast.source;

import dev.framecast.FrameSession;
import dev.framecast.SourceException;
import dev.framecast.SourceException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A session that makes its pictures itself, so many a second. */
abstract class PacedSession implements FrameSession {
  private final Pace pace;

  PacedSession(double fps) {
    pace = new Pace(fps);
  }

  @Override
  public final boolean advance() throws IOException {
    while (pace.await()) {
      try {
        if (takePicture()) {
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

  /** Gets the picture of this tick; false when there is none. */
  abstract boolean takePicture() throws IOException;

  @Override
  public final void cancel() {
    pace.cancel();
  }
}
