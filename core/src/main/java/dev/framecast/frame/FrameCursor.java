package dev.framecast.frame;

import org.jspecify.annotations.Nullable;

/**
 * How far one reader has come in a {@link FrameBuffer}: gives each frame at most once, and of live
 * pictures no more than so many a second. Of video it gives each frame, as the next builds on it.
 * Waits for nothing; {@link FrameReader} does.
 *
 * <p>For one thread at a time; only {@link #isAtEnd()} and {@link #isBehind()} may be called from
 * any thread.
 */
public final class FrameCursor {
  private final FrameBuffer frames;
  private final FramePacer pacer;
  private volatile long seen;

  /**
   * Begins to read.
   *
   * @param frames stays whoever's it is: a cursor needs no closing
   * @param seen the sequence to begin after, 0 for whatever there is
   * @param maxFps live frames a second at most, or 0 for all; see {@link FramePacer#admits}
   */
  public FrameCursor(FrameBuffer frames, long seen, double maxFps) {
    this.frames = frames;
    this.seen = seen;
    this.pacer = new FramePacer(maxFps);
  }

  /**
   * {@return the next frame, or null if there is none yet, or none that is due} The caller closes
   * it.
   */
  public @Nullable Frame poll() {
    Frame frame = frames.acquireNext(seen);
    if (frame == null) {
      return null;
    }
    seen = frame.sequence();
    if (frame.format().isVideo() || pacer.admits(frame)) {
      return frame;
    }
    frame.close();
    return null;
  }

  /** {@return whether something newer was published than what the reader has seen} */
  public boolean isBehind() {
    return frames.sequence() > seen;
  }

  /**
   * {@return whether {@link #poll} will give no more: nothing will be published, and all was seen}
   */
  public boolean isAtEnd() {
    if (!frames.isEnded()) {
      return false;
    }
    // A look, not the sequence: of video there may be newer frames that are none for this reader.
    try (Frame next = frames.acquireNext(seen)) {
      return next == null;
    }
  }
}
