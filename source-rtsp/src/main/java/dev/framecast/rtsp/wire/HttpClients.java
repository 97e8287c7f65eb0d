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

  /** Its only thread, without which no request ends any more; null if that is not known. */
  private @Nullable Thread thread;

  /**
   * The client, which follows no redirects, knows no cookies and uses no proxy. Another one where
   * its thread has died, as of too little memory.
   */
  public HttpClient get(ClientOptions options) {
    lock.lock();
    try {
      HttpClient known = client;
      if (known == null || (thread != null && !thread.isAlive())) {
        known = make(options);
        client = known;
        thread = threadOf(known);
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  /** The JDK gives both the same number. */
  private static @Nullable Thread threadOf(HttpClient made) {
    String number = made.toString().replaceFirst(".*\\((\\d+)\\)$", "$1");
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    Thread[] all = new Thread[2 * group.activeCount() + 10];
    for (int i = group.enumerate(all, false) - 1; i >= 0; i--) {
      if (all[i].getName().equals("HttpClient-" + number + "-SelectorManager")) {
        return all[i];
      }
    }
    return null;
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
