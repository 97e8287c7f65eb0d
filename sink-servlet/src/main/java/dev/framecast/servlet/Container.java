package dev.framecast.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * Which container it is. What differs from one to the other, and no API tells, is said here and
 * nowhere else.
 */
enum Container {
  JETTY("org.eclipse.jetty."),
  TOMCAT("org.apache.catalina."),
  UNDERTOW("io.undertow."),
  OTHER("?");

  private static final int TOMCAT_BUFFER_BYTES = 64 * 1024;

  private final String classes;

  Container(String classes) {
    this.classes = classes;
  }

  /** By the context's class: servers that are built on a container say names of their own. */
  static Container of(ServletContext context) {
    String name = context.getClass().getName();
    for (Container container : values()) {
      if (name.startsWith(container.classes)) {
        return container;
      }
    }
    return OTHER;
  }

  /** Before the response is begun: one that will be as long as that, or without an end. */
  void prepare(ServletResponse response, int bytes) {
    if (this == TOMCAT && bytes > response.getBufferSize()) {
      response.setBufferSize(TOMCAT_BUFFER_BYTES);
    }
  }

  Buffering buffering(ServletResponse response, ServletOutputStream out) {
    if (this == TOMCAT) {
      return Buffering.TOMCAT;
    }
    if (this == UNDERTOW) {
      return Buffering.UNDERTOW;
    }
    // By class, because a filter's wrapper may keep what it likes. Jetty's own keeps nothing of a
    // ByteBuffer that does not fit into its buffer; a flush for nothing costs it 250 bytes.
    return out.getClass().getName().startsWith(JETTY.classes)
        ? Buffering.jetty(response.getBufferSize())
        : Buffering.UNKNOWN;
  }

  /**
   * Whether a write to that connection waits for its socket, be the output ready or not. Tomcat's
   * HTTP/2 does so, for five seconds unless its {@code writeTimeout} says otherwise: a client who
   * has opened wide windows and reads nothing would hold up all others of one thread.
   */
  boolean blocksOn(ServletRequest request) {
    return this == TOMCAT && !isHttp1(request);
  }

  static boolean isHttp1(ServletRequest request) {
    return request.getProtocol().startsWith("HTTP/1");
  }

  /**
   * Ends a response at once, whatever is on its way, and over HTTP/2 its stream alone. Afterwards
   * the container says that it is over.
   *
   * @return false when that cannot be done: nothing has happened
   */
  boolean cut(ServletRequest request) {
    try {
      switch (this) {
        case JETTY -> Cut.inJetty(request);
        case TOMCAT -> Cut.inTomcat(request);
        case UNDERTOW -> {
          return isHttp1(request) && Cut.inUndertow(request);
        }
        case OTHER -> {
          return false;
        }
      }
      return true;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return false; // another version, or modules that are closed
    }
  }
}
