package dev.framecast.rtsp.testcamera;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A scripted RTSP camera on 127.0.0.1: plays a clip to all who come, and misbehaves when told to.
 * All methods may be called at any time from any thread.
 */
public final class TestCamera implements AutoCloseable {
  private final ServerSocket server;
  private final String host;
  private final List<Viewer> viewers = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final AtomicInteger goodbyes = new AtomicInteger();
  volatile Clip clip;
  volatile Login login;
  volatile boolean silent;
  volatile boolean stalled;
  volatile String failingMethod = "";
  volatile int failure;
  volatile Loss loss = (picture, packet) -> false;
  volatile Script script = new Script();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final UnaryOperator<Socket> layer;
  private final Map<String, Viewer> tunnels = new ConcurrentHashMap<>();

  /** A camera that listens and plays the clip. */
  public TestCamera(Clip clip) {
    this(clip, socket -> socket);
  }

  /** The same over another layer, such as TLS. */
  public TestCamera(Clip clip, UnaryOperator<Socket> layer) {
    this(clip, layer, "127.0.0.1");
  }

  /** The same under another address of this machine. */
  public TestCamera(Clip clip, String host) {
    this(clip, socket -> socket, host);
  }

  private TestCamera(Clip clip, UnaryOperator<Socket> layer, String host) {
    this.clip = clip;
    this.layer = layer;
    this.host = host;
    try {
      server = new ServerSocket(0, 50, InetAddress.getByName(host));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  public String uri() {
    return "rtsp://" + host + ":" + server.getLocalPort() + "/stream";
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Does as told. */
  public TestCamera with(Script told) {
    script = told;
    return this;
  }

  /** First lines of the requests that came so far. */
  public List<String> requests() {
    return requests;
  }

  /** Of RTSP over HTTP: who reads, by the cookie that both connections have. */
  Map<String, Viewer> tunnels() {
    return tunnels;
  }

  void note(String request) {
    requests.add(request);
  }

  /** Connections that came so far. */
  public int connections() {
    return sockets.size();
  }

  /** Plays this from now on. */
  public void play(Clip next) {
    clip = next;
  }

  /** Sessions that were ended with TEARDOWN. */
  public int goodbyes() {
    return goodbyes.get();
  }

  void countGoodbye() {
    goodbyes.incrementAndGet();
  }

  ScheduledExecutorService clock() {
    return clock;
  }

  /** Does that in a while; the future ends when it is done. */
  public Future<?> later(Duration delay, Runnable action) {
    return clock.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Asks for this login. */
  public TestCamera require(Login wanted) {
    login = wanted;
    return this;
  }

  /** Answers requests of this method with this status. */
  public TestCamera answer(String method, int status) {
    failingMethod = method;
    failure = status;
    return this;
  }

  /** Accepts connections, and never answers. */
  public TestCamera keepSilent() {
    silent = true;
    return this;
  }

  /** Which RTP packets are lost on the way. */
  @FunctionalInterface
  public interface Loss {
    /** Whether to lose that packet (from 0) of the clip's picture. */
    boolean loses(int picture, int packet);
  }

  /** Loses packets from now on. */
  public TestCamera lose(Loss lost) {
    loss = lost;
    return this;
  }

  /** Sends no picture until {@link #resume()}; connections stay. */
  public void stall() {
    stalled = true;
  }

  public void resume() {
    stalled = false;
  }

  /** Closes all connections as after a goodbye. */
  public void drop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** Closes all connections as a camera does that lost its power and came back. */
  public void reset() throws IOException {
    for (Socket socket : sockets) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  /** Writes nonsense between the packets. */
  public void sendGarbage() throws IOException {
    byte[] garbage = new byte[100_000];
    new Random(1).nextBytes(garbage);
    for (Viewer viewer : viewers) {
      viewer.write(garbage);
    }
  }

  /** Asks something of all who watch; the line has no end. What they answer is a request, too. */
  public void ask(String line) throws IOException {
    for (Viewer viewer : viewers) {
      viewer.writeIfOpen((line + " RTSP/1.0\r\nCSeq: 7\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        if (!silent) {
          start(() -> serve(socket));
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try {
      Viewer viewer = new Viewer(this, layer.apply(socket));
      viewers.add(viewer);
      viewer.run();
    } catch (IOException | UncheckedIOException e) {
      // Gone before it began.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "test-camera");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    drop();
    clock.shutdownNow();
  }
}
