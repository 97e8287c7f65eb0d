package dev.framecast.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * JMH with its own command line, and a table at the end. What is named is a part of the benchmark's
 * name.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar Strategy
 * java -jar benchmarks/target/benchmarks.jar Ring1 -p kind=RING,VOLATILE_ARRAY
 * java -jar benchmarks/target/benchmarks.jar -l
 * }</pre>
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    CommandLineOptions given;
    try {
      given = Arguments.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    if (Arguments.isQuestion(given)) {
      org.openjdk.jmh.Main.main(args);
      return;
    }
    try {
      System.out.print(ResultTable.of(new Runner(options(given)).run()));
    } catch (RunnerException e) {
      System.err.println(text(e));
      System.exit(1);
    }
  }

  /** What was given, and what all our benchmarks need. */
  static Options options(CommandLineOptions given) {
    List<String> jvm = new ArrayList<>();
    jvm.add("-Djava.awt.headless=true");
    if (Runtime.version().feature() >= 22) {
      jvm.add("--enable-native-access=ALL-UNNAMED");
    }
    // The builder's own list would stand in for the given one; what comes last wins.
    jvm.addAll(given.getJvmArgsAppend().orElse(List.of()));
    return new OptionsBuilder()
        .parent(given)
        .addProfiler(GCProfiler.class)
        .addProfiler(Figures.class)
        .jvmArgsAppend(jvm.toArray(String[]::new))
        .shouldFailOnError(given.shouldFailOnError().orElse(true))
        .build();
  }

  private static String text(RunnerException e) {
    Throwable cause = e;
    // A failure inside of a benchmark is among the suppressed ones.
    while (cause.getCause() != null || cause.getSuppressed().length > 0) {
      cause = cause.getCause() != null ? cause.getCause() : cause.getSuppressed()[0];
    }
    return "the benchmarks did not run to the end: "
        + e.getMessage()
        + (cause == e ? "" : " (" + cause + ")");
  }
}
