package dev.framecast.examples.recipes;

import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * A connector of Tomcat's that closes connections on which a request's head is not whole in time.
 * Tomcat's own time-outs begin anew with each byte.
 */
public final class TomcatRequestTime {
  private TomcatRequestTime() {}

  // tag::tomcat[]
  /** For {@code tomcat.setConnector}. */
  static Connector connector(Duration most) {
    Connector connector = new Connector(new Protocol(most.toNanos()));
    String millis = Long.toString(most.toMillis());
    connector.setProperty("connectionTimeout", millis); // who sends nothing more
    connector.setProperty("keepAliveTimeout", millis);
    return connector;
  }

  private static final class Protocol extends Http11NioProtocol {
    private final long mostNanos;

    Protocol(long mostNanos) {
      this.mostNanos = mostNanos;
    }

    @Override
    protected Processor createProcessor() {
      return new HeadReader(this, getAdapter(), mostNanos);
    }
  }

  /** Is called for each byte that trickles in, and used for one connection after the other. */
  private static final class HeadReader extends Http11Processor {
    private final long mostNanos;
    private @Nullable SocketWrapperBase<?> reading;
    private long began;

    HeadReader(Http11NioProtocol protocol, Adapter adapter, long mostNanos) {
      super(protocol, adapter);
      this.mostNanos = mostNanos;
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
      if (socket != reading) {
        reading = socket;
        began = System.nanoTime();
      } else if (System.nanoTime() - began >= mostNanos) {
        return SocketState.CLOSED;
      }
      SocketState state = super.service(socket);
      if (state != SocketState.LONG || isAsync()) {
        reading = null; // the head is whole
      }
      return state;
    }
  }
  // end::tomcat[]
}
