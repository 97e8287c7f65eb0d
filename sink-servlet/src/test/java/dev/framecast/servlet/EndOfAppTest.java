package dev.framecast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Frame;
import dev.framecast.http.HttpAnswer;
import dev.framecast.servlet.container.Container;
import dev.framecast.sink.Await;
import dev.framecast.stream.SharedFrame;
import dev.framecast.stream.StreamOptions;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A web app's thread and its end, with a container that does what the test says. */
class EndOfAppTest {
  private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
  private volatile boolean frameClosed;
  private volatile boolean completed;
  private volatile boolean dispatched;

  /** What was said, if anything. */
  private final AtomicInteger status = new AtomicInteger();

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
    private final SharedFrame<ByteBuffer> shared;

    OneFrame(
        FrameThread thread,
        AsyncContext async,
        ServletOutputStream out,
        SharedFrame<ByteBuffer> shared) {
      super(thread, async, out);
      this.shared = shared;
    }

    @Override
    void begun() {}

    @Override
    void idle() {
      write(shared, ByteBuffer.allocate(1000));
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
              case "close" -> {
                frameClosed = true;
                yield null;
              }
              default -> throw new UnsupportedOperationException(method);
            });
  }

  private final HttpServletResponse response =
      fake(
          HttpServletResponse.class,
          (method, arguments) ->
              switch (method) {
                case "isCommitted" -> false;
                case "getOutputStream" -> new FullOutput();
                case "setStatus" -> {
                  status.set((int) arguments[0]);
                  yield null;
                }
                default -> null;
              });

  private final HttpServletRequest request =
      fake(
          HttpServletRequest.class,
          (method, arguments) ->
              switch (method) {
                case "getServletContext" -> context;
                case "getMethod" -> "GET";
                case "getProtocol" -> "HTTP/1.1";
                case "isAsyncSupported" -> true;
                case "isAsyncStarted" -> false;
                case "startAsync" -> async();
                default -> null;
              });

  private final AsyncContext async =
      fake(
          AsyncContext.class,
          (method, arguments) -> {
            completed |= method.equals("complete");
            dispatched |= method.equals("dispatch");
            return switch (method) {
              case "getRequest" -> request;
              case "getResponse" -> response;
              default -> null;
            };
          });

  private AsyncContext async() {
    return async;
  }

  private OneFrame writer(ServletOutputStream out) {
    return new OneFrame(
        FrameThread.of(context),
        async,
        out,
        new SharedFrame<>(frame(), (frame, form) -> frame.bytes()));
  }

  /** Of one whose write is not taken. */
  private OneFrame slowWriter() {
    FullOutput out = new FullOutput();
    OneFrame writer = writer(out);
    writer.listen();
    writer.onWritePossible();
    Await.until("a write that is not taken", () -> out.full);
    return writer;
  }

  @Test
  void aFrameOnItsWayToASlowViewerIsLetGoOfWhenTheResponseIsOver() {
    OneFrame writer = slowWriter();
    FrameThread.end(context);
    Await.until("the response's end", () -> completed);
    assertThat(frameClosed).as("the container still reads it").isFalse();
    writer.onComplete(new AsyncEvent(null, null, null, null));
    Await.until("the frame's release", () -> frameClosed);
  }

  @Test
  void whoComesBeforeASlowViewerHasEndedFindsTheThreadThatEnds() {
    OneFrame unused = slowWriter();
    FrameThread ending = FrameThread.of(context);
    CompletableFuture<Void> end = CompletableFuture.runAsync(() -> FrameThread.end(context));
    Await.until("the beginning of the end", ending::isDraining);
    while (!completed) {
      assertThat(FrameThread.of(context)).isSameAs(ending);
    }
    assertThat(ending.admissions().isClosed()).isTrue();
    end.join();
  }

  @Test
  void twoEndsAtOnceAreOne() {
    OneFrame writer = slowWriter();
    FrameThread ending = FrameThread.of(context);
    CompletableFuture<Void> first = CompletableFuture.runAsync(() -> FrameThread.end(context));
    CompletableFuture<Void> second = CompletableFuture.runAsync(() -> FrameThread.end(context));
    Await.until("the response's end", () -> completed);
    writer.onComplete(new AsyncEvent(null, null, null, null));
    first.join();
    second.join();
    assertThat(ending.isEnded()).isTrue();
    assertThat(ending.execute(() -> {})).isFalse();
  }

  @Test
  void whatHasBegunInAnAppThatWasStartedMeanwhileGoesOn() {
    OneFrame unused = slowWriter();
    FrameThread ending = FrameThread.of(context);
    CompletableFuture<Void> end = CompletableFuture.runAsync(() -> FrameThread.end(context));
    Await.until("the beginning of the end", ending::isDraining);
    attributes.clear(); // as containers do it
    FrameThread next = FrameThread.of(context);
    assertThat(next).isNotSameAs(ending);
    end.join();
    FrameThread.forget(context); // as a servlet that is destroyed does
    assertThat(FrameThread.of(context)).isSameAs(next);
    assertThat(next.isDraining()).isFalse();
  }

  @Test
  void anAppThatHasEndedBeforeItsFirstViewerServesNobodyEither() {
    MjpegStream.endAll(context);
    assertThat(FrameThread.of(context).admissions().isClosed()).isTrue();
  }

  @Test
  void anAppThatHasEndedServesNobodyUntilItResumes() {
    FrameThread ending = FrameThread.of(context);
    MjpegStream.endAll(context);
    assertThat(FrameThread.of(context)).isSameAs(ending);
    assertThat(ending.isEnded()).isTrue();
    assertThat(ending.admissions().isClosed()).isTrue();
    MjpegStream.endAll(context);
    MjpegStream.resume(context);
    FrameThread next = FrameThread.of(context);
    assertThat(next.admissions().isClosed()).isFalse();
    MjpegStream.resume(context);
    assertThat(FrameThread.of(context)).as("it was not ended").isSameAs(next);
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
  void theThreadOutlivesNoTaskForLongAndComesBack() throws Exception {
    FrameThread thread = new FrameThread(Container.OTHER, StreamOptions.DEFAULT);
    Thread first = CompletableFuture.supplyAsync(Thread::currentThread, thread.executor()).get();
    assertThat(first.getName()).isEqualTo("framecast-servlet");
    assertThat(first.isDaemon()).isTrue();
    assertThat(first.getContextClassLoader()).isSameAs(FrameThread.class.getClassLoader());
    Await.until("the thread's end", () -> !first.isAlive());
    Thread next = CompletableFuture.supplyAsync(Thread::currentThread, thread.executor()).get();
    assertThat(next).isNotSameAs(first);
  }

  @Test
  void aTaskThatThrowsIsNotTheThreadsEnd() throws Exception {
    FrameThread thread = new FrameThread(Container.OTHER, StreamOptions.DEFAULT);
    assertThat(
            thread.execute(
                () -> {
                  throw new InternalError("thrown on purpose by a test");
                }))
        .isTrue();
    assertThat(CompletableFuture.supplyAsync(() -> "goes on", thread.executor()).get())
        .isEqualTo("goes on");
  }

  @Test
  void anAppThatHasEndedRefusesTasksAndHasNoThread() throws Exception {
    FrameThread thread = FrameThread.of(context);
    Thread running = CompletableFuture.supplyAsync(Thread::currentThread, thread.executor()).get();
    FrameThread.end(context);
    Await.until("the thread's end", () -> !running.isAlive());
    assertThat(thread.execute(() -> {})).isFalse();
  }

  @Test
  void aTaskThatIsTakenWhileTheAppEndsIsRun() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      FrameThread thread = new FrameThread(Container.OTHER, StreamOptions.DEFAULT);
      attributes.clear();
      thread.keepIn(context);
      CompletableFuture<Void> begun = new CompletableFuture<>();
      assertThat(thread.execute(() -> begun.complete(null))).isTrue();
      begun.get(10, TimeUnit.SECONDS); // its thread runs
      CompletableFuture<Void> end = CompletableFuture.runAsync(() -> FrameThread.end(context));
      CompletableFuture<Void> run = new CompletableFuture<>();
      while (!thread.isDraining()) {
        Thread.onSpinWait();
      }
      while (thread.execute(() -> run.complete(null))) {
        run.get(10, TimeUnit.SECONDS);
      }
      end.join();
    }
  }

  @Test
  void anAppsOwnEndOutlivesAServletThatIsDestroyedAtTheSameTime() {
    FrameThread.end(context); // the servlet's
    AtomicInteger looks = new AtomicInteger();
    ServletContext contended =
        fake(
            ServletContext.class,
            (method, arguments) -> {
              Object done =
                  switch (method) {
                    case "getAttribute" -> attributes.get(arguments[0]);
                    case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                    default -> attributes.remove(arguments[0]);
                  };
              if (method.equals("getAttribute") && looks.getAndIncrement() == 0) {
                forgetMeanwhile((ServletContext) self.get());
              }
              return done;
            });
    self.set(contended);
    FrameThread.endByApp(contended);
    FrameThread.forget(contended);
    assertThat(FrameThread.of(contended).admissions().isClosed()).isTrue();
  }

  private final AtomicReference<Object> self = new AtomicReference<>();

  /** On another thread, which may have to wait. */
  private static void forgetMeanwhile(ServletContext of) throws Exception {
    Thread other = new Thread(() -> FrameThread.forget(of), "forgets");
    other.start();
    other.join(300);
  }

  /** Where the container has not even had time to say that it takes bytes. */
  @Test
  void whoWasNotOpenedWhenTheAppIsCutIsRefused() {
    writer(new FullOutput()).listen();
    FrameThread.end(context);
    assertThat(completed).isTrue();
    assertThat(status).hasValue(503);
  }

  @Test
  void whoJoinsWhenTheAppHasBeenCutIsRefused() throws Exception {
    OneFrame unused = slowWriter();
    FrameThread ending = FrameThread.of(context);
    CompletableFuture<Void> end = CompletableFuture.runAsync(() -> FrameThread.end(context));
    Await.until("the beginning of the end", ending::isDraining);
    CompletableFuture<Void> busy = new CompletableFuture<>();
    assertThat(ending.execute(busy::join)).isTrue();
    long due = System.nanoTime() + 1_200_000_000L;
    Await.until("the cut", () -> System.nanoTime() - due > 0);
    assertThat(ending.isEnded()).isFalse();
    writer(new FullOutput()).listen();
    assertThat(status).hasValue(0);
    busy.complete(null);
    Await.until("the refusal", () -> status.get() == 503);
    end.join();
  }

  @Test
  void whoseCheckIsAnsweredWhileSomebodySlowIsWaitedForIsRefused() throws IOException {
    CompletableFuture<HttpAnswer> later = new CompletableFuture<>();
    HttpAnswer.Asked question = executor -> later;
    OneFrame unused = slowWriter();
    AskedResponse.send(question, request, response);
    FrameThread.end(context);
    assertThat(FrameThread.of(context).execute(() -> {})).as("who is slow").isTrue();
    later.complete(HttpAnswer.Content.text(200, "a page"));
    Await.until("the refusal", () -> status.get() == 503);
  }

  @Test
  void thereAreNeverTwoThreads() {
    FrameThread thread = new FrameThread(Container.OTHER, StreamOptions.DEFAULT);
    // The JDK begins a second one for a task that comes while the only one ends, up to this number.
    assertThat(((ScheduledThreadPoolExecutor) thread.executor()).getMaximumPoolSize()).isEqualTo(1);
  }

  @Test
  void whoIsSilentIsCutOnceTheContainerHasTheOutput() {
    FullOutput out = new FullOutput();
    FrameThread thread =
        new FrameThread(Container.OTHER, StreamOptions.DEFAULT.withSilence(Duration.ofMillis(50)));
    thread.keepIn(context);
    OneFrame writer = writer(out);
    writer.listen();
    writer.onWritePossible();
    Await.until("the cut", () -> dispatched);
    assertThat(completed).as("it fails, and is not whole").isFalse();
    assertThat(frameClosed).as("the container still reads it").isFalse();
    writer.onComplete(new AsyncEvent(null, null, null, null));
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
