package dev.framecast.servlet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What containers log that looks as if the app were to blame. */
final class Alarms extends Handler implements AutoCloseable {
  /** Undertow's own for each client that left, whatever the app does. */
  private static final String LEFT = "UT005088";

  private final List<String> all = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");

  Alarms() {
    root.addHandler(this);
  }

  List<String> all() {
    return all;
  }

  @Override
  public void publish(LogRecord log) {
    boolean jettys = log.getLoggerName().startsWith("org.eclipse.jetty.");
    Level least = jettys ? Level.WARNING : Level.SEVERE;
    String text = log.getMessage() + " " + log.getThrown();
    if (log.getLevel().intValue() >= least.intValue() && !text.contains(LEFT)) {
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
