package dev.framecast.rtsp.http;

import dev.framecast.source.SourceException;
import org.jspecify.annotations.Nullable;

/**
 * Segments that could not be had. FFmpeg asks for the next one again each time that it reads a
 * piece of the present one, and goes from one that is missing to the next without a pause. Confined
 * to the session's thread.
 */
final class MissingPieces {
  private static final long AGAIN_NANOS = 1_000_000_000L;
  private static final int MANY = 3;

  private @Nullable SourceException failure;
  private String last = "";
  private long lastAt;
  private int count;

  /** Fails at once, without a request, what has just failed. */
  void check(String piece) throws SourceException {
    if (failure != null && piece.equals(last) && System.nanoTime() - lastAt < AGAIN_NANOS) {
      throw failure;
    }
  }

  /** One could not be had. */
  void add(String piece, SourceException e) {
    count += piece.equals(last) ? 0 : 1;
    failure = e;
    last = piece;
    lastAt = System.nanoTime();
  }

  /** Fails if several came to nothing in a row: those that will be added then do so, too. */
  void requireFew() throws SourceException {
    if (failure != null && count >= MANY) {
      throw failure;
    }
  }

  /** One has come. */
  void clear() {
    failure = null;
    last = "";
    count = 0;
  }
}
