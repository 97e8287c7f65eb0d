package dev.framecast.examples.soak;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraListener;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Registration;
import dev.framecast.frame.Rendition;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/** What an app does with cameras, well or badly. */
final class InProcessVisit {
  private final Cameras cameras;
  private final Executor executor;
  private final Gate gate;
  private final SplittableRandom random;

  InProcessVisit(Cameras cameras, Executor executor, Gate gate, SplittableRandom random) {
    this.cameras = cameras;
    this.executor = executor;
    this.gate = gate;
    this.random = random;
  }

  void visit(String id) throws InterruptedException {
    Camera camera = cameras.find(id);
    if (camera == null) {
      return;
    }
    try {
      switch (random.nextInt(5)) {
        case 0 -> callBack(camera);
        case 1 -> publish(camera);
        case 2 -> snapshot(camera);
        case 3 -> listen(camera);
        default -> wait(camera);
      }
    } catch (IllegalStateException e) {
      // The camera was closed in between.
    }
  }

  private Rendition rendition() {
    return switch (random.nextInt(4)) {
      case 0 -> Rendition.gray8(160);
      case 1 -> Rendition.bgr24(160);
      case 2 -> Rendition.jpeg(320, 80);
      default -> Rendition.SOURCE;
    };
  }

  private void callBack(Camera camera) {
    int bad = random.nextInt(4);
    try (Subscription subscription = camera.subscribe(rendition(), 5)) {
      Registration unused =
          subscription.onFrame(
              bad == 1 ? Runnable::run : executor,
              frame -> {
                if (bad == 0) {
                  throw new IllegalStateException("fails on purpose");
                }
              });
      gate.linger(random.nextInt(5_000));
    }
  }

  private void publish(Camera camera) {
    try (Subscription subscription = camera.subscribe(rendition(), 0)) {
      subscription.publisher(executor).subscribe(new Some(random.nextInt(1, 20)));
      gate.linger(random.nextInt(4_000));
    }
  }

  /** Takes some frames, and never says that it has enough. */
  private static final class Some implements Flow.Subscriber<Frame> {
    private final int wanted;

    Some(int wanted) {
      this.wanted = wanted;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(wanted);
    }

    @Override
    public void onNext(Frame frame) {
      frame.close();
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }

  private void snapshot(Camera camera) {
    CompletableFuture<Frame> future =
        camera.snapshot(Rendition.SOURCE, Duration.ZERO, Duration.ofSeconds(3));
    if (random.nextBoolean()) {
      gate.linger(random.nextInt(300));
      if (future.cancel(false)) {
        return;
      }
    }
    CompletableFuture<Frame> unused =
        future.whenComplete(
            (frame, failure) -> {
              if (frame != null) {
                frame.close();
              }
            });
  }

  private void listen(Camera camera) {
    Registration listening =
        camera.addListener(
            new CameraListener() {
              @Override
              public void connecting(Camera which) {
                throw new IllegalStateException("fails on purpose");
              }
            },
            executor);
    gate.linger(random.nextInt(4_000));
    listening.close();
  }

  private void wait(Camera camera) throws InterruptedException {
    try (Subscription subscription = camera.subscribe(rendition(), 0)) {
      for (int i = random.nextInt(20); i > 0 && subscription.isOpen() && !gate.isClosed(); i--) {
        try (Frame frame = subscription.next(Duration.ofSeconds(2))) {
          if (frame != null && random.nextInt(10) == 0) {
            gate.linger(500); // keeps it open
          }
        }
      }
    }
  }
}
