package dev.framecast.video;

import java.io.IOException;

/** A parameter set that cannot be what its codec's standard describes, or is beyond our bounds. */
public final class BitstreamException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Says what is wrong.
   *
   * @param message the field, its value, and what would be right
   */
  public BitstreamException(String message) {
    super(message);
  }
}
