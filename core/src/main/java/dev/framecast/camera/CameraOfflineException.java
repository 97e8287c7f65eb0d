package dev.framecast.camera;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/** A camera has no picture to give at the moment. */
public final class CameraOfflineException extends IOException {
  private static final long serialVersionUID = 1L;

  /** When asking again makes sense. */
  private final Duration retryAfter;

  /**
   * Says why there is no picture.
   *
   * @param message which camera, and why
   * @param retryAfter when asking again makes sense
   */
  public CameraOfflineException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
  }

  /** {@return how long to wait before asking again makes sense} */
  public Duration retryAfter() {
    return retryAfter;
  }
}
