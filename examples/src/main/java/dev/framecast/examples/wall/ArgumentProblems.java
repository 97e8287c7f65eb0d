package dev.framecast.examples.wall;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is said of arguments that are not understood. No value is ever repeated: where one was
 * written in the wrong place, or fell apart in the shell, any of them may hold half a password.
 */
final class ArgumentProblems {
  /** An error that the command found by itself, in words of its own. */
  static final class Refused extends ParameterException {
    private static final long serialVersionUID = 1;

    Refused(CommandLine command, String problem) {
      super(command, problem);
    }
  }

  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]{0,30}");

  private ArgumentProblems() {}

  /** One line about it. */
  static String explain(ParameterException e, String[] args) {
    if (e instanceof Refused refused) {
      return String.valueOf(refused.getMessage());
    }
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched(), Arrays.asList(args));
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      ArgSpec option = missing.getMissing().get(0);
      return name(option) + ": needs a value, " + option.paramLabel();
    }
    if (e instanceof OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + ": given twice";
    }
    ArgSpec option = e.getArgSpec();
    if (option == null) {
      return "the arguments are not understood; see --help";
    }
    if (option.arity().max() == 0) {
      return name(option) + ": takes no value";
    }
    boolean number = option.type() == int.class;
    return name(option) + ": must be " + (number ? "a whole number" : option.paramLabel());
  }

  private static String unmatched(List<String> unmatched, List<String> args) {
    for (String argument : unmatched) {
      if (CameraArgument.looksLikeOne(argument)) {
        return place(argument, args)
            + " is no option: did you mean --camera ID=ADDRESS? --camera is missing in front of it";
      }
    }
    String first = unmatched.isEmpty() ? "" : unmatched.get(0);
    String option = first.split("=", 2)[0];
    if (OPTION.matcher(option).matches()) {
      return option + ": no such option; see --help";
    }
    return place(first, args)
        + " is no option: cameras are given as --camera ID=ADDRESS, in quotes for the shell's sake; see"
        + " --help";
  }

  private static String place(String argument, List<String> args) {
    int index = args.indexOf(argument);
    return index < 0 || index != args.lastIndexOf(argument)
        ? "an argument"
        : "argument " + (index + 1);
  }

  private static String name(ArgSpec option) {
    return option instanceof OptionSpec named ? named.longestName() : option.paramLabel();
  }
}
