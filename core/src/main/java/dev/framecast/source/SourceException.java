package dev.framecast.source;

import java.io.IOException;
import java.util.Objects;

/**
 * A source could not deliver, in one of a few ways that people treat differently. The message names
 * the camera's address without credentials, and what to do about it where that is known.
 */
public final class SourceException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The way in which it failed. */
  public enum Kind {
    /** Nobody answers there, or the connection broke. Retried soon. */
    UNREACHABLE,
    /**
     * A camera of this machine is not attached, or is not there in another way that costs nothing
     * to look for. Looked for often.
     */
    UNPLUGGED,
    /**
     * The camera wants other credentials. Retried slowly from the first time on, because cameras
     * lock accounts.
     */
    UNAUTHORIZED,
    /** The address answers but has no such stream, or a stream without video. Retried slowly. */
    NO_VIDEO,
    /** There is video, in a form that cannot be used. Retried slowly. */
    UNSUPPORTED,
    /** Another program has the camera. Retried soon. */
    BUSY,
    /** What came was not understood. Retried soon. */
    BROKEN,
    /** The stream came to its end. Opened again soon. */
    ENDED
  }

  /** The way in which the source failed. */
  private final Kind kind;

  /**
   * A failure without a cause that is worth telling.
   *
   * @param kind decides when the camera tries again
   * @param message for people; without credentials
   */
  public SourceException(Kind kind, String message) {
    super(message);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /**
   * A failure.
   *
   * @param kind decides when the camera tries again
   * @param message for people; without credentials
   * @param cause for logs
   */
  public SourceException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** {@return the way in which the source failed} */
  public Kind kind() {
    return kind;
  }
}
