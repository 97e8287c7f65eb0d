package dev.framecast.servlet.container;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which container it is. What differs from one to the other, and no API tells, is said here and
 * nowhere else.
 */
public enum Container {
  JETTY("org.eclipse.jetty."),
  TOMCAT("org.apache.catalina."),
  UNDERTOW("io.undertow."),
  OTHER("?");

  private static final int TOMCAT_BUFFER_BYTES = 64 * 1024;

  /** Leaves room for what stands around a frame: Tomcat sends a full buffer by itself. */
  private static final int TOMCAT_SLICE_BYTES = 60 * 1024;

  /**
   * How Jetty's output of that class is given a ByteBuffer: as in the API since Servlet 6.1, or by
   * a method of its own. One handle for all, since the JVM compiles each that is used often.
   */
  private static final ClassValue<@Nullable MethodHandle> BUFFERS =
      new ClassValue<>() {
        @Override
        protected @Nullable MethodHandle computeValue(Class<?> output) {
          MethodType write = MethodType.methodType(void.class, ByteBuffer.class);
          for (Class<?> type : new Class<?>[] {ServletOutputStream.class, output}) {
            try {
              return MethodHandles.publicLookup()
                  .findVirtual(type, "write", write)
                  .asType(write.insertParameterTypes(0, ServletOutputStream.class));
            } catch (ReflectiveOperationException e) {
              // The other one may have it.
            }
          }
          return null;
        }
      };

  private final String classes;

  Container(String classes) {
    this.classes = classes;
  }

  /** By the context's class: servers that are built on a container say names of their own. */
  public static Container of(ServletContext context) {
    String name = context.getClass().getName();
    for (Container container : values()) {
      if (name.startsWith(container.classes)) {
        return container;
      }
    }
    return OTHER;
  }

  public static boolean isHttp1(ServletRequest request) {
    return request.getProtocol().startsWith("HTTP/1");
  }

  /** Before the response is begun: one that will be as long as that, or without an end. */
  public void prepare(ServletResponse response, int bytes) {
    if (this == TOMCAT && bytes > response.getBufferSize()) {
      response.setBufferSize(TOMCAT_BUFFER_BYTES);
    }
  }

  /**
   * Whether a ByteBuffer is to be written, for which there is direct memory then; else arrays are.
   *
   * <p>Only Jetty sends one without copying it. Tomcat copies, and an array for less. Undertow's
   * write of a ByteBuffer has its I/O thread go on with what is left of it before write() has
   * returned. The isReady() that must follow then wakes that thread once more, which may say
   * "ready" while bytes are waiting, and frames get mixed (seen with 2.3.20). Its arrays wait for
   * isReady().
   */
  public boolean takesBuffers() {
    return this == JETTY;
  }

  /**
   * How a response's output is written to.
   *
   * @param flushedSliceBytes how long slices are that are flushed one by one; 0 where they are not
   * @param keptBytes how much may be kept back of a write until it is flushed: a longer one needs
   *     no flush
   * @param buffers a method of the output that takes a ByteBuffer, or null for arrays
   */
  public record Writing(int flushedSliceBytes, int keptBytes, @Nullable MethodHandle buffers) {
    public static final Writing UNKNOWN = new Writing(0, Integer.MAX_VALUE, null);
  }

  public Writing writing(ServletResponse response, ServletOutputStream out) {
    if (this == TOMCAT) {
      // Has Tomcat send a slice at once. What a write leaves in the buffer of Tomcat's socket, and
      // each one that gets there leaves something, waits for a round through its poller and a
      // thread of its pool; three of those a frame were half of what a viewer cost (measured). A
      // slice that fits into the response's buffer stays there, and the flush that follows sends it
      // on the thread that calls.
      return new Writing(TOMCAT_SLICE_BYTES, Integer.MAX_VALUE, null);
    }
    // By class, because a filter's wrapper may keep what it likes. Jetty's own keeps nothing of a
    // write that does not fit into its buffer; a flush for nothing costs it 250 bytes.
    boolean isJettys = this == JETTY && out.getClass().getName().startsWith(classes);
    return isJettys
        ? new Writing(0, response.getBufferSize(), BUFFERS.get(out.getClass()))
        : Writing.UNKNOWN;
  }

  /**
   * Whether a write to that connection waits for its socket, be the output ready or not. Tomcat's
   * HTTP/2 does so, for five seconds unless its {@code writeTimeout} says otherwise: a client who
   * has opened wide windows and reads nothing would hold up all others of one thread.
   */
  public boolean blocksOn(ServletRequest request) {
    return this == TOMCAT && !isHttp1(request);
  }

