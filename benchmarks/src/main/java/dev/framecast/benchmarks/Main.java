package dev.framecast.benchmarks;

import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
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

  public static void main(String[] args) throws Exception {
    CommandLineOptions given = new CommandLineOptions(args);
    if (given.shouldHelp() || given.shouldList() || given.shouldListWithParams()) {
      org.openjdk.jmh.Main.main(args);
      return;
    }
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .parent(given)
            .addProfiler(GCProfiler.class)
            .addProfiler(Figures.class)
            .jvmArgsAppend("-Djava.awt.headless=true");
    if (Runtime.version().feature() >= 22) {
      options.jvmArgsAppend("-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED");
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    System.out.print(ResultTable.of(results));
  }
}
