package dev.framecast.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Ends responses as containers do it themselves when a connection fails, since servlets have no way
 * to. Found by reflection: a web app sees the objects of its container, not always its classes.
 * Rare, so nothing is kept.
 */
final class Cut {
  private Cut() {}

  /** Fails the response: a connection of HTTP/1 is closed, a stream of HTTP/2 is reset. */
  static void inJetty(ServletRequest request) throws ReflectiveOperationException {
    Object api = unwrapped(request);
    String layer = api.getClass().getPackageName(); // one for each Servlet version
    Class<?> known = api.getClass().getClassLoader().loadClass(layer + ".ServletContextRequest");
    Object core =
        known.getMethod("getServletContextRequest", ServletRequest.class).invoke(null, request);
    Object channel = call(core, "getServletChannel");
    channel.getClass().getMethod("abort", Throwable.class).invoke(channel, new AbortException());
  }

  /** As a write that fails does it: the listeners are told on a thread of Tomcat's. */
  static void inTomcat(ServletRequest request) throws ReflectiveOperationException {
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
            return;
          }
        }
      }
    }
    throw new NoSuchMethodException("no action CLOSE_NOW");
  }

  /** Closes the connection. */
  static boolean inUndertow(ServletRequest request) throws ReflectiveOperationException {
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
