package dev.framecast.spring;

import java.util.List;
import java.util.function.Supplier;

/** A property that cannot be. The message names it and what would be right, and no password. */
final class InvalidPropertyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String property;

  InvalidPropertyException(String property, String problem) {
    this(property + ": " + problem, List.of(property));
  }

  private InvalidPropertyException(String message, List<String> properties) {
    super(message);
    this.property = String.join(", ", properties);
  }

  /** With a message that names the property already. */
  static InvalidPropertyException saying(String message, String property) {
    return new InvalidPropertyException(message, List.of(property));
  }

  String property() {
    return property;
  }

  /** What that gives, or this exception where it refuses the property's value. */
  static <T> T in(String property, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidPropertyException(property, String.valueOf(e.getMessage()));
    }
  }
}
