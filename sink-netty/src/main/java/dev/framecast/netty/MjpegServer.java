package dev.framecast.netty;

import dev.framecast.camera.CameraGroup;
import dev.framecast.http.HttpRules;
import dev.framecast.netty.request.AcceptFailures;
import dev.framecast.stream.StreamOptions;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A complete HTTP server for cameras: the page with all of them at its address, and what {@link
 * dev.framecast.http.CameraHttp} lists below it.
 *
 * <pre>{@code
 * try (Cameras cameras = new Cameras()) {
 *   cameras.add("door", RtspSource.of("rtsp://192.168.0.10/stream1"));
 *   MjpegServer.start(cameras, 8080).awaitClose(); // http://127.0.0.1:8080/
 * }
 * }</pre>
 *
 * <p>Unless told otherwise it listens on the loopback address alone, because whoever reaches it
 * sees the cameras: it knows neither users nor TLS. Put it behind a proxy that does, or {@link
 * MjpegHandler} into a pipeline that does.
 *
 * <p>Threads: the event loops, one by default, named {@code framecast-http}. They are no daemons:
 * the server keeps the JVM alive until it is closed. All methods may be called from any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing is waited for as a whole
public final class MjpegServer implements AutoCloseable {

  private static final long CLOSE_MILLIS = 1_000;
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  private final EventLoopGroup loops;
  private final Channel listener;
  private final ChannelGroup connections;
  private final String host;
  private final String path;

  private MjpegServer(
      EventLoopGroup loops, Channel listener, ChannelGroup connections, String host, String path) {
    this.loops = loops;
    this.listener = listener;
    this.connections = connections;
    this.host = host;
    this.path = path;
  }

  /**
   * Listens on that port of the loopback address, at the root.
   *
   * @param port 1 to 65535, or 0 for one that is free: see {@link #port()}
   * @throws IOException when it cannot listen there
   * @throws IllegalArgumentException when there is no such port
   */
  public static MjpegServer start(CameraGroup cameras, int port) throws IOException {
    return builder(cameras).port(port).start();
  }

  /** Begins with: loopback, a free port, the root, one event loop. */
  public static Builder builder(CameraGroup cameras) {
    return new Builder(cameras);
  }

  /** The port that it listens on. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** The address to open in a browser of this machine. */
  public URI uri() {
    InetSocketAddress address = (InetSocketAddress) listener.localAddress();
    String reachable = address.getAddress().isAnyLocalAddress() ? "localhost" : host;
    boolean bare = reachable.indexOf(':') >= 0 && !reachable.startsWith("[");
    return URI.create(
        "http://" + (bare ? "[" + reachable + "]" : reachable) + ":" + port() + path + "/");
  }

  /**
   * Blocks until the server is closed, by whichever thread.
   *
   * @throws InterruptedException when the waiting thread is interrupted; the server goes on
   * @throws IllegalStateException on an event loop of this server, which would wait for itself
   */
  public void awaitClose() throws InterruptedException {
    if (isOwnThread()) {
      throw new IllegalStateException(
          "awaitClose() on an event loop of the server: call it from another thread");
    }
    loops.terminationFuture().await();
  }

