package dev.framecast.servlet;

import java.io.IOException;

/**
 * Thrown into the container, because servlets have no other way to have a connection cut at once.
 */
final class AbortException extends IOException {
  private static final long serialVersionUID = 1L;

  AbortException() {
    super("the viewer has taken nothing for too long");
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
