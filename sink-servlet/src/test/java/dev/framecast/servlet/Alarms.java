package dev.framecast.servlet;

import dev.framecast.servlet.container.Container;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What containers log that looks as if the app were to blame. */
final class Alarms extends Handler implements AutoCloseable {
  /**
   * What is logged for a client that left, whatever the app does: by Undertow; by Jetty 12.0, in
   * one line; by Jetty 12.1 where the socket takes more in the moment in which the write is ended,
   * whose callback its selector asks for what it no longer has.
   */
  private static final List<String> LEFT =
      List.of("UT005088", "Failed callback", "Callback.getInvocationType()");

  private final List<String> all = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");

  Alarms() {
    root.addHandler(this);
  }

  /** Those of that container: another one's tests may run beside. */
  List<String> of(ServletContext context) {
    List<String> loggers =
        switch (Container.of(context)) {
          case JETTY -> List.of("org.eclipse.jetty.");
          case TOMCAT -> List.of("org.apache.");
          case UNDERTOW -> List.of("io.undertow.", "org.xnio.");
          case OTHER -> List.of("");
        };
    return all.stream().filter(line -> loggers.stream().anyMatch(line::startsWith)).toList();
  }

  @Override
  public void publish(LogRecord log) {
    boolean jettys = log.getLoggerName().startsWith("org.eclipse.jetty.");
    Level least = jettys ? Level.WARNING : Level.SEVERE;
    String text = log.getMessage() + " " + log.getThrown();
    if (log.getLevel().intValue() >= least.intValue() && LEFT.stream().noneMatch(text::contains)) {
      all.add(log.getLoggerName() + ": " + text);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
  }
}
