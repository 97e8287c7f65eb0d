package dev.framecast.servlet.container;

import jakarta.servlet.AsyncContext;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The end of an asynchronous request, which happens once. Any thread. */
public final class Completion {
  private final AsyncContext async;

  /** Set by the first who completes it, or learns that it is. */
  private final AtomicBoolean done = new AtomicBoolean();

  public Completion(AsyncContext async) {
    this.async = async;
  }

  /** Completes it, unless it is. */
  public void complete() {
    by(AsyncContext::complete);
  }

  /** Ends it in that way, unless it has ended. */
  public void by(Consumer<AsyncContext> way) {
    if (done.compareAndSet(false, true)) {
      try {
        way.accept(async);
      } catch (RuntimeException e) {
        // It has ended meanwhile; containers differ in how they say so.
      }
    }
  }

  /** The container has said that it is completed. */
  public void heard() {
    done.set(true);
  }

  /** Whether it is. */
  public boolean isDone() {
    return done.get();
  }
}
