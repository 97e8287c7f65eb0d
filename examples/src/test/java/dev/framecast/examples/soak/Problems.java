package dev.framecast.examples.soak;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What went wrong that must not. Safe for use by many threads. */
final class Problems {
  private static final int MOST = 50;

  private final PrintStream out;
  private final List<String> all = new ArrayList<>();
  private int count;

  Problems(PrintStream out) {
    this.out = out;
  }

  void add(String problem) {
    add(problem, null);
  }

  synchronized void add(String problem, @Nullable Throwable cause) {
    if (++count <= MOST) {
      all.add(problem);
      out.println("PROBLEM " + problem);
      if (cause != null) {
        cause.printStackTrace(out);
      }
    }
  }

  synchronized int count() {
    return count;
  }

  /** The first of them. */
  synchronized List<String> all() {
    return List.copyOf(all);
  }
}
