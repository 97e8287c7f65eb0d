package dev.framecast.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraListener;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.CameraStatus;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Registration;
import dev.framecast.frame.Rendition;
import dev.framecast.http.HttpAnswer;
import dev.framecast.mjpeg.MjpegWriters;
import dev.framecast.source.FrameSource;
import dev.framecast.stream.StreamOptions;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Viewers on a loop that turns when the test says so, with writes that end when it says so. */
@ExtendWith(NoLeaks.class)
class ViewerTest {
  private final CountedFrames frames = new CountedFrames();
  private final Network network = new Network();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(network, new ChannelInboundHandlerAdapter());
  private final FrameLoop loop = new FrameLoop(channel.eventLoop(), StreamOptions.DEFAULT);
  private final List<Viewer> viewers = new ArrayList<>();
  private CameraState state = CameraState.LIVE;
  private int subscriptions;

  /** Keeps what is written until it is told how that went. */
  private static final class Network extends ChannelOutboundHandlerAdapter {
    private final Deque<ChannelPromise> open = new ArrayDeque<>();
    private final StringBuilder written = new StringBuilder();

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      written.append(((HttpContent) message).content().toString(US_ASCII));
      ReferenceCountUtil.release(message);
      open.add(promise);
    }

    void takeAll() {
      List.copyOf(open).forEach(promise -> open.remove().setSuccess());
    }

