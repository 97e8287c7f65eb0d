package dev.framecast.examples.scenes;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The scenes that there are. */
enum SceneName {
  STREET,
  DOOR,
  YARD,
  HARBOUR;

  Scene scene() {
    return switch (this) {
      case STREET -> new Street();
      case DOOR -> new Door();
      case YARD -> new Yard();
      case HARBOUR -> new Harbour();
    };
  }

  /** As it stands in addresses. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<SceneName> of(String text) {
    return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
  }

  /** All of them, for messages. */
  static String list() {
    return Arrays.stream(values()).map(SceneName::text).collect(Collectors.joining(", "));
  }
}
