package dev.framecast.source;

import dev.framecast.internal.Spelling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings by name, each read as what it is to be. What was asked for is remembered, so that {@link
 * #refuseUnknown()} can tell which names nobody knows.
 *
 * <p>No message repeats a value: where a setting was put into the wrong place, it may be part of a
 * password. Not safe for use by many threads.
 */
public final class Settings {
  private static final String SECONDS = "must be a time such as 500ms, 5s, 1.5s, 2m or 1h";

  private final List<Entry> entries;

  /** What was asked for, as people are told it. */
  private final Set<String> known = new LinkedHashSet<>();

  /** The names of a {@link #group} that were there. */
  private final Set<String> grouped = new HashSet<>();

  /** One of them; a name may come twice until somebody asks for it. */
  record Entry(String name, String value) {}

  Settings(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * {@return settings of a map, in its order}
   *
   * @param settings values by names; copied
   */
  public static Settings of(Map<String, String> settings) {
    List<Entry> entries = new ArrayList<>();
    settings.forEach((name, value) -> entries.add(new Entry(name, value)));
    return new Settings(entries);
  }

  /**
   * Reads a setting as it was written.
   *
   * @param name which counts as known from here on
   * @return its value, or empty if it was not given
   * @throws IllegalArgumentException when it was given twice
   */
  public Optional<String> text(String name) {
    known.add(Objects.requireNonNull(name, "name"));
    List<Entry> found = entries.stream().filter(entry -> entry.name.equals(name)).toList();
    if (found.size() > 1) {
      throw invalid(name, "must be given once");
    }
    return found.stream().map(Entry::value).findFirst();
  }

  /**
   * Reads {@code true} or {@code false}.
   *
   * @param name which counts as known from here on
   * @return its value, or empty if it was not given
   * @throws IllegalArgumentException when it is neither, or was given twice
   */
  public Optional<Boolean> flag(String name) {
    return text(name)
        .map(
            value ->
                switch (value) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw invalid(name, "must be true or false");
                });
  }

  /**
   * Reads a whole number of nine digits at most.
   *
   * @param name which counts as known from here on
   * @return its value, or empty if it was not given
   * @throws IllegalArgumentException when it is no such number, or was given twice
   */
  public OptionalInt integer(String name) {
    Optional<String> value = text(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!value.get().matches("-?[0-9]{1,9}")) {
      throw invalid(name, "must be a whole number");
    }
    return OptionalInt.of(Integer.parseInt(value.get()));
  }

  /**
   * Reads a number, maybe with a point in it.
   *
   * @param name which counts as known from here on
   * @return its value, or empty if it was not given
   * @throws IllegalArgumentException when it is no number, or was given twice
   */
  public OptionalDouble decimal(String name) {
    Optional<String> value = text(name);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (!value.get().matches("-?[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      throw invalid(name, "must be a number such as 25 or 12.5");
    }
    return OptionalDouble.of(Double.parseDouble(value.get()));
  }

  /**
   * Reads a number with its unit: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}.
   *
   * @param name which counts as known from here on
   * @return its value, or empty if it was not given
   * @throws IllegalArgumentException when it is no such time, or was given twice
   */
  public Optional<Duration> duration(String name) {
    return text(name).map(value -> duration(name, value));
  }

  private static Duration duration(String name, String value) {
    if (!value.matches("[0-9]{1,9}(\\.[0-9]{1,3})?(ms|s|m|h)")) {
      throw invalid(name, SECONDS);
    }
    String number = value.replaceAll("[a-z]", "");
    double millis =
        Double.parseDouble(number)
            * switch (value.substring(number.length())) {
              case "ms" -> 1;
              case "s" -> 1_000;
              case "m" -> 60_000;
              default -> 3_600_000;
            };
    return Duration.ofMillis(Math.round(millis));
  }

  /**
   * Reads one of an enum's constants, in lower case.
   *
   * @param <E> the enum
   * @param name which counts as known from here on
   * @param type its class
   * @return its value, or empty if it was not given
   * @throws IllegalArgumentException when it is no constant's name, or was given twice; the message
   *     lists them all
   */
  public <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    return text(name)
        .map(
            value ->
                constants.stream()
                    .filter(constant -> lower(constant).equals(value))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            invalid(
                                name,
                                "must be one of "
                                    + constants.stream()
                                        .map(Settings::lower)
                                        .collect(Collectors.joining(", ")))));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * {@return all settings whose names begin with that and a dot, by the rest of their names, in the
   * order in which they were written: for names that only somebody else knows}
   *
   * @param name what stands in front of the dot
   * @param what what follows the dot, for messages, such as {@code NAME}
   * @throws IllegalArgumentException when one was given twice
   */
  public Map<String, String> group(String name, String what) {
    known.add(name + "." + what);
    Map<String, String> group = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.name.startsWith(name + ".")) {
        grouped.add(entry.name);
        if (group.put(entry.name.substring(name.length() + 1), entry.value) != null) {
          throw invalid(entry.name, "must be given once");
        }
      }
    }
    return group;
  }

  /**
   * Refuses settings that nobody has asked for.
   *
   * @throws IllegalArgumentException when there is one; the message lists those that were asked
   *     for. A name is repeated only where it is a slip for one of these
   */
  public void refuseUnknown() {
    for (int i = 0; i < entries.size(); i++) {
      String name = entries.get(i).name;
      if (known.contains(name) || grouped.contains(name)) {
        continue;
      }
      boolean slip = known.stream().anyMatch(right -> Spelling.isNear(name, right));
      throw new IllegalArgumentException(
          (slip ? "setting \"" + name + "\": " : "setting number " + (i + 1) + ": ")
              + (known.isEmpty()
                  ? "there are none here"
                  : "must be one of " + String.join(", ", known)));
    }
  }

  /**
   * {@return what to throw for a value that is not understood; its message does not hold the value}
   *
   * @param name the setting's
   * @param right what would be right, such as "must be WIDTHxHEIGHT"
   */
  public static IllegalArgumentException invalid(String name, String right) {
    return new IllegalArgumentException("setting \"" + name + "\": " + right);
  }
}
