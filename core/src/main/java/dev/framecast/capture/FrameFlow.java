package dev.framecast.capture;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameCursor;
import dev.framecast.frame.Registration;
import dev.framecast.internal.DirectWakeUp;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a subscription for one subscriber of its publisher, by the rules of Reactive
 * Streams. All signals are made in one task, so that none comes beside another.
 */
final class FrameFlow implements Flow.Subscription, CameraSubscription.EndListener {
  private final CameraSubscription subscription;
  private final FrameCursor cursor;
  private final SerialTask task;

  /** Frames that were asked for and not given yet; {@link Long#MAX_VALUE} for all. */
  private final AtomicLong demand = new AtomicLong();

  /** Null when there is nobody to signal to any more. */
  private volatile Flow.@Nullable Subscriber<? super Frame> subscriber;

  private volatile @Nullable Registration registration;
  private volatile boolean sourceClosed;
  private volatile @Nullable IllegalArgumentException misuse;

  /** Whether the subscriber has this. In the task. */
  private boolean subscribed;

  FrameFlow(
      CameraSubscription subscription,
      Executor executor,
      Flow.Subscriber<? super Frame> subscriber) {
    this.subscription = subscription;
    this.subscriber = Objects.requireNonNull(subscriber, "subscriber");
    this.cursor = subscription.cursor();
    this.task = subscription.task("a flow's subscriber", executor, this::signal);
  }

  void begin() {
    DirectWakeUp wakeUp = task::request;
    registration = subscription.frames().onPublish(wakeUp);
    subscription.add(this);
    if (subscriber == null || sourceClosed) {
      release(); // it was over already when there was no registration to see
    }
    task.request();
  }

  /** Makes the signals that are due: one frame at most, the next one is handed over anew. */
  private void signal() {
    Flow.Subscriber<? super Frame> to = subscriber;
    if (to == null) {
      release();
      return;
    }
    try {
      if (!subscribed) {
        subscribed = true;
        to.onSubscribe(this);
      }
      giveFrame(to);
    } catch (Throwable e) { // against the rules: it counts as one who has cancelled
      cancel();
      throw e;
    }
    end();
  }

  private void giveFrame(Flow.Subscriber<? super Frame> to) {
    if (subscriber == null || isOver() || demand.get() == 0) {
      return;
    }
    Frame frame = cursor.poll();
    if (frame == null) {
      return;
    }
    demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
    try {
      to.onNext(frame);
    } catch (Throwable e) {
      frame.close();
      throw e;
    }
    if (cursor.isBehind()) {
      task.request(); // of video there may be several, and one wake-up for all of them
    }
  }

  private boolean isOver() {
    return sourceClosed || misuse != null;
  }

  /** Says that this was all, if it was. */
  private void end() {
    if (!isOver() && !cursor.isAtEnd()) {
      return;
    }
    Flow.Subscriber<? super Frame> to = subscriber;
    Throwable error = misuse;
    cancel();
    if (to != null && error != null) {
      to.onError(error);
    } else if (to != null) {
      to.onComplete();
    }
  }

  @Override
  public void request(long n) {
    if (n > 0) {
      demand.updateAndGet(before -> before + n < 0 ? Long.MAX_VALUE : before + n);
    } else if (misuse == null) {
      misuse = new IllegalArgumentException("request(" + n + "): must be more than 0 (rule 3.9)");
    }
    if (subscriber != null) {
      task.request();
    }
  }

  @Override
  public void cancel() {
    subscriber = null;
    release();
  }

  @Override
  public void subscriptionClosed() {
    sourceClosed = true;
    release(); // here, as the executor may never run the last signal
    task.request();
  }

  private void release() {
    Registration registered = registration;
    if (registered != null) {
      registered.close();
    }
    subscription.remove(this);
  }
}