  /**
   * Whether a thread waits for what is still to come of that request's body before it reads the
   * next request: as long as each byte comes within Tomcat's {@code connectionTimeout}. The others
   * end the connection or read on without a thread.
   */
  public boolean waitsForBody(ServletRequest request) {
    return this == TOMCAT && isHttp1(request);
  }

  /**
   * Whether a response that is completed is over at once, whatever bytes the client has not taken.
   * Tomcat waits for them with a thread, and Undertow keeps the connection. In Jetty it is better
   * than a {@link #cut}, of which it tells no listeners (seen with 12.1.14).
   */
  public boolean endsWhatIsCompleted() {
    return this == JETTY;
  }

  /**
   * Has that run when a response is over that is about to be ended, where listeners are not always
   * told: Jetty's are not of one that is {@link #cut}, nor of one that is completed when it is
   * shorter than its Content-Length (seen with 12.1.14).
   */
  public void whenOver(ServletRequest request, Runnable action) {
    if (this == JETTY) {
      try {
        Object core = requestInJetty(request);
        Class<?> type =
            core.getClass().getClassLoader().loadClass("org.eclipse.jetty.server.Request");
        Consumer<Throwable> listener = failure -> action.run();
        type.getMethod("addCompletionListener", type, Consumer.class).invoke(null, core, listener);
      } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
        // Another version, or it is over: the response is let go of after a while.
      }
    }
  }

  /** Whether a response that was {@link #cut} is completed by the container. */
  public boolean completesWhatIsCut() {
    return this == TOMCAT;
  }

  /**
   * Ends a response at once, whatever is on its way, and over HTTP/2 its stream alone. Afterwards
   * the container says that it is over, Jetty only by {@link #whenOver}. Done as containers do it
   * themselves when a connection fails, since servlets have no way to; by reflection, since a web
   * app sees the objects of its container, not always its classes. Rare, so nothing is kept.
   *
   * @return false when that cannot be done: nothing has happened
   */
  public boolean cut(ServletRequest request) {
    try {
      return switch (this) {
        case JETTY -> cutInJetty(request);
        case TOMCAT -> cutInTomcat(request);
        case UNDERTOW -> isHttp1(request) && cutInUndertow(request);
        case OTHER -> false;
      };
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return false; // another version, or modules that are closed
    }
  }

  /** Fails the response: a connection of HTTP/1 is closed, a stream of HTTP/2 is reset. */
  private static boolean cutInJetty(ServletRequest request) throws ReflectiveOperationException {
    Object channel = call(requestInJetty(request), "getServletChannel");
    channel.getClass().getMethod("abort", Throwable.class).invoke(channel, new AbortException());
    return true;
  }

  private static Object requestInJetty(ServletRequest request) throws ReflectiveOperationException {
    Object api = unwrapped(request);
    String layer = api.getClass().getPackageName(); // one for each Servlet version
    Class<?> known = api.getClass().getClassLoader().loadClass(layer + ".ServletContextRequest");
    return known.getMethod("getServletContextRequest", ServletRequest.class).invoke(null, request);
  }

  /** As a write that fails does it: the listeners are told on a thread of Tomcat's. */
  private static boolean cutInTomcat(ServletRequest request) throws ReflectiveOperationException {
    Object facade = unwrapped(request);
    Class<?> type = facade.getClass();
    while (!type.getSimpleName().equals("RequestFacade")) {
      type = type.getSuperclass();
      if (type == null) {
        throw new NoSuchFieldException("no RequestFacade");
      }
    }
    Field behind = type.getDeclaredField("request");
    behind.setAccessible(true);
    Object coyote = call(behind.get(facade), "getCoyoteRequest");
    for (Method method : coyote.getClass().getMethods()) {
      if (method.getName().equals("action") && method.getParameterCount() == 2) {
        for (Object code : method.getParameterTypes()[0].getEnumConstants()) {
          if (code.toString().equals("CLOSE_NOW")) {
            method.invoke(coyote, code, new AbortException());
            return true;
          }
        }
      }
    }
    throw new NoSuchMethodException("no action CLOSE_NOW");
  }

  /** Closes the connection. */
  private static boolean cutInUndertow(ServletRequest request) throws ReflectiveOperationException {
    Object connection = call(call(unwrapped(request), "getExchange"), "getConnection");
    if (!(connection instanceof Closeable socket)) {
      return false;
    }
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
    return true;
  }

  private static ServletRequest unwrapped(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner;
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }
}
