package dev.framecast.rtsp.http;

import dev.framecast.internal.HostConnector;
import dev.framecast.internal.http.HttpBody;
import dev.framecast.internal.http.HttpConnection;
import dev.framecast.internal.http.HttpHead;
import dev.framecast.internal.http.HttpSocket;
import dev.framecast.rtsp.wire.ClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one session to servers of HTTP. One that is free is used again. Confined to
 * the session's thread but for {@link #cancel}.
 */
final class HttpConnections implements AutoCloseable {
  static final int MOST_FREE = 8;

  private final ClientOptions options;
  private final HostConnector connector;
  private final List<Free> free = new ArrayList<>();
  private final Set<HttpSocket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;

  private record Free(String server, HttpConnection connection) {}

  /** An answer, whose body is still to be read. */
  record Answer(String server, HttpConnection connection, HttpHead head, HttpBody body) {}

  HttpConnections(ClientOptions options) {
    this.options = options;
    connector = new HostConnector(options.names());
  }

  /** Asks, and waits for the head of the answer, in the time that the options have. */
  Answer ask(URI uri, String request) throws IOException {
    long deadline = System.nanoTime() + options.timeoutNanos();
    String server = server(uri);
    HttpConnection kept = takeFree(server);
    if (kept != null) {
      try { // for half of the time: the server may have hung up meanwhile
        return answer(server, kept, request, deadline - options.timeoutNanos() / 2);
      } catch (IOException e) {
        if (cancelled || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
    return answer(server, new HttpConnection(connect(uri, deadline)), request, deadline);
  }

  private Answer answer(String server, HttpConnection connection, String request, long deadline)
      throws IOException {
    HttpSocket socket = connection.socket();
    boolean answered = false;
    try {
      socket.closeAt(deadline);
      HttpHead head = connection.exchange(request);
      socket.keepOpen();
      answered = true;
      return new Answer(server, connection, head, HttpBody.of(connection, head, length(head)));
    } catch (IOException e) {
      throw socket.isLate() ? new SocketTimeoutException() : e;
    } finally {
      if (!answered) {
        close(socket);
      }
    }
  }

  private static long length(HttpHead head) {
    String length = head.first("Content-Length");
    return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
  }

  private @Nullable HttpConnection takeFree(String server) {
    for (Free each : free) {
      if (each.server().equals(server)) {
        free.remove(each);
        return each.connection();
      }
    }
    return null;
  }

  /** Nothing more is wanted of an answer. */
  void release(Answer answer) {
    HttpConnection connection = answer.connection();
    if (answer.head().keepsAlive() && answer.body().isOver() && !cancelled) {
      free.add(new Free(answer.server(), connection));
      if (free.size() > MOST_FREE) { // a playlist may name thousands of servers
        close(free.remove(0).connection().socket());
      }
    } else {
      close(connection.socket());
    }
  }

  private HttpSocket connect(URI uri, long deadline) throws IOException {
    String host = host(uri);
    List<InetAddress> addresses = connector.addresses(host, deadline);
    int port = HttpFetch.port(uri);
    SSLEngine engine = HttpFetch.isSecure(uri) ? options.trust().engine(host, port) : null;
    HttpSocket next = new HttpSocket();
    boolean connected = false;
    try {
      open.add(next);
      if (cancelled) { // cancel() may have come too early to see it
        throw new CancellationException();
      }
      next.connect(addresses, port, engine, deadline);
      connected = true;
      return next;
    } finally {
      if (!connected) {
        close(next);
      }
    }
  }

  private static String host(URI uri) {
    return uri.getHost().replaceAll("[\\[\\]]", "");
  }

  private static String server(URI uri) {
    String scheme = HttpFetch.isSecure(uri) ? "https://" : "http://";
    return scheme + uri.getHost().toLowerCase(Locale.ROOT) + ":" + HttpFetch.port(uri);
  }

  private void close(HttpSocket socket) {
    socket.close();
    open.remove(socket);
  }

  int count() {
    return open.size();
  }

  /** Makes what runs fail at once, and what is asked later. Any thread. */
  void cancel() {
    cancelled = true;
    connector.cancel();
    open.forEach(HttpSocket::close);
  }

  @Override
  public void close() {
    open.forEach(HttpSocket::close);
    open.clear();
    free.clear();
  }
}
