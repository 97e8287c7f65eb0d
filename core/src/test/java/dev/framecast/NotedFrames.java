package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Frame;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Notes the signals, and closes the frames. */
class NotedFrames implements Flow.Subscriber<Frame> {
  final AtomicInteger inside = new AtomicInteger();
  final AtomicInteger together = new AtomicInteger();
  final AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();
  final AtomicReference<Throwable> error = new AtomicReference<>();
  final AtomicInteger completed = new AtomicInteger();
  final List<Long> sequences = new CopyOnWriteArrayList<>();
  final List<Boolean> live = new CopyOnWriteArrayList<>();

  private void signal(Runnable action) {
    if (inside.incrementAndGet() > 1) {
      together.incrementAndGet();
    }
    action.run();
    inside.decrementAndGet();
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    signal(() -> assertThat(subscription.compareAndSet(null, given)).isTrue());
  }

  @Override
  public void onNext(Frame frame) {
    signal(
        () -> {
          assertThat(subscription.get()).as("1.9").isNotNull();
          sequences.add(frame.sequence());
          live.add(frame.live());
          frame.close();
        });
  }

  @Override
  public void onError(Throwable failure) {
    signal(() -> error.set(failure));
  }

  @Override
  public void onComplete() {
    signal(completed::incrementAndGet);
  }

  Flow.Subscription awaitSubscription() {
    Await.until("it is subscribed", () -> subscription.get() != null);
    return subscription.get();
  }

  boolean isOver() {
    return completed.get() > 0 || error.get() != null;
  }
}
