package dev.framecast.netty.tls;

import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A server's certificate, and the threads that do what is not for event loops: the signatures of
 * handshakes, and looking at files.
 */
public final class ServerTls implements AutoCloseable {
  /** One may hang in a file; the other then still does handshakes. */
  private static final int THREADS = 2;

  private final Supplier<SslContext> contexts;
  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(THREADS, new DefaultThreadFactory("framecast-tls", true));

  private ServerTls(Supplier<SslContext> contexts) {
    this.contexts = contexts;
  }

  /** How a server comes by its own. */
  @FunctionalInterface
  public interface Opener {
    ServerTls open() throws IOException;
  }

  /**
   * Looks a context over.
   *
   * @throws IllegalArgumentException when it is not for servers
   */
  public static void check(SslContext context) {
    if (!Objects.requireNonNull(context, "context").isServer()) {
      throw new IllegalArgumentException(
          "TLS: the context is for clients; it has to be for servers (SslContextBuilder.forServer)");
    }
  }

  /** Of the app's own context, whatever its provider. */
  public static ServerTls of(SslContext context) {
    return new ServerTls(() -> context);
  }

  /**
   * Of PEM files, which are looked at from time to time.
   *
   * @throws IOException when they are no certificate and its key; it says why
   */
  public static ServerTls of(Path chain, Path key, Duration every) throws IOException {
    CertificateFiles files = new CertificateFiles(chain, key, Clock.systemUTC());
    ServerTls tls = new ServerTls(files);
    ScheduledFuture<?> unused =
        tls.threads.scheduleWithFixedDelay(
            files::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    return tls;
  }

  /** The first handler of a new connection. */
  public ChannelHandler port(Duration firstRequest, TlsPort.Protocols protocols) {
    return new TlsPort(contexts, threads, firstRequest, protocols);
  }

  /** Does nothing more. Does not wait. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
