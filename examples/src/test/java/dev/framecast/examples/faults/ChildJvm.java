package dev.framecast.examples.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of these tests, each in a process of its own. */
public final class ChildJvm {
  private ChildJvm() {}

  /** A command that runs the program; options of the JVM come first. */
  public static List<String> command(String program, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.awt.headless=true");
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts it; the log of what is done to it on purpose is thrown away. */
  static Process start(String program, List<String> options, String... arguments)
      throws IOException {
    return new ProcessBuilder(command(program, options, arguments))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
