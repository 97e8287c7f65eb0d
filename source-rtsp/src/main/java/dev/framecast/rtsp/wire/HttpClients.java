package dev.framecast.rtsp.wire;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of a source, for all of its sessions: a client has a thread and descriptors,
 * which it keeps until it is collected. Made by the first who needs it. Safe for use by many
 * threads.
 */
public final class HttpClients {
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable HttpClient client;

  /** The client, which follows no redirects, knows no cookies and uses no proxy. */
  public HttpClient get(ClientOptions options) {
    lock.lock();
    try {
      HttpClient known = client;
      if (known == null) {
        known = make(options);
        client = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private static HttpClient make(ClientOptions options) {
    Thread caller = Thread.currentThread();
    ClassLoader loader = caller.getContextClassLoader();
    // The client's thread begins here, and keeps its loader until the client is collected.
    caller.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(Duration.ofNanos(options.timeoutNanos()))
          .sslContext(options.trust().context())
          .executor(Runnable::run)
          .build();
    } finally {
      caller.setContextClassLoader(loader);
    }
  }
}
