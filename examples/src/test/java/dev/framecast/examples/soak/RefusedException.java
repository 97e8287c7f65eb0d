package dev.framecast.examples.soak;

import java.io.IOException;

/** The answer was no stream. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  final int status;

  RefusedException(int status) {
    super("status " + status);
    this.status = status;
  }
}
