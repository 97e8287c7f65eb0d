package dev.framecast.discovery;

import dev.framecast.internal.Secrets;

/** Words of strangers, made fit to be shown. */
final class Words {
  private static final int MOST_LETTERS = 64;

  private Words() {}

  /**
   * Without what moves a cursor, changes colours or turns the direction of writing, on one line and
   * short.
   */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(4L * MOST_LETTERS)
        .map(c -> isShown(c) ? c : ' ')
        .forEach(clean::appendCodePoint);
    String line = Secrets.hide(clean.toString().strip().replaceAll("\\s+", " "));
    return line.codePointCount(0, line.length()) <= MOST_LETTERS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MOST_LETTERS)).strip();
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
