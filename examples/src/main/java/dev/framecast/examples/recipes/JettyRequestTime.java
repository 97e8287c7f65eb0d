package dev.framecast.examples.recipes;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.EventsHandler;

/**
 * Closes connections of Jetty on which no whole request came for some time. Jetty's own idle
 * timeout begins anew with each byte.
 */
public final class JettyRequestTime {
  private JettyRequestTime() {}

  // tag::jetty[]
  /** In place of {@code server.setHandler(app)}. */
  static void handle(Server server, ServerConnector connector, Handler app, Duration most) {
    Watch watch = new Watch(app, most);
    server.setHandler(watch);
    connector.addEventListener(watch);
    connector.setIdleTimeout(most.toMillis()); // who sends nothing at all
  }

  private static final class Watch extends EventsHandler implements Connection.Listener {
    private final Map<Connection, Long> waiting = new ConcurrentHashMap<>();
    private final long mostNanos;

    Watch(Handler app, Duration most) {
      super(app);
      mostNanos = most.toNanos();
    }

    @Override
    public void onOpened(Connection connection) {
      if (connection instanceof ConnectionMetaData) { // of HTTP, and not TLS around it
        waiting.put(connection, System.nanoTime());
      }
    }

    @Override
    protected void onBeforeHandling(Request request) {
      waiting.remove(request.getConnectionMetaData().getConnection());
    }

    @Override
    protected void onComplete(Request request, int status, HttpFields headers, Throwable failure) {
      ConnectionMetaData connection = request.getConnectionMetaData();
      if (connection.getHttpVersion() != HttpVersion.HTTP_2) { // of which others may go on
        waiting.put(connection.getConnection(), System.nanoTime());
      }
    }

    @Override
    public void onClosed(Connection connection) {
      waiting.remove(connection);
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      look();
    }

    private void look() {
      long now = System.nanoTime();
      waiting.forEach(
          (connection, since) -> {
            if (!connection.getEndPoint().isOpen()) {
              waiting.remove(connection);
            } else if (now - since >= mostNanos) {
              connection.getEndPoint().close(new TimeoutException("no request in time"));
            }
          });
      if (isRunning() || isStarting()) {
        getServer().getScheduler().schedule(this::look, 1, TimeUnit.SECONDS);
      }
    }
  }
  // end::jetty[]
}
