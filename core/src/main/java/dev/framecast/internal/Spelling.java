package dev.framecast.internal;

import java.util.Locale;

/** Tells a misspelt word from another one. */
public final class Spelling {
  private Spelling() {}

  /**
   * Whether one or two slips, in at least three times as many letters, are all that makes the
   * difference; upper and lower case make none.
   */
  public static boolean isNear(String word, String right) {
    if (Math.abs(word.length() - right.length()) > 2) {
      return false;
    }
    String a = word.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    return distance(a, b) <= Math.min(2, right.length() / 3);
  }

  /** Letters put in, left out, replaced, or swapped with their neighbour. */
  private static int distance(String a, String b) {
    int[][] distance = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          distance[i][j] = i + j;
          continue;
        }
        int replaced = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int added = Math.min(distance[i - 1][j], distance[i][j - 1]) + 1;
        distance[i][j] = Math.min(replaced, added);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          distance[i][j] = Math.min(distance[i][j], distance[i - 2][j - 2] + 1);
        }
      }
    }
    return distance[a.length()][b.length()];
  }
}
