package dev.framecast.servlet.container;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import java.io.IOException;

/**
 * A viewer has not taken in time what it was sent: what its response fails with. Thrown into the
 * container where there is no better way to have a connection cut at once.
 */
public final class AbortException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final String ATTRIBUTE = AbortException.class.getName();

  public AbortException() {
    super("the viewer has not taken in time what it was sent");
  }

  /** Has the request dispatched once more, to fail. */
  public static void dispatch(AsyncContext async) {
    async.getRequest().setAttribute(ATTRIBUTE, true);
    async.dispatch();
  }

  /** First of all, for each request. */
  public static void throwIfDispatched(ServletRequest request) throws AbortException {
    if (request.getAttribute(ATTRIBUTE) != null) {
      throw new AbortException();
    }
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
