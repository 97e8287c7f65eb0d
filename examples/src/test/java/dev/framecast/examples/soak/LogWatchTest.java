package dev.framecast.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWatchTest {
  private final Problems problems =
      new Problems(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));

  private static LogRecord record(Level level, String message, @Nullable Throwable thrown) {
    LogRecord record = new LogRecord(level, message);
    record.setLoggerName("some.Logger");
    record.setThrown(thrown);
    return record;
  }

  @Test
  void nettysWordOfALeakAndErrorsAreProblemsAndWarningsAreCounted(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("warnings.log");
    try (LogWatch watch = new LogWatch(problems, file)) {
      watch.publish(record(Level.INFO, "good morning", null));
      watch.publish(record(Level.WARNING, "camera door: refused", null));
      watch.publish(record(Level.WARNING, "failed", new StackOverflowError("on purpose")));
      assertThat(problems.all()).isEmpty();
      watch.publish(record(Level.SEVERE, "LEAK: ByteBuf.release() was not called", null));
      watch.publish(record(Level.SEVERE, "failed", new OutOfMemoryError("heap")));
      assertThat(watch.warnings()).isEqualTo(Map.of("some.Logger", 2));
    }
    assertThat(problems.all())
        .containsExactly(
            "some.Logger: LEAK: ByteBuf.release() was not called", "some.Logger: failed");
    assertThat(Files.readString(file)).contains("camera door: refused").doesNotContain("morning");
  }
}
