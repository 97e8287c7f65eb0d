package dev.framecast.examples.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Takes what is logged: Netty's word of a leak is a problem, warnings are counted by their logger.
 */
final class LogWatch extends Handler implements AutoCloseable {
  private final Problems problems;
  private final PrintWriter file;
  private final Map<String, Integer> warnings = new TreeMap<>();

  LogWatch(Problems problems, Path file) throws IOException {
    this.problems = problems;
    this.file = new PrintWriter(Files.newBufferedWriter(file));
  }

  void install() {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(this);
  }

  @Override
  public void publish(LogRecord record) {
    String message = String.valueOf(record.getMessage());
    if (message.contains("LEAK")) {
      problems.add(record.getLoggerName() + ": " + message);
    } else if (record.getThrown() instanceof Error error && !isOnPurpose(error)) {
      problems.add(record.getLoggerName() + ": " + message, error);
    } else if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
      synchronized (warnings) {
        warnings.merge(record.getLoggerName(), 1, Integer::sum);
        file.printf(
            "%s %s %s %s%n",
            Instant.now(),
            record.getLoggerName(),
            new SimpleFormatter().formatMessage(record),
            record.getThrown());
        file.flush();
      }
    }
  }

  private static boolean isOnPurpose(Error error) {
    return String.valueOf(error.getMessage()).contains("on purpose");
  }

  Map<String, Integer> warnings() {
    synchronized (warnings) {
      return new TreeMap<>(warnings);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    file.close();
  }
}
