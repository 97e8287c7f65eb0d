package dev.framecast.benchmarks.serving;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Command lines of which it is told in one line what is wrong with them. */
final class OneLine {
  private OneLine() {}

  /** The command, which without that would print all of its help after the line. */
  static CommandLine of(Object command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (e, args) -> {
              CommandLine line = e.getCommandLine();
              line.getErr().println(line.getCommandName() + ": " + e.getMessage());
              return line.getCommandSpec().exitCodeOnInvalidInput();
            });
  }

  /** For numbers that picocli takes and the command cannot use. */
  static void require(boolean right, CommandSpec spec, String option, Object value, String must) {
    if (!right) {
      throw new ParameterException(
          spec.commandLine(), "option '" + option + "': " + value + " must be " + must);
    }
  }
}
