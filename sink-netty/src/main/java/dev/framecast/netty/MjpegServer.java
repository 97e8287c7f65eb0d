package dev.framecast.netty;

import dev.framecast.access.Access;
import dev.framecast.camera.CameraGroup;
import dev.framecast.discovery.CameraSearch;
import dev.framecast.http.HttpRules;
import dev.framecast.http.Limits;
import dev.framecast.internal.Durations;
import dev.framecast.netty.request.LastResort;
import dev.framecast.netty.tls.ServerTls;
import dev.framecast.stream.StreamOptions;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
 * sees the cameras, unless an {@link Access} says who does. With {@link Builder#tls(Path, Path)} it
 * speaks https, and HTTP/2 with those who can: then a page may show any number of streams, where
 * HTTP/1.1 has six connections.
 *
 * <p>Threads: the event loops, one by default, named {@code framecast-http}. They are no daemons:
 * the server keeps the JVM alive until it is closed. With TLS, two daemons named {@code
 * framecast-tls}. All methods may be called from any thread.
 */
public final class MjpegServer implements AutoCloseable {
  private final RunningServer running;
  private final ServerAddress address;

  private MjpegServer(RunningServer running, ServerAddress address) {
    this.running = running;
    this.address = address;
  }

  /**
   * Listens on that port of the loopback address, at the root.
   *
   * @param cameras stay the caller's: closing the server does not close them
   * @param port 1 to 65535, or 0 for one that is free: see {@link #port()}
   * @return the server, which listens until it is closed
   * @throws IOException when it cannot listen there
   * @throws IllegalArgumentException when there is no such port
   */
  public static MjpegServer start(CameraGroup cameras, int port) throws IOException {
    return builder(cameras).port(port).start();
  }

  /**
   * {@return a builder with: loopback, a free port, the root, one event loop}
   *
   * @param cameras stay the caller's: closing the server does not close them
   */
  public static Builder builder(CameraGroup cameras) {
    return new Builder(cameras);
  }

  /** {@return the port that it listens on; the system's choice if it was asked for 0} */
  public int port() {
    return running.address().getPort();
  }

  /** {@return the address to open in a browser of this machine} */
  public URI uri() {
    return address.uri(running.address());
  }

  /**
   * Blocks until the server is closed, by whichever thread.
   *
   * @throws InterruptedException when the waiting thread is interrupted; the server goes on
   * @throws IllegalStateException on an event loop of this server, which would wait for itself
   */
  public void awaitClose() throws InterruptedException {
    if (running.isOwnThread()) {
      throw new IllegalStateException(
          "awaitClose() on an event loop of the server: call it from another thread");
    }
    running.loops().terminationFuture().await();
  }

  /** Half a second of {@link #close(Duration)}. */
  @Override
  public void close() {
    close(Duration.ofMillis(500));
  }

  /**
   * Takes no more requests, ends all streams in order (the frame that is on its way, and the end of
   * the multipart), answers the snapshots that are waited for, and frees everything. Waits for
   * that; on an event loop of this server it returns at once. Idempotent: the shortest time counts.
   *
   * @param time what has not ended by then is cut, which takes half a second at most
   */
  public void close(Duration time) {
    running.close(Durations.nanos("time", time));
  }

  /** For tests. */
  EventExecutor eventLoop() {
    return running.loops().next();
  }

  /** For tests: how many connections there are. */
  int connections() {
    return running.connections().size();
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
    private @Nullable StreamOptions streams;
    private Transport transport = Transport.best();
    private Duration renewalCheck = Duration.ofSeconds(5);
    private ServerTls.@Nullable Opener tls;

    private Builder(CameraGroup cameras) {
      this.cameras = Objects.requireNonNull(cameras, "cameras");
    }

    /**
     * Sets where to listen: on the loopback address unless this is called.
     *
     * @param value an address or a name; {@code 0.0.0.0} or {@code ::} for all addresses
     * @return this builder
     */
    public Builder host(String value) {
      if (Objects.requireNonNull(value, "host").isBlank()) {
        throw new IllegalArgumentException(
            "host \"" + value + "\": must be an address or a name, such as 127.0.0.1");
      }
      host = value;
      return this;
    }

    /**
     * Sets the port.
     *
     * @param value 1 to 65535, or 0 for one that is free
     * @return this builder
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
     * Sets the path below which everything is.
     *
     * @param value such as {@code /cams}; empty for the root
     * @return this builder
     * @throws IllegalArgumentException when it does not begin with a slash, or ends with one
     */
    public Builder path(String value) {
      path = MjpegHandler.checked(Objects.requireNonNull(value, "path"));
      return this;
    }

    /**
     * Sets how many threads send frames. One sends 300 viewers 1.5 GB/s with a quarter of a core,
     * more than most networks take, and each further one is woken for each frame too; that is why
     * one is the default.
     *
     * @param value 1 to 256
     * @return this builder
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
     * @return this builder
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
     * @return this builder
     * @throws IllegalArgumentException when one is no origin
     */
    public Builder allowOrigin(String... origins) {
      rules = rules.toBuilder().origins(origins).build();
      return this;
    }

    /**
     * Has that say who may see which cameras.
     *
     * @param value asked where {@link Access#ask} says
     * @return this builder
     */
    public Builder access(Access value) {
      rules = rules.toBuilder().access(value).build();
      return this;
    }

    /**
     * Sets how much is served at once, in place of {@link Limits#DEFAULT}.
     *
     * @param value the bounds, by number, size and time
     * @return this builder
     */
    public Builder limits(Limits value) {
      rules = rules.toBuilder().limits(value).build();
      return this;
    }

    /**
     * Lets those who see all cameras look for more of them in the network: see {@link
     * HttpRules.Builder#search}.
     *
     * @param value which stays the caller's to close
     * @return this builder
     */
    public Builder search(CameraSearch value) {
      rules = rules.toBuilder().search(value).build();
      return this;
    }

    /**
     * Sets these rules alone, in place of the server's own and of what was allowed so far.
     *
     * @param value all of them
     * @return this builder
     */
    public Builder rules(HttpRules value) {
      rules = Objects.requireNonNull(value, "rules");
      ownRules = false;
      return this;
    }

    /**
     * Speaks https alone, with a certificate in PEM files: TLS 1.3 and 1.2, over it HTTP/2 and
     * HTTP/1.1. The files are looked at every five seconds: when they were renewed, new connections
     * get the new certificate, and those that there are go on. Renewed files that are no pair are
     * warned of, and the certificate before stays. Browsers are not told to use https for ever
     * (HSTS), which would be true of all ports of the host: add it in a proxy, if it is.
     *
     * @param certificateChain the server's certificate, then those of who issued it
     * @param privateKey its key, RSA, EC or Ed25519, without a passphrase; may be in the same file
     * @return this builder
     * @see #start() which says what is wrong with them
     */
    public Builder tls(Path certificateChain, Path privateKey) {
      Objects.requireNonNull(certificateChain, "certificateChain");
      Objects.requireNonNull(privateKey, "privateKey");
      tls = () -> ServerTls.of(certificateChain, privateKey, renewalCheck);
      return this;
    }

    /**
     * Speaks https alone, in the way of that context: with Netty's OpenSSL, with certificates of
     * clients, and so on. HTTP/2 is spoken where it is configured to agree on it (ALPN "h2").
     *
     * @param context for servers; stays the caller's
     * @return this builder
     * @throws IllegalArgumentException when it is for clients
     */
    public Builder tls(SslContext context) {
      ServerTls.check(context);
      tls = () -> ServerTls.of(context);
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
      Limits.Builder patient = rules.limits().toBuilder();
      return limits(patient.firstRequest(forFirstRequest).keepAlive(betweenRequests).build());
    }

    Builder renewalCheck(Duration every) {
      renewalCheck = every;
      return this;
    }

    /**
     * Listens. Blocks for the moment that this takes.
     *
     * @return the server, which listens until it is closed
     * @throws IOException when it cannot listen there: the port is taken (a {@link
     *     java.net.BindException}), needs a privilege, or the address is not this machine's; or
     *     when the certificate's files are missing or broken, or no pair
     */
    public MjpegServer start() throws IOException {
      ServerAddress where = new ServerAddress(tls == null ? "http" : "https", host, port, path);
      InetSocketAddress address = where.resolved();
      ServerTls encryption = tls == null ? null : tls.open();
      HttpRules all = ownRules ? where.allowOwnNames(rules, address) : rules;
      MjpegHandler handler =
          streams == null
              ? new MjpegHandler(cameras, path, all)
              : new MjpegHandler(cameras, path, all, streams);
      ServerChannels channels =
          new ServerChannels(handler, new LastResort(path), all.limits(), encryption);
      return new MjpegServer(
          RunningServer.bind(where, address, channels, eventLoops, transport), where);
    }
  }
}
