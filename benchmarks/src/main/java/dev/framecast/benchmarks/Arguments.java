package dev.framecast.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * JMH's command line, looked over before anything runs. JMH itself tells of a wrong name or value
 * with a stack trace, in the middle of a run, or not at all.
 */
final class Arguments {
  private Arguments() {}

  /** Whether something shall be listed or explained, and nothing run. */
  static boolean isQuestion(CommandLineOptions given) {
    return given.shouldHelp()
        || given.shouldList()
        || given.shouldListWithParams()
        || given.shouldListProfilers()
        || given.shouldListResultFormats();
  }

  /**
   * The arguments, if there is something to run by them.
   *
   * @throws IllegalArgumentException with a line for people, if not
   */
  static CommandLineOptions parse(String[] args) {
    CommandLineOptions given;
    try {
      given = new CommandLineOptions(args);
    } catch (CommandLineOptionException e) {
      throw new IllegalArgumentException(
          String.join(" ", args)
              + ": "
              + e.getMessage()
              + " (-h lists the options, -lrf the formats of results, -lprof the profilers)",
          e);
    }
    if (!isQuestion(given)) {
      checkParameters(names(args), given, chosen(given));
    }
    return given;
  }

  /** The benchmarks that the words choose, of which each must choose some. */
  private static List<BenchmarkListEntry> chosen(CommandLineOptions given) {
    List<BenchmarkListEntry> all = List.copyOf(BenchmarkList.defaultList().getAll(null, List.of()));
    for (String word : given.getIncludes()) {
      if (all.stream().noneMatch(isNamed(word))) {
        throw new IllegalArgumentException(
            word + ": no benchmark has this in its name; there are " + classes(all));
      }
    }
    List<BenchmarkListEntry> chosen = new ArrayList<>(all);
    if (!given.getIncludes().isEmpty()) {
      chosen.removeIf(one -> given.getIncludes().stream().noneMatch(w -> isNamed(w).test(one)));
    }
    given.getExcludes().forEach(word -> chosen.removeIf(isNamed(word)));
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "-e " + String.join(" -e ", given.getExcludes()) + ": excludes all that was named");
    }
    return chosen;
  }

  private static Predicate<BenchmarkListEntry> isNamed(String word) {
    try {
      Predicate<String> part = Pattern.compile(word).asPredicate();
      return benchmark -> part.test(benchmark.getUsername());
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          word + ": must be a part of a benchmark's name, or a regular expression", e);
    }
  }

  private static String classes(List<BenchmarkListEntry> benchmarks) {
    return benchmarks.stream()
        .map(Arguments::type)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** The names in -p NAME=VALUES: JMH only says what is given for a name. */
  private static List<String> names(String[] args) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      boolean apart = args[i].equals("-p") && i + 1 < args.length;
      boolean joined = args[i].matches("-p(?!rof).+=.*");
      if (apart || joined) {
        names.add((apart ? args[++i] : args[i].substring(2)).replaceAll("=.*", ""));
      }
    }
    return names;
  }

  private static void checkParameters(
      List<String> names, CommandLineOptions given, List<BenchmarkListEntry> chosen) {
    Set<String> known = new TreeSet<>();
    chosen.forEach(benchmark -> known.addAll(parameters(benchmark).keySet()));
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "-p "
                + name
                + ": none of these benchmarks has such a parameter; there are "
                + String.join(", ", known));
      }
      for (String value : given.getParameter(name).orElse(List.of())) {
        chosen.forEach(benchmark -> check(name, value, benchmark));
      }
    }
  }

  private static Map<String, String[]> parameters(BenchmarkListEntry benchmark) {
    return benchmark.getParams().orElse(Map.of());
  }

  /** A parameter is a number, or the name of one of so many ways; each class has its own. */
  private static void check(String name, String value, BenchmarkListEntry benchmark) {
    String[] known = parameters(benchmark).get(name);
    if (known == null) {
      return;
    }
    boolean number = Character.isDigit(known[0].charAt(0));
    if (number ? !value.matches("\\d+(\\.\\d+)?") : !Arrays.asList(known).contains(value)) {
      String right = number ? "a number" : "one of " + String.join(", ", known);
      throw new IllegalArgumentException(
          "-p " + name + "=" + value + ": must be " + right + " for " + type(benchmark));
    }
  }

  private static String type(BenchmarkListEntry benchmark) {
    return benchmark.getUserClassQName().replaceAll(".*\\.", "");
  }
}
