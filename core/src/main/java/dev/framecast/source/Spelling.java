package dev.framecast.source;

import java.util.Locale;

/** Tells a misspelt word from another one. */
final class Spelling {
  private Spelling() {}

  /**
   * Whether one or two letters, of at least three times as many, are all that makes the difference;
   * or upper and lower case.
   */
  static boolean isNear(String word, String right) {
    if (Math.abs(word.length() - right.length()) > 2) {
      return false;
    }
    String a = word.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    return distance(a, b) <= Math.min(2, right.length() / 3);
  }

  /** Letters put in, left out or replaced. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
