package dev.framecast.capture;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameCursor;
import dev.framecast.frame.Registration;
import dev.framecast.internal.DirectWakeUp;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls a consumer with the frames of a subscription, until one of both ends. */
final class FrameCallback implements Registration, CameraSubscription.EndListener {
  private final CameraSubscription subscription;
  private final Consumer<? super Frame> consumer;
  private final FrameCursor cursor;
  private final SerialTask task;
  private volatile @Nullable Registration registration;
  private volatile boolean closed;

  FrameCallback(
      CameraSubscription subscription, Executor executor, Consumer<? super Frame> consumer) {
    this.subscription = subscription;
    this.consumer = consumer;
    this.cursor = subscription.cursor();
    this.task = subscription.task("a consumer", executor, this::deliver);
  }

  Registration begin() {
    DirectWakeUp wakeUp = task::request;
    registration = subscription.frames().onPublish(wakeUp);
    subscription.add(this);
    if (closed) {
      close(); // came in between, and could not see the registration
    }
    task.request(); // for what is there already
    return this;
  }

  /** One call at most: the next one is handed to the executor anew. */
  private void deliver() {
    if (closed) {
      return;
    }
    boolean given = false;
    try (Frame frame = cursor.poll()) {
      given = frame != null;
      if (frame != null) {
        consumer.accept(frame);
      }
    } finally {
      if (cursor.isAtEnd()) {
        close();
      } else if (given && cursor.isBehind()) {
        task.request(); // of video there may be several, and one wake-up for all of them
      }
    }
  }

  @Override
  public void subscriptionClosed() {
    close();
  }

  @Override
  public void close() {
    closed = true;
    Registration registered = registration;
    if (registered != null) {
      registered.close();
    }
    subscription.remove(this);
  }
}
