package dev.framecast.micrometer;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Samples of a text as Prometheus reads it, by name and labels in their order. */
final class Scrape {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-z_]+)(?:\\{((?:[a-z]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\",?)*)})? (\\S+)");

  private Scrape() {}

  static Map<String, Double> samples(String text) {
    Map<String, Double> samples = new TreeMap<>();
    for (String line : text.lines().toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher sample = SAMPLE.matcher(line);
      if (!sample.matches()) {
        throw new AssertionError("no sample: " + line);
      }
      String labels = sample.group(2) == null ? "" : sample.group(2);
      Double before = samples.put(sample.group(1) + "{" + labels + "}", value(sample.group(3)));
      if (before != null) {
        throw new AssertionError("twice: " + line);
      }
    }
    return samples;
  }

  private static double value(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** The lines that say what a metric is, with the words for people. */
  static Map<String, String> described(String text) {
    Map<String, String> described = new TreeMap<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("# ")) {
        String[] words = line.split(" ", 4);
        described.put(words[1] + " " + words[2], words[3]);
      }
    }
    return described;
  }
}
