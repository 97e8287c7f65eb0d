package dev.framecast.camera;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/** A camera has no picture to give at the moment. */
public final class CameraOfflineException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * @param message which camera, and why
   * @param retryAfter when asking again makes sense
   */
  public CameraOfflineException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
  }

  /** When asking again makes sense. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
