package dev.framecast.examples.wall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The CPU time of the threads that capture one webcam in another process, by Linux's /proc. */
final class CaptureThreads {
  private static final double TICKS_A_SECOND = 100;

  private final Path reader;
  private final Path capture;

  /** Finds them while they run: names are cut to 15 letters, and threads give theirs to others. */
  CaptureThreads(long pid, String readerName, String captureName) throws IOException {
    reader = oldest(pid, readerName);
    capture = oldest(pid, captureName);
  }

  private static Path oldest(long pid, String name) throws IOException {
    try (var tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return tasks
          .filter(task -> comm(task).equals(name))
          .min((a, b) -> Long.compare(number(a), number(b)))
          .orElseThrow(() -> new IOException("process " + pid + " has no thread " + name));
    }
  }

  private static long number(Path task) {
    return Long.parseLong(task.getFileName().toString());
  }

  private static String comm(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip();
    } catch (NoSuchFileException e) {
      return ""; // it has just ended
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Seconds of CPU that both have used so far. */
  double seconds() throws IOException {
    return seconds(reader) + seconds(capture);
  }

  private static double seconds(Path task) throws IOException {
    // In nanoseconds where the kernel counts these (its scheduler's statistics), else in ticks.
    Path exact = task.resolve("schedstat");
    if (Files.isReadable(exact)) {
      long nanos = Long.parseLong(Files.readString(exact).split(" ", 2)[0]);
      if (nanos > 0) {
        return nanos / 1e9;
      }
    }
    String stat = Files.readString(task.resolve("stat"));
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) / TICKS_A_SECOND;
  }
}
