package dev.framecast.frame;

/**
 * What was asked for, such as to hear of something, in force until it is closed. Closing is
 * idempotent, may be done on any thread, and never waits: a call that is under way may end after
 * it.
 */
@FunctionalInterface
public interface Registration extends AutoCloseable {
  @Override
  void close();
}
