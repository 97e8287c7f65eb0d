package dev.framecast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Frame;
import dev.framecast.sink.Await;
import dev.framecast.stream.SharedFrame;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.WriteListener;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A web app's thread and its end, with a container that does what the test says. */
class EndOfAppTest {
  private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
  private volatile boolean frameClosed;
  private volatile boolean completed;

  private final ServletContext context =
      fake(
          ServletContext.class,
          (method, arguments) ->
              switch (method) {
                case "getAttribute" -> attributes.get(arguments[0]);
                case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                case "removeAttribute" -> attributes.remove(arguments[0]);
                default -> null;
              });

  private interface Answer {
    Object to(String method, Object[] arguments) throws Exception;
  }

  private static <T> T fake(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
  }

  /** Takes one write, and is not ready for a second one. */
  private static class FullOutput extends ServletOutputStream {
    private boolean written;
    private volatile boolean full;

    @Override
    public boolean isReady() {
      full = written;
      return !full;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      written = true;
    }
  }

  /** Sends one frame. */
  private static final class OneFrame extends ResponseWriter {
    private final SharedFrame<PartBytes> shared;
    private final PartBytes part;

    OneFrame(
        FrameThread thread,
        AsyncContext async,
        ServletOutputStream out,
        SharedFrame<PartBytes> shared,
        PartBytes part) {
      super(thread, async, out);
      this.shared = shared;
      this.part = part;
    }

    @Override
    void begun() {}

    @Override
    void idle() {
      put(shared, part);
      shared.release();
    }

    @Override
    void rested(long now, long nanos) {}

    @Override
    void left() {}
  }

  private Frame frame() {
    return fake(
        Frame.class,
        (method, arguments) ->
            switch (method) {
              case "jpeg" -> ByteBuffer.allocate(1000);
              case "sequence", "capturedNanos" -> 1L;
              case "live" -> true;
              case "close" -> {
                frameClosed = true;
                yield null;
              }
              default -> throw new UnsupportedOperationException(method);
            });
  }

  private OneFrame writer(ServletOutputStream out) {
    ServletRequest request = fake(ServletRequest.class, (method, arguments) -> context);
    AsyncContext async =
        fake(
            AsyncContext.class,
            (method, arguments) -> {
              completed |= method.equals("complete");
              return method.equals("getRequest") ? request : null;
            });
    Frame frame = frame();
    return new OneFrame(
        FrameThread.of(context),
        async,
        out,
        new SharedFrame<>(frame, PartBytes.maker()),
        PartBytes.alone(frame.bytes()));
  }

  @Test
  void aFrameOnItsWayToASlowViewerIsLetGoOfWhenTheResponseIsOver() {
    FullOutput out = new FullOutput();
    OneFrame writer = writer(out);
    writer.listen();
    writer.onWritePossible();
    Await.until("a write that is not taken", () -> out.full);
    FrameThread.end(context);
    Await.until("the response's end", () -> completed);
    assertThat(frameClosed).as("the container still reads it").isFalse();
    writer.onComplete(new AsyncEvent(null, null, null, null));
    Await.until("the frame's release", () -> frameClosed);
  }

  @Test
  void aWriteThatFailsInWhateverWayIsTheEnd() {
    FullOutput out =
        new FullOutput() {
          @Override
          public void write(byte[] bytes, int offset, int length) {
            throw new OutOfMemoryError("no buffer");
          }
        };
    OneFrame writer = writer(out);
    writer.listen();
    writer.onWritePossible();
    Await.until("the response's end", () -> completed);
    Await.until("the frame's release", () -> frameClosed);
  }

  @Test
  void twoFirstRequestsShareOneThread() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    ServletContext contended =
        fake(
            ServletContext.class,
            (method, arguments) -> {
              if (method.equals("getAttribute")) {
                Object found = attributes.get(arguments[0]);
                try {
                  both.await(500, TimeUnit.MILLISECONDS);
                } catch (BrokenBarrierException | TimeoutException e) {
                  // One of them has to wait for the other.
                }
                return found;
              }
              return attributes.put(arguments[0], arguments[1]);
            });
    CompletableFuture<FrameThread> other =
        CompletableFuture.supplyAsync(() -> FrameThread.of(contended));
    assertThat(FrameThread.of(contended)).isSameAs(other.get());
  }
}
