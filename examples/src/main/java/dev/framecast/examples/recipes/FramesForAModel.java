package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.netty.MjpegServer;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Pixels for a model, which is given the newest picture each time that it has done with one. */
public final class FramesForAModel {
  private FramesForAModel() {}

  /** Serves a camera that is not there (put in your own), and prints how bright its reds are. */
  public static void main(String[] args) throws Exception {
    ExecutorService inference = Executors.newSingleThreadExecutor();
    try (Cameras cameras = new Cameras();
        MjpegServer server = MjpegServer.start(cameras, 8080);
        Subscription pixels =
            cameras
                .add("door", "rtsp://192.168.0.10/stream1")
                .subscribe(Rendition.bgr24(320), 2)) { // twice a second
      pixels
          .publisher(inference)
          .subscribe(new ForAModel(planes -> System.out.println("red: " + planes[0])));
      server.awaitClose();
    } finally {
      inference.shutdown();
    }
  }

  // tag::model[]
  /** For {@code subscription.publisher(executor)}: one picture at a time, always the newest. */
  static final class ForAModel implements Flow.Subscriber<Frame> {
    private final Consumer<float[]> model;
    private Flow.@Nullable Subscription demand;

    ForAModel(Consumer<float[]> model) {
      this.model = model;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      demand = subscription;
      subscription.request(1);
    }

    @Override
    public void onNext(Frame frame) {
      try (frame) { // it is ours, so we close it
        if (frame.live()) { // else it is a slate
          model.accept(planes(frame));
        }
      }
      Objects.requireNonNull(demand).request(1);
    }

    @Override
    public void onError(Throwable problem) {}

    @Override
    public void onComplete() {} // the camera was closed, or the subscription
  }

  /** All of red, then of green, then of blue, each 0 to 1. */
  static float[] planes(Frame frame) {
    ByteBuffer bgr = frame.bytes();
    int pixels = frame.width() * frame.height();
    float[] planes = new float[3 * pixels];
    for (int i = 0; i < pixels; i++) {
      for (int plane = 2; plane >= 0; plane--) {
        planes[plane * pixels + i] = (bgr.get() & 0xff) / 255f;
      }
    }
    return planes;
  }
  // end::model[]
}
