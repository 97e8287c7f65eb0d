package dev.framecast.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraListener;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Registration;
import dev.framecast.frame.Rendition;
import dev.framecast.frame.VideoFormat;
import dev.framecast.ring.CaptureBuffer;
import dev.framecast.ring.FrameChain;
import dev.framecast.ring.FrameRing;
import dev.framecast.source.FrameSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A camera without threads: what is in its chain of video and in its ring of JPEGs is what a test
 * puts there, captured at the time of the test's clock. The bytes of each frame are a name that the
 * test can read: K5 and D6 are units, J6 is a JPEG, S7 a slate, by their sequences.
 */
final class HandFedCamera implements Camera {
  private static final VideoFormat H264 =
      new VideoFormat(FrameFormat.H264, "avc1.4d401f", 640, 360, ByteBuffer.allocate(0), false);
  private static final VideoFormat H265 =
      new VideoFormat(FrameFormat.H265, "hev1.1.6.L93", 640, 360, ByteBuffer.allocate(0), false);

  private final String id;
  private final LongSupplier nanoTime;
  private final FrameChain chain = new FrameChain();
  private final FrameRing ring = new FrameRing(FrameFormat.JPEG);
  private boolean ended;
  private VideoFormat format = H264;
  CameraState state = CameraState.LIVE;
  long sequence;
  int videoViewers;
  int pictureViewers;
  int pictureSubscriptions;

  HandFedCamera(String id, LongSupplier nanoTime) {
    this.id = id;
    this.nanoTime = nanoTime;
  }

  void key() {
    unit(true);
  }

  void delta() {
    unit(false);
  }

  /** From here on it sends H.265. */
  void changeCodec() {
    format = H265;
  }

  void deltas(int count) {
    for (int i = 0; i < count; i++) {
      delta();
    }
  }

  private void unit(boolean key) {
    FrameSlot slot = chain.claim();
    sequence++;
    put(slot, (key ? "K" : "D") + sequence);
    slot.video(format, key);
    publish(chain, true);
  }

  /** A JPEG of the newest picture. */
  void jpeg() {
    put(ring.claim(), "J" + sequence);
    publish(ring, true);
  }

  /** A slate for all. */
  void slate() {
    sequence++;
    for (CaptureBuffer buffer : new CaptureBuffer[] {chain, ring}) {
      put(buffer.claim(), "S" + sequence);
      publish(buffer, false);
    }
  }

  private void put(FrameSlot slot, String text) {
    slot.put(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    slot.capturedAt(nanoTime.getAsLong());
  }

  private void publish(CaptureBuffer buffer, boolean live) {
    buffer.publishSilently(sequence, 640, 360, live, 1);
    buffer.wakeReaders();
  }

  /** There is no video. */
  void end() {
    ended = true;
    chain.wakeReaders();
  }

  /** The chain, and whether it has ended. */
  private final class Video implements FrameBuffer {
    @Override
    public Frame acquireNext(long seen) {
      return chain.acquireNext(seen);
    }

    @Override
    public long sequence() {
      return chain.sequence();
    }

    @Override
    public boolean isEnded() {
      return ended;
    }

    @Override
    public Registration onPublish(Runnable wakeUp) {
      return chain.onPublish(wakeUp);
    }
  }

  private final FrameBuffer video = new Video();

  @Override
  public Subscription subscribe(Rendition rendition, double maxFps) {
    boolean ofVideo = rendition.isVideo();
    FrameBuffer buffer = ofVideo ? video : ring;
    if (state == CameraState.CLOSED) {
      throw new IllegalStateException("closed");
    }
    videoViewers += ofVideo ? 1 : 0;
    pictureViewers += ofVideo ? 0 : 1;
    pictureSubscriptions += ofVideo ? 0 : 1;
    return new Viewing(rendition, buffer);
  }

  /** A subscription as far as streams have use for it. */
  private final class Viewing implements Subscription {
    private final Rendition rendition;
    private final FrameBuffer buffer;
    private boolean closed;

    Viewing(Rendition rendition, FrameBuffer buffer) {
      this.rendition = rendition;
      this.buffer = buffer;
    }

    @Override
    public Camera camera() {
      return HandFedCamera.this;
    }

    @Override
    public Rendition rendition() {
      return rendition;
    }

    @Override
    public FrameBuffer frames() {
      return buffer;
    }

    @Override
    public long startAfter() {
      return 0;
    }

    @Override
    public Frame next(Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return !closed;
    }

    @Override
    public Registration onFrame(Executor executor, Consumer<? super Frame> consumer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Flow.Publisher<Frame> publisher(Executor executor) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        videoViewers -= rendition.isVideo() ? 1 : 0;
        pictureViewers -= rendition.isVideo() ? 0 : 1;
      }
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String name() {
    return id;
  }

  @Override
  public CameraState state() {
    return state;
  }

  @Override
  public CameraStatus status() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CameraOptions options() {
    return CameraOptions.DEFAULT;
  }

  @Override
  public CompletableFuture<Frame> snapshot(Rendition rendition, Duration maxAge, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Registration addListener(CameraListener listener, Executor executor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void reconnect() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void replaceOptions(CameraOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void replace(FrameSource source, CameraOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void replace(FrameSource source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    state = CameraState.CLOSED;
  }
}
