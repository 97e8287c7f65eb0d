package dev.framecast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.access.Verdict;
import dev.framecast.frame.Registration;
import dev.framecast.http.HttpRules;
import dev.framecast.servlet.container.Container;
import dev.framecast.servlet.container.EndListener;
import dev.framecast.sink.Await;
import dev.framecast.sink.Client;
import dev.framecast.sink.MostlyWaits;
import dev.framecast.sink.Pictures;
import dev.framecast.sink.SinkContract;
import dev.framecast.sink.SinkStage;
import dev.framecast.stream.StreamOptions;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of all sinks, in one container. */
abstract class ServletSinkContract extends SinkContract {

  private CountedServlet servlet;

  @Override
  protected final Sink start(Cameras cameras, String mount, Duration silence) throws IOException {
    StreamOptions options =
        silence.equals(AS_SHIPPED)
            ? StreamOptions.DEFAULT
            : new StreamOptions(silence, Duration.ofSeconds(1), 0, 0);
    try {
      servlet = new CountedServlet(cameras, rules);
      return once(start(servlet, mount, options), servlet);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Test
  void theContainerAndTheServletApiAreThoseThatAreMeant() throws IOException {
    assertThat(stage().get("/cameras").status()).isEqualTo(200);
    ServletContext context = servlet.getServletContext();
    assertThat(System.getProperty("containers", "").split(", "))
        .anyMatch(name -> (context.getServerInfo() + " ").startsWith(name + " "));
    String version = context.getMajorVersion() + "." + context.getMinorVersion();
    assertThat(version).isEqualTo(System.getProperty("servlet.api"));
    assertThat(version).isEqualTo(apiOnTheClassPath());
  }

  /** By what came with each version. */
  private static String apiOnTheClassPath() {
    if (has(ServletOutputStream.class, "write", ByteBuffer.class)) {
      return "6.1";
    }
    return has(ServletRequest.class, "getRequestId") ? "6.0" : "5.0";
  }

  private static boolean has(Class<?> type, String method, Class<?>... parameters) {
    try {
      return type.getMethod(method, parameters) != null;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  @Test
  void aStreamAndASnapshotThatBeginWhileTheAppEndsLeaveNothingBehind() throws IOException {
    try (Client viewer = stage().viewer()) {
      stage().awaitViewers(1);
      stage().source.show(Pictures.small(64));
      assertThat(viewer.stream().next()).isTrue();
      ServletContext context = servlet.getServletContext();
      FrameThread ending = FrameThread.of(context);
      FrameThread.end(context);
      assertThat(viewer.isEnded()).isTrue();
      // As a request has it that came a moment before.
      ending.keepIn(context);
      try (Client late = stage().viewer()) {
        assertThat(late.isEnded()).isTrue();
      }
      stage().awaitViewers(0);
      try (Client late = stage().client().get("/cameras/door/snapshot.jpg?maxAge=100")) {
        assertThat(late.head().status()).isEqualTo(503);
      }
      stage().awaitViewers(0);
    }
  }

  @Test
  void whoComesFromTheEndOfTheAppOnIsRefused() throws Exception {
    try (SinkStage patient = stage("", Duration.ofMinutes(1));
        Client slow = patient.viewer();
        Client quick = patient.viewer()) {
      patient.awaitViewers(2);
      patient.source.show(Pictures.large(4_000));
      assertThat(slow.read(1_000)).hasSize(1_000); // and no more of it
      assertThat(quick.stream().next()).isTrue();
      FrameThread ending = FrameThread.of(context());
      Thread writer = CompletableFuture.supplyAsync(Thread::currentThread, ending.executor()).get();
      long began = System.nanoTime();
      CompletableFuture<Void> end = CompletableFuture.runAsync(() -> MjpegStream.endAll(context()));
      assertThat(quick.isEnded()).isTrue();
      do { // while the slow one is waited for, and afterwards
        assertThat(patient.get("/cameras/door/stream.mjpg").status()).isEqualTo(503);
        assertThat(patient.get("/cameras/door/snapshot.jpg").status()).isEqualTo(503);
        assertThat(patient.get("/").text()).startsWith("this server is closing");
      } while (writer.isAlive());
      end.join();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
      assertThat(patient.get("/cameras/door/stream.mjpg").status()).isEqualTo(503);
      assertThat(patient.door.status().viewers()).isZero();
      MjpegStream.resume(context());
      try (Registration shown = patient.source.showAgainAndAgain(Pictures.small(64));
          Client again = patient.viewer()) {
        assertThat(shown).isNotNull();
        assertThat(again.stream().next()).isTrue();
      }
    }
  }

  @Test
  void whoseCheckIsAnsweredAfterTheEndOfTheAppIsRefused() throws IOException {
    CompletableFuture<Verdict> later = new CompletableFuture<>();
    AtomicInteger asked = new AtomicInteger();
    HttpRules rules =
        HttpRules.builder()
            .access(
                request -> {
                  asked.incrementAndGet();
                  return later;
                })
            .build();
    try (SinkStage stage = stage(rules);
        Client snapshot = stage.client().get("/cameras/door/snapshot.jpg");
        Client page = stage.client().get("/")) {
      Await.until("two checks", () -> asked.get() == 2);
      MjpegStream.endAll(context());
      later.complete(Verdict.allow());
      for (Client client : List.of(snapshot, page)) {
        Client.Response refusal = client.response();
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.header("Retry-After")).isEqualTo("1");
        assertThat(refusal.header("Connection")).isEqualToIgnoringCase("close");
      }
      MjpegStream.resume(context());
    }
  }

  @Test
  void whoWaitsForASnapshotBeyondTheEndOfTheAppIsRefused() throws IOException {
    try (SinkStage patient = stage("", Duration.ofMinutes(1));
        Client slow = patient.viewer();
        Client snapshot = patient.client().get("/cameras/door/snapshot.jpg?maxAge=0")) {
      patient.awaitViewers(2);
      MjpegStream.endAll(context());
      patient.source.show(Pictures.small(64));
      Client.Response refusal = snapshot.response();
      assertThat(refusal.status()).isEqualTo(503);
      assertThat(refusal.header("Retry-After")).isNotNull();
      assertThat(slow.isEnded()).isTrue();
      MjpegStream.resume(context());
    }
  }

  @Test
  void anAppThatHasEndedItselfServesNobodyThoughOneOfItsServletsIsDestroyed() throws IOException {
    assertThat(stage().get("/cameras").status()).isEqualTo(200);
    MjpegStream.endAll(context());
    assertThat(stage().get("/cameras").status()).isEqualTo(503);
    FrameThread.forget(context()); // as a servlet that is destroyed does
    assertThat(stage().get("/cameras").status()).isEqualTo(503);
    MjpegStream.resume(context());
    assertThat(stage().get("/cameras").status()).isEqualTo(200);
  }

  @Test
  @ResourceLock(MostlyWaits.LOG)
  void aStreamThatIsAdmittedAMomentBeforeTheEndOfTheAppEndsInOrder() throws Exception {
    assertThat(stage().get("/cameras").status()).isEqualTo(200);
    FrameThread ending = FrameThread.of(context());
    BlockingQueue<Runnable> coming = executor(ending).getQueue();
    CompletableFuture<Void> end = new CompletableFuture<>();
    servlet.starting =
        () -> {
          // The end comes before the stream does, and looks whether there is anything to wait for.
          ending.execute(() -> Await.until("the end, and the stream", () -> coming.size() >= 2));
          Await.until("a thread that waits", coming::isEmpty);
          CompletableFuture<Void> unused =
              CompletableFuture.runAsync(() -> MjpegStream.endAll(context()))
                  .thenRun(() -> end.complete(null));
          Await.until("the end", () -> !coming.isEmpty());
        };
    try (Alarms alarms = new Alarms();
        Client client = stage().viewer()) {
      assertThat(client.head().status()).isEqualTo(200);
      assertThat(new String(client.read(10_000), StandardCharsets.ISO_8859_1))
          .startsWith("--framecast")
          .endsWith("--framecast--\r\n");
      stage().awaitViewers(0);
      assertThat(alarms.of(context())).isEmpty();
    }
    end.get(10, TimeUnit.SECONDS);
    assertThat(ending.execute(() -> {})).isFalse();
    assertThat(ending.admissions().isClosed()).isTrue();
    MjpegStream.resume(context());
  }

  @Test
  void whoComesWhereThereIsNoThreadToWriteIsRefused() throws Exception {
    CompletableFuture<Verdict> later = new CompletableFuture<>();
    AtomicInteger asked = new AtomicInteger();
    HttpRules rules =
        HttpRules.builder()
            .access(
                request ->
                    asked.incrementAndGet() == 1
                        ? later
                        : CompletableFuture.completedFuture(Verdict.allow()))
            .build();
    try (SinkStage stage = stage(rules);
        Client checked = stage.client().get("/cameras")) {
      Await.until("a check", () -> asked.get() == 1);
      ScheduledThreadPoolExecutor executor = executor(FrameThread.of(context()));
      ThreadFactory usual = executor.getThreadFactory();
      executor.setThreadFactory(
          work -> {
            throw new OutOfMemoryError("no more threads, on purpose by a test");
          });
      stage.source.show(Pictures.small(64));
      later.complete(Verdict.allow());
      assertRefused(checked.response());
      for (String what : List.of("/", "/cameras/door/stream.mjpg", "/cameras/door/snapshot.jpg")) {
        assertRefused(stage.get(what));
      }
      stage.awaitViewers(0);
      executor.setThreadFactory(usual);
      assertThat(stage.get("/cameras").status()).isEqualTo(200);
      long began = System.nanoTime();
      FrameThread.end(context());
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as("nobody is waited for")
          .isLessThan(Duration.ofMillis(900));
    }
  }

  private static void assertRefused(Client.Response response) {
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.header("Retry-After")).isEqualTo("1");
    assertThat(response.header("Connection")).isEqualToIgnoringCase("close");
    assertThat(response.header("Content-Type")).doesNotContain("multipart");
    assertThat(response.header("Content-Length")).isIn("", "0");
  }

  private static ScheduledThreadPoolExecutor executor(FrameThread thread) {
    return (ScheduledThreadPoolExecutor) thread.executor();
  }

  @Test
  @ResourceLock(MostlyWaits.LOG)
  void theContainerDoesNotWaitForWhoReadsNothingWhenTheAppEnds() throws IOException {
    try (SinkStage patient = stage("", Duration.ofMinutes(1));
        Alarms alarms = new Alarms();
        Client client = patient.client()) {
      servlet.observed = true;
      client.get("/cameras/door/stream.mjpg");
      patient.awaitViewers(1);
      patient.source.show(Pictures.large(4_000));
      assertThat(client.read(1_000)).hasSize(1_000); // and no more of it
      assertThat(servlet.over).hasValue(0);
      long began = System.nanoTime();
      patient.sink.drain();
      Await.until("the request's end", () -> servlet.over.get() > 0);
      Await.until("the connection's end", () -> isClosed(client));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
      assertThat(servlet.runs).as("the app's code is not run again").hasValue(1);
      assertThat(alarms.of(context())).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream.mjpg", "snapshot.jpg"})
  void whoWasCutBeforeOrIsCutThenDoesNotOutliveTheApp(String what) throws Exception {
    for (Duration silence : List.of(Duration.ofMillis(300), Duration.ofMinutes(1))) {
      try (SinkStage stage = stage("", silence);
          Client client = stage.client().get("/cameras/door/" + what)) {
        stage.awaitViewers(1);
        stage.source.show(Pictures.large(4_000));
        assertThat(client.read(1_000)).hasSize(1_000); // and no more of it
        FrameThread ending = FrameThread.of(context());
        Thread writer =
            CompletableFuture.supplyAsync(Thread::currentThread, ending.executor()).get();
        if (silence.toSeconds() == 0) {
          Await.until("the cut", () -> isClosed(client));
        }
        stage.sink.drain();
        Await.until("the thread's end", () -> !writer.isAlive());
      }
    }
  }

  /** Whether the other end is closed, for a client that does not read. */
  private static boolean isClosed(Client client) {
    try {
      client.send(" ");
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** See {@link Http2Contract}. */
  public final ServletContext context() {
    return servlet.getServletContext();
  }

  /** See {@link Http2Contract}. */
  public final int runs() {
    return servlet.runs.get();
  }

  @Test
  @ResourceLock(MostlyWaits.LOG)
  void aViewerWhoIsCutCostsNoSecondRunOfTheAppsCodeAndNoAlarm() throws IOException {
    try (SinkStage impatient = stage("", Duration.ofMillis(300));
        Alarms alarms = new Alarms();
        Client client = impatient.viewer()) {
      impatient.awaitViewers(1);
      impatient.source.show(Pictures.large(1000));
      impatient.awaitViewers(0);
      assertThat(client.isEnded()).isTrue();
      assertThat(impatient.get("/cameras").status()).as("the app goes on").isEqualTo(200);
      assertThat(servlet.runs).as("one for each request").hasValue(2);
      assertThat(alarms.of(context())).isEmpty();
    }
  }

  @Test
  void clientsWhoAskForMuchAndReadNothingHoldUpNobody() throws IOException {
    List<Client> clients = new ArrayList<>();
    try (SinkStage patient = stage("", Duration.ofMinutes(1))) {
      String tag = patient.get("/wall/wall.js").header("ETag");
      List<String> requests =
          List.of(
              "GET /wall/wall.js HTTP/1.1\r\nHost: x\r\n\r\n",
              "GET /wall/wall.js HTTP/1.1\r\nHost: x\r\nIf-None-Match: " + tag + "\r\n\r\n",
              "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n",
              "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n");
      // More than the container has threads.
      for (int i = 0; i < 24; i++) {
        Client client = patient.client();
        clients.add(client);
        // Mostly pages: of short answers Tomcat gives no more on a connection than fit its buffers.
        String request = requests.get(i % 2 == 0 ? 0 : i / 2 % requests.size());
        Thread sender = new Thread(() -> sendUntilClosed(client, request), "sender");
        sender.setDaemon(true);
        sender.start();
      }
      for (Client client : clients) {
        Await.until("an answer that is not read", () -> client.unread() > 0);
      }
      long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
      while (System.nanoTime() < end) {
        assertThat(patient.get("/cameras").status()).isEqualTo(200);
      }
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
  }

  private static void sendUntilClosed(Client client, String request) {
    try {
      for (int i = 0; i < 1_000; i++) {
        client.send(request.repeat(10));
      }
    } catch (IOException e) {
      // The end of the test.
    }
  }

  @Test
  void pagesNeedNoAsyncSupport() throws IOException {
    servlet.hideAsync = true;
    assertThat(stage().get("/").text()).startsWith("<!doctype html>");
    assertThat(stage().get("/nothing").status()).isEqualTo(404);
    try (Client client = stage().client().request("HEAD", "/cameras/door/stream.mjpg")) {
      assertThat(client.head().status()).isEqualTo(200);
    }
  }

  /** The app's servlet: how often it is run. */
  private static final class CountedServlet extends MjpegServlet {
    private static final long serialVersionUID = 1L;

    private final AtomicInteger runs = new AtomicInteger();

    /** Of how many that were observed the container has said that they are over. */
    private final AtomicInteger over = new AtomicInteger();

    private volatile boolean hideAsync;
    private volatile boolean observed;

    /** Run on the container's thread when the next asynchronous response begins. */
    private transient volatile Runnable starting;

    CountedServlet(Cameras cameras, HttpRules rules) {
      super(cameras, rules);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      runs.incrementAndGet();
      HttpServletRequest seen = observed ? new Observed(request, over) : request;
      Runnable action = starting;
      if (action != null) {
        starting = null;
        seen = new Starting(request, action);
      }
      super.service(hideAsync ? new Synchronous(request) : seen, response);
    }
  }

  /** Does something before it is asynchronous. */
  private static final class Starting extends HttpServletRequestWrapper {
    private final Runnable action;

    Starting(HttpServletRequest request, Runnable action) {
      super(request);
      this.action = action;
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
      action.run();
      return super.startAsync(request, response);
    }
  }

  /** Counts whose end the container tells. */
  private static final class Observed extends HttpServletRequestWrapper {
    private final AtomicInteger over;

    Observed(HttpServletRequest request, AtomicInteger over) {
      super(request);
      this.over = over;
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
      AsyncContext async = super.startAsync(request, response);
      async.addListener(
          (EndListener)
              completed -> {
                if (completed) {
                  over.incrementAndGet();
                }
              });
      return async;
    }
  }

  /** As it is behind a filter that has no async support. */
  private static final class Synchronous extends HttpServletRequestWrapper {
    Synchronous(HttpServletRequest request) {
      super(request);
    }

    @Override
    public boolean isAsyncSupported() {
      return false;
    }
  }

  private static Sink once(Sink sink, MjpegServlet servlet) {
    AtomicBoolean closed = new AtomicBoolean();
    return new Sink() {
      @Override
      public int port() {
        return sink.port();
      }

      /** Containers that are stopped have cut their connections before. */
      @Override
      public void drain() {
        servlet.destroy();
      }

      @Override
      public void close() {
        if (closed.compareAndSet(false, true)) {
          sink.close();
        }
      }
    };
  }

  /**
   * Starts the container with that servlet mapped below the mount, and {@link #use}s the options.
   */
  abstract Sink start(MjpegServlet servlet, String mount, StreamOptions options) throws Exception;

  static void use(StreamOptions options, ServletContext context) {
    new FrameThread(Container.of(context), options).keepIn(context);
  }
}
