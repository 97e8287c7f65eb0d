package dev.framecast.capture;

import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.Rendition;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One viewer of a {@link SupervisedCamera}. */
final class CameraSubscription implements Subscription {
  private final SupervisedCamera camera;
  private final RenditionBuffer feed;
  private final Rendition wanted;
  private final double maxFps;
  private final long startAfter;
  private final AtomicBoolean open = new AtomicBoolean(true);

  CameraSubscription(
      SupervisedCamera camera,
      RenditionBuffer feed,
      Rendition wanted,
      double maxFps,
      long startAfter) {
    this.camera = camera;
    this.feed = feed;
    this.wanted = wanted;
    this.maxFps = maxFps;
    this.startAfter = startAfter;
  }

  @Override
  public Camera camera() {
    return camera;
  }

  @Override
  public Rendition rendition() {
    return feed.rendition;
  }

  @Override
  public FrameBuffer frames() {
    return feed;
  }

  @Override
  public long startAfter() {
    return startAfter;
  }

  /** Why nothing new of it is to be seen, if anything is known. */
  @Nullable String problem() {
    return feed.problem();
  }

  @Override
  public void close() {
    if (open.getAndSet(false)) {
      camera.leave(feed, wanted, maxFps);
    }
  }
}