  /**
   * Ends all streams and connections and frees everything. Waits for that, one second at most; on
   * an event loop of this server it returns at once. Idempotent.
   */
  @Override
  public void close() {
    listener.close();
    // By hand, because a loop that is shut down by its own thread leaves its connections as they
    // are.
    connections.close();
    loops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    if (!isOwnThread()) {
      loops.terminationFuture().awaitUninterruptibly(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** For tests. */
  EventExecutor eventLoop() {
    return loops.next();
  }

  private boolean isOwnThread() {
    for (EventExecutor loop : loops) {
      if (loop.inEventLoop()) {
        return true;
      }
    }
    return false;
  }

  /** What a server is started with. Not safe for use by several threads. */
  public static final class Builder {
    private final CameraGroup cameras;
    private String host = "127.0.0.1";
    private int port;
    private String path = "";
    private int eventLoops = 1;
    private HttpRules rules = HttpRules.builder().hosts().build();
    private boolean ownRules = true;
    private StreamOptions streams = StreamOptions.DEFAULT;
    private Transport transport = Transport.best();
    private Duration firstRequest = Duration.ofSeconds(10);
    private Duration keepAlive = Duration.ofSeconds(60);

    private Builder(CameraGroup cameras) {
      this.cameras = Objects.requireNonNull(cameras, "cameras");
    }

    /** The address or name to listen on; {@code 0.0.0.0} or {@code ::} for all addresses. */
    public Builder host(String value) {
      if (Objects.requireNonNull(value, "host").isBlank()) {
        throw new IllegalArgumentException(
            "host \"" + value + "\": must be an address or a name, such as 127.0.0.1");
      }
      host = value;
      return this;
    }

    /**
     * The port, or 0 for one that is free.
     *
     * @throws IllegalArgumentException when it is not 0 to 65535
     */
    public Builder port(int value) {
      if (value < 0 || value > 65_535) {
        throw new IllegalArgumentException(
            "port " + value + ": must be 1 to 65535, or 0 for one that is free");
      }
      port = value;
      return this;
    }

    /**
     * The path below which everything is, such as {@code /cams}; empty for the root.
     *
     * @throws IllegalArgumentException when it does not begin with a slash, or ends with one
     */
    public Builder path(String value) {
      path = MjpegHandler.checked(Objects.requireNonNull(value, "path"));
      return this;
    }

    /**
     * How many threads send frames. One sends 300 viewers 1.5 GB/s with a quarter of a core, more
     * than most networks take, and each further one is woken for each frame too; that is why one is
     * the default.
     *
     * @throws IllegalArgumentException when it is not 1 to 256
     */
    public Builder eventLoops(int value) {
      if (value < 1 || value > 256) {
        throw new IllegalArgumentException("event loops " + value + ": must be 1 to 256");
      }
      eventLoops = value;
      return this;
    }

    /**
     * Serves these names too. Without that, {@code localhost}, IP addresses and the {@link #host}
     * are, and where the server listens on more than the loopback address also names that only a
     * local network can give: those without a dot, and {@code *.local}. All other hosts are
     * answered 421, because a page of any site could otherwise have its own name point here.
     *
     * @param names such as {@code cams.example.org}; see {@link HttpRules.Builder#hosts}
     * @throws IllegalArgumentException when one is no name
     */
    public Builder allowHost(String... names) {
      rules = rules.toBuilder().hosts(names).build();
      return this;
    }

    /**
     * Lets pages of these origins show and read pictures and JSON, and have the page in a frame.
     *
     * @param origins such as {@code https://dash.example.org}
     * @throws IllegalArgumentException when one is no origin
     */
    public Builder allowOrigin(String... origins) {
      rules = rules.toBuilder().origins(origins).build();
      return this;
    }

    /** These rules alone, in place of the server's own and of what was allowed so far. */
    public Builder rules(HttpRules value) {
      rules = Objects.requireNonNull(value, "rules");
      ownRules = false;
      return this;
    }

    Builder streams(StreamOptions value) {
      streams = value;
      return this;
    }

    Builder transport(Transport value) {
      transport = value;
      return this;
    }

    Builder patience(Duration forFirstRequest, Duration betweenRequests) {
      firstRequest = forFirstRequest;
      keepAlive = betweenRequests;
      return this;
    }

    /**
     * Listens. Blocks for the moment that this takes.
     *
     * @throws IOException when it cannot listen there: the port is taken (a {@link
     *     java.net.BindException}), needs a privilege, or the address is not this machine's
     */
    public MjpegServer start() throws IOException {
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new IOException("cannot listen on " + host + ":" + port + ": no such host");
      }
      EventLoopGroup loops =
          new MultiThreadIoEventLoopGroup(
              eventLoops, new DefaultThreadFactory("framecast-http"), transport.ioHandlers());
      // Also closes those that are accepted while it is closed.
      ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
      MjpegHandler handler = new MjpegHandler(cameras, path, rulesAt(address), streams);
      ServerChannels channels =
          new ServerChannels(handler, new LastResort(path), connections, firstRequest, keepAlive);
      ChannelFuture bound =
          channels.bootstrap(loops, eventLoops, transport).bind(address).awaitUninterruptibly();
      if (!bound.isSuccess()) {
        loops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        throw BindFailure.of(host, port, bound.cause());
      }
      bound.channel().pipeline().addLast(new AcceptFailures());
      return new MjpegServer(loops, bound.channel(), connections, host, path);
    }

    private HttpRules rulesAt(InetSocketAddress address) {
      HttpRules all = rules;
      if (ownRules && !address.getAddress().isLoopbackAddress()) {
        all = all.toBuilder().localNames().build();
      }
      return ownRules && HOST_NAME.matcher(host).matches()
          ? all.toBuilder().hosts(host).build()
          : all;
    }
  }
}