    void fail() {
      List.copyOf(open).forEach(promise -> open.remove().setFailure(new IOException("gone")));
    }
  }

  /** A camera of which only the frames and the state matter. */
  private final class TestCamera implements Camera {
    @Override
    public String id() {
      return "test";
    }

    @Override
    public String name() {
      return "test";
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
    public Subscription subscribe(Rendition rendition, double maxFps) {
      subscriptions++;
      return new Subscription() {
        @Override
        public Camera camera() {
          return TestCamera.this;
        }

        @Override
        public Rendition rendition() {
          return rendition;
        }

        @Override
        public CountedFrames frames() {
          return frames;
        }

        @Override
        public Frame next(Duration timeout) {
          throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
          throw new UnsupportedOperationException();
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
        public long startAfter() {
          return 0;
        }

        @Override
        public void close() {
          subscriptions--;
        }
      };
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
    public void replace(FrameSource source) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void replace(FrameSource source, CameraOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    @Override
    public CompletableFuture<Frame> snapshot(
        Rendition rendition, Duration maxAge, Duration timeout) {
      throw new UnsupportedOperationException();
    }
  }

  private void join(int count) {
    join(count, channel.pipeline().lastContext());
  }

  private void join(int count, ChannelHandlerContext ctx) {
    TestCamera camera = new TestCamera();
    HttpAnswer.Stream stream =
        new HttpAnswer.Stream(
            List.of(
                new HttpAnswer.CameraView(camera, Rendition.SOURCE, 0, MjpegWriters.forClients())));
    for (int i = 0; i < count; i++) {
      Viewer viewer = new Viewer(ctx, loop, stream);
      viewers.add(viewer);
      viewer.begin();
    }
  }

  @AfterEach
  void nothingIsLeft() {
    viewers.forEach(Viewer::end);
    network.fail();
    channel.finishAndReleaseAll();
    assertThat(frames.held).as("frames held").isZero();
    assertThat(frames.registrations).as("wake-ups").isZero();
    assertThat(subscriptions).as("subscriptions").isZero();
  }

  private long sent(long sequence) {
    String mark = "X-Framecast-Sequence: " + sequence + "\r\n";
    return network.written.toString().split(mark, -1).length - 1L;
  }

  @Test
  void oneAcquireServesAllViewersOfALoop() {
    join(10);
    assertThat(frames.registrations).isOne();
    frames.publish(100, true);
    channel.runPendingTasks();
    assertThat(frames.acquired).isOne();
    assertThat(frames.held).isOne();
    assertThat(sent(1)).isEqualTo(10);
    network.takeAll();
    assertThat(frames.held).isZero();
  }

  @Test
  void aFrameIsHeldUntilItsLastViewerHasIt() {
    join(2);
    frames.publish(100, true);
    channel.runPendingTasks();
    while (network.open.size() > 1) {
      network.open.remove().setSuccess();
      assertThat(frames.held).isOne();
    }
    network.takeAll();
    assertThat(frames.held).isZero();
  }

  @Test
  void oneFrameIsInFlightAndTheNewestFollows() {
    join(1);
    for (int i = 0; i < 5; i++) {
      frames.publish(100, true);
      channel.runPendingTasks();
    }
    assertThat(sent(1)).isOne();
    assertThat(sent(2)).isZero();
    network.takeAll();
    assertThat(sent(4)).isZero();
    assertThat(sent(5)).isOne();
  }

  @Test
  void framesPublishedInOneTurnWakeOnce() {
    join(1);
    frames.publish(100, true);
    frames.publish(100, true);
    frames.publish(100, true);
    channel.runPendingTasks();
    assertThat(frames.acquired).isOne();
    assertThat(sent(3)).isOne();
  }

  @Test
  void aFrameIsLetGoOfWhenItsWriteFails() {
    join(3);
    frames.publish(100, true);
    channel.runPendingTasks();
    network.fail();
    assertThat(frames.held).isZero();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aFrameInFlightOutlivesItsViewer() {
    join(1);
    frames.publish(100, true);
    channel.runPendingTasks();
    viewers.get(0).end();
    viewers.get(0).end();
    assertThat(subscriptions).isZero();
    assertThat(frames.registrations).isZero();
    assertThat(frames.held).as("the network still reads it").isOne();
    network.takeAll();
    assertThat(frames.held).isZero();
  }

  @Test
  void theOthersStayWhenOneLeaves() {
    join(3);
    viewers.get(0).end();
    frames.publish(100, true);
    channel.runPendingTasks();
    assertThat(sent(1)).isEqualTo(2);
    viewers.get(2).end();
    network.takeAll();
    frames.publish(100, true);
    channel.runPendingTasks();
    assertThat(sent(2)).isOne();
  }

  @Test
  void theStreamEndsBehindTheLastSlate() {
    join(1);
    state = CameraState.CLOSED;
    frames.publish(100, true);
    channel.runPendingTasks();
    network.takeAll();
    assertThat(channel.isOpen()).as("a live frame is not the last").isTrue();
    frames.publish(100, false);
    channel.runPendingTasks();
    network.takeAll();
    network.takeAll(); // the end of the content
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aClosedCameraWithoutASlateEndsTheStreamToo() {
    join(1);
    state = CameraState.CLOSED;
    viewers.get(0).check(1_000_000_000L);
    viewers.get(0).check(2_900_000_000L);
    assertThat(subscriptions).isOne();
    viewers.get(0).check(3_100_000_000L);
    network.takeAll();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void silenceIsCountedFromTheFrameOn() {
    join(1);
    long second = 1_000_000_000L;
    viewers.get(0).check(second);
    frames.publish(100, true);
    channel.runPendingTasks();
    viewers.get(0).check(50 * second);
    viewers.get(0).check(57 * second);
    assertThat(channel.isOpen()).isTrue();
    viewers.get(0).check(58 * second);
    assertThat(channel.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3}) // the opening is behind it
  void aFrameThatIsLostHalfwayForWantOfMemoryIsLetGoOf(int pieces) {
    AtomicInteger left = new AtomicInteger(pieces);
    ChannelHandlerContext ctx = channel.pipeline().lastContext();
    ChannelHandlerContext poor =
        (ChannelHandlerContext)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ChannelHandlerContext.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("newPromise") && left.getAndDecrement() == 0) {
                    throw new InternalError("no memory");
                  }
                  return method.invoke(ctx, arguments);
                });
    join(1, poor);
    frames.publish(100, true);
    assertThatThrownBy(channel::runPendingTasks).hasMessage("no memory");
    assertThat(frames.held).isZero();
    assertThat(channel.isOpen()).as("behind half a frame nothing can follow").isFalse();
  }

  @Test
  void aStreamThatCannotBeOpenedForWantOfMemoryHoldsNoFrame() {
    channel
        .config()
        .setAllocator(
            new AbstractByteBufAllocator(true) {
              @Override
              public boolean isDirectBufferPooled() {
                return false;
              }

              @Override
              protected ByteBuf newHeapBuffer(int first, int most) {
                throw new InternalError("no memory");
              }

              @Override
              protected ByteBuf newDirectBuffer(int first, int most) {
                throw new InternalError("no memory");
              }
            });
    join(1);
    frames.publish(100, true);
    assertThatThrownBy(channel::runPendingTasks).hasMessage("no memory");
    assertThat(frames.held).isZero();
    channel.config().setAllocator(ByteBufAllocator.DEFAULT);
    frames.publish(100, true);
    channel.runPendingTasks();
    assertThat(network.written).startsWith("--framecast\r\n");
    assertThat(sent(2)).isOne();
  }
}
