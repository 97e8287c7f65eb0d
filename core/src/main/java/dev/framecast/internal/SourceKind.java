package dev.framecast.internal;

import java.util.Locale;

/** The kind of a source that does not say it: from its class's name. */
public final class SourceKind {
  private SourceKind() {}

  public static String of(Class<?> type) {
    String name = type.getSimpleName();
    if (name.isEmpty() || type.isSynthetic() || type.isHidden()) {
      return "custom"; // a lambda, or a class without a name
    }
    String word = name.replaceFirst("(?:Frame)?Source\\d*$", "");
    return (word.isEmpty() ? name : word)
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
